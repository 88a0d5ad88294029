"""The forms around the table of registrations."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from conference.core.forms import Form, LineField, required


class ViewForm(Form):
    """What a view is called and who sees it; what it shows is what the table showed."""

    name = LineField(_l("Name of the view"), required(_l("Enter a name for the view, like “Press, pending”")), most=80)
    is_shared = BooleanField(_l("Share it with everybody who sees the registrations of this event"))
    opens = BooleanField(_l("Open the table with it"))
