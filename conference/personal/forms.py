from wtforms import HiddenField

from conference.core.forms import ActionForm

from .rules import read_codes


class CodesForm(ActionForm):
    """Codes of sessions between commas, as a device has starred them."""

    codes = HiddenField()

    @property
    def chosen(self) -> list[str]:
        return read_codes(str(self.codes.data or ""))
