"""What people read for the deeds and reasons of this feature."""

from typing import Any

from flask_babel import lazy_gettext as _l

from .likeness import Why

WHY_WORDS: dict[str, Any] = {
    Why.ADDRESS: _l("The same mailbox"),
    Why.NAME: _l("The same name and organisation"),
    Why.SPELLING: _l("Names that differ in one letter, the same organisation"),
}
SORT_WORDS: dict[str, Any] = {
    "organisation": _l("Organisation"),
    "country": _l("Country"),
    "name": _l("Name"),
}
FIELD_WORDS: dict[str, Any] = {
    "name": _l("Name"),
    "national_name": _l("Name in own script"),
    "email": _l("E-mail"),
    "organisation": _l("Organisation"),
    "position": _l("Position"),
    "country": _l("Country"),
    "language": _l("Language"),
}
DEED_WORDS: dict[str, Any] = {
    "registration.imported": _l("Imported from a table"),
    "registration.took_in": _l("Took in another registration of the same person"),
    "registration.merged": _l("Merged into another registration"),
}
