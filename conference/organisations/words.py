"""What people read for the keys of this feature."""

from typing import Any

from flask_babel import lazy_gettext as _l

from .models import OrganisationKind

KIND_WORDS: dict[str, Any] = {
    OrganisationKind.MINISTRY: _l("Ministry"),
    OrganisationKind.AGENCY: _l("Agency"),
    OrganisationKind.CIVIL_SOCIETY: _l("Civil society organisation"),
    OrganisationKind.INTERNATIONAL: _l("International organisation"),
    OrganisationKind.UNIVERSITY: _l("University"),
    OrganisationKind.COMPANY: _l("Company"),
    OrganisationKind.EU_INSTITUTION: _l("EU institution"),
    OrganisationKind.OTHER: _l("Other"),
}
