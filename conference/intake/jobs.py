from typing import Any

from conference.core.clock import now
from conference.core.jobs import job

from . import services


@job("intake.forget")
def forget(_job_id: int, payload: dict[str, Any]) -> None:
    services.forget_intake(payload["intake_id"], at=now())
