"""Bringing a table of people in outside the request."""

from datetime import datetime
from functools import partial
from typing import Any

from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.i18n import force_locale
from conference.core.jobs import each_round, job, report_progress

from . import finding_queries, finding_services, people_queries, people_services


@job("rosters.import", is_long=True)
def import_people(job_id: int, payload: dict[str, Any]) -> None:
    """In the language of the preview, as the plan is compared with the one that the person saw."""
    ident = payload["intake_id"]
    with force_locale(people_queries.language_of_import(ident)):
        try:
            people_services.import_people(ident, at=now(), progress=partial(report_progress, job_id))
        except Refused as refusal:
            people_services.give_back(ident, str(refusal), at=now())


@each_round("twins")
def find_twins(at: datetime) -> None:
    """Compare the people of events where somebody registered or changed since."""
    for event_id in finding_queries.events_to_look_at(at):
        finding_services.find_twins(event_id, at)
