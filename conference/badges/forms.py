from flask_babel import lazy_gettext as _l

from conference.core.forms import ChoiceField, Form


class SheetForm(Form):
    """`category` is the code of one, or "" for everybody; `layout` a paper of `formats`. The view sets the choices."""

    category = ChoiceField(_l("For whom"), choices=[])
    layout = ChoiceField(_l("Paper"), choices=[], default="a4")
