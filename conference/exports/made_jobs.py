"""Making files outside the request."""

from typing import Any

from conference.core.clock import now
from conference.core.jobs import GiveUp, job, report_progress
from conference.core.pdf import PdfFailed
from conference.events.queries import get_event
from conference.programme.queries import newest_release

from . import booklet, snapshot
from . import made_queries as queries
from . import made_services as services
from .made_models import MadeKind


@job("exports.booklet", is_long=True)
def make_booklet(_job_id: int, payload: dict[str, Any]) -> None:
    made = queries.made_by_id(payload["made_id"])
    if made is None or made.finished_at is not None:
        return
    ident = made.id
    try:
        data = booklet.draw_booklet(made.event_id, made.language)
    except PdfFailed as error:
        raise GiveUp(str(error)) from error
    services.keep_made(ident, data, at=now())


@job("exports.booklet_ahead", is_long=True)
def ask_for_booklet(_job_id: int, payload: dict[str, Any]) -> None:
    """After a release: have its booklet drawn before the first visitor asks for it."""
    event, release = get_event(payload["event_id"]), newest_release(payload["event_id"])
    if release is not None and event.is_published:
        state = booklet.state_of(event, release, payload["language"])
        services.ask_for(event.id, MadeKind.BOOKLET, state, language=payload["language"], at=now())


@job("exports.snapshot", is_long=True)
def make_snapshot(job_id: int, payload: dict[str, Any]) -> None:
    made = queries.made_by_id(payload["made_id"])
    if made is None or made.finished_at is not None:
        return
    ident = made.id
    data = snapshot.take(made.event_id, lambda done, total: report_progress(job_id, done, total))
    at = now()
    services.keep_made(ident, data, at=at, expires_at=at + services.KEPT_FOR)


@job("exports.forget")
def forget(_job_id: int, payload: dict[str, Any]) -> None:
    services.forget_made(payload["made_id"])
