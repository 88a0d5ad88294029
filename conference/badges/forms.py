from flask_babel import lazy_gettext as _l

from conference.core.forms import ChoiceField, Form

from .models import SheetLayout

LAYOUT_WORDS = {
    SheetLayout.A4: _l("A4, four badges a page, with lines to cut along"),
    SheetLayout.A6: _l("A6, one badge a page"),
}


class SheetForm(Form):
    """`category` is the code of one, or "" for everybody; its choices are set by the view."""

    layout = ChoiceField(_l("Paper"), choices=list(LAYOUT_WORDS.items()), default=SheetLayout.A4)
    category = ChoiceField(_l("For whom"), choices=[])
