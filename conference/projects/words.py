"""What people read for the keys of this feature."""

from typing import Any

from flask_babel import lazy_gettext as _l

from .models import ComponentWord, Funding, OfficeKind, PartnerRole

ROLE_WORDS: dict[str, Any] = {
    PartnerRole.FUNDER: _l("Funder"),
    PartnerRole.IMPLEMENTER: _l("Implemented by"),
    PartnerRole.LEAD: _l("Lead partner"),
    PartnerRole.IMPLEMENTING: _l("Implementing partner"),
    PartnerRole.ASSOCIATE: _l("Associate partner"),
    PartnerRole.BENEFICIARY: _l("Beneficiary"),
}
OFFICE_WORDS: dict[str, Any] = {
    OfficeKind.SECRETARIAT: _l("Secretariat"),
    OfficeKind.REGIONAL: _l("Regional office"),
    OfficeKind.COUNTRY: _l("Country office"),
}
COMPONENT_WORDS: dict[str, Any] = {
    ComponentWord.COMPONENT: _l("Components"),
    ComponentWord.OBJECTIVE: _l("Objectives"),
}
FUNDING_WORDS: dict[str, Any] = {
    Funding.FUNDED: _l("Funded by the European Union"),
    Funding.CO_FUNDED: _l("Co-funded by the European Union"),
}
TEXT_WORDS: dict[str, Any] = {
    "title": _l("Title"),
    "phase": _l("Phase"),
    "objective": _l("Objective"),
    "summary": _l("Summary"),
    "disclaimer": _l("Disclaimer"),
    "city": _l("City"),
}
