"""What happens to registrations by the clock."""

from typing import Any

from conference.core.clock import now
from conference.core.jobs import RetryLater, job, report_progress

from . import batch_queries, services


@job("registration.verify_ends")
def verify_ends(_job_id: int, payload: dict[str, Any]) -> None:
    services.expire(payload["registration_id"], at=now())


@job("registration.offer_ends")
def offer_ends(_job_id: int, payload: dict[str, Any]) -> None:
    services.end_offer(payload["registration_id"], at=now())


@job("registration.room_offer_ends")
def room_offer_ends(_job_id: int, payload: dict[str, Any]) -> None:
    services.end_room_offer(payload["registration_id"], at=now())


@job("registration.serve_line")
def serve_line(_job_id: int, payload: dict[str, Any]) -> None:
    services.serve_line(payload["event_id"], at=now())


@job("registration.batch", is_long=True)
def batch(job_id: int, payload: dict[str, Any]) -> None:
    """One deed to many, a few at a time; what a dead worker left is taken up where it stopped."""
    total = batch_queries.progress_of(payload["batch_id"]).total
    while left := services.do_next(payload["batch_id"], at=now()):
        report_progress(job_id, total - left, total)


@job("registration.batch_undo", is_long=True)
def batch_undo(job_id: int, payload: dict[str, Any]) -> None:
    total = batch_queries.progress_of(payload["batch_id"]).total
    while left := services.undo_next(payload["batch_id"], at=now()):
        report_progress(job_id, total - left, total)


@job("registration.send_link")
def send_link(_job_id: int, payload: dict[str, Any]) -> None:
    services.mail_link(payload["registration_id"], at=now())


@job("registration.scrub", is_long=True)
def scrub(_job_id: int, _payload: dict[str, Any]) -> None:
    if not services.scrub():
        raise RetryLater("the database file is being read")
