"""Where findings are mended."""

from flask import url_for

from conference.events.models import Event

from ..rules import Finding, Place


def address_of(finding: Finding, event: Event | None) -> str:
    """The page, and the place on it, where the finding is mended. `event`: None for one of a project alone."""
    if finding.place == Place.DEROGATION:
        return "#derogations"
    if event is not None and finding.place == Place.SESSION:
        return url_for("manage_programme.session", slug=event.slug, code=finding.subject)
    if event is not None and not finding.subject:
        return url_for("manage_projects.list_projects", slug=event.slug)
    if finding.place == Place.PARTNERS:
        return url_for("project_parts.partners", code=finding.subject)
    if finding.language:
        return url_for("project_parts.translation", code=finding.subject, language=finding.language)
    return url_for("project_parts.facts", code=finding.subject, _anchor=finding.place.value)
