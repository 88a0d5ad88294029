"""What is done about sign-ups after the deed."""

from typing import Any

from conference.core.clock import now
from conference.core.jobs import job

from . import services


@job("signup.settle")
def settle(_job_id: int, payload: dict[str, Any]) -> None:
    services.settle(payload["registration_id"], at=now())


@job("signup.serve")
def serve(_job_id: int, payload: dict[str, Any]) -> None:
    services.serve_slots(payload["slot_ids"], at=now())
