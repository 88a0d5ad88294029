"""What is done about sign-ups after the deed."""

from typing import Any

from conference.core.clock import now
from conference.core.jobs import job

from . import mode_services, release_services, services


@job("signup.settle")
def settle(_job_id: int, payload: dict[str, Any]) -> None:
    services.settle(payload["registration_id"], at=now())


@job("signup.look_again")
def look_again(_job_id: int, payload: dict[str, Any]) -> None:
    mode_services.look_again(payload["registration_id"], at=now())


@job("signup.take_over")
def take_over(_job_id: int, payload: dict[str, Any]) -> None:
    release_services.take_over(payload["release_id"], at=now())
