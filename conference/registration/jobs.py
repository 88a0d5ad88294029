"""What happens to registrations by the clock."""

from typing import Any

from conference.core.clock import now
from conference.core.jobs import job

from . import services


@job("registration.verify_ends")
def verify_ends(_job_id: int, payload: dict[str, Any]) -> None:
    services.expire(payload["registration_id"], at=now())


@job("registration.offer_ends")
def offer_ends(_job_id: int, payload: dict[str, Any]) -> None:
    services.end_offer(payload["registration_id"], at=now())


@job("registration.serve_line")
def serve_line(_job_id: int, payload: dict[str, Any]) -> None:
    services.serve_line(payload["event_id"], at=now())
