"""What organisers fill in about sign-ups."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from conference.core.forms import Form, VersionField, WallTimeField, YesField, offered

from .manage_services import SlotValues
from .rules import Offer

AUTO, ON, OFF = "auto", "on", "off"
IS_ON = {AUTO: None, ON: True, OFF: False}


class SettingsForm(Form):
    version = VersionField()
    asks_in_form = YesField(_l("Ask in the registration form"))
    by_preference = YesField(_l("People state preferences, and you allot the places"))


class SlotForm(Form):
    asks = RadioField(
        _l("Do people sign up?"),
        choices=offered(((AUTO, _l("When the session has a capacity")), (ON, _l("Yes")), (OFF, _l("No")))),
    )
    closes_at = WallTimeField(_l("Until"))

    def show(self, offer: Offer, zone: str) -> None:
        self.asks.data = next(key for key, value in IS_ON.items() if value is offer.is_on)
        self.closes_at.show(offer.closes_at, zone)

    def values(self, zone: str) -> SlotValues:
        return SlotValues(IS_ON.get(str(self.asks.data)), self.closes_at.at(zone))
