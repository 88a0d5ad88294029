from typing import Any

from conference.core.clock import now
from conference.core.jobs import job

from . import services


@job("speaking.remind")
def remind(_job_id: int, payload: dict[str, Any]) -> None:
    services.remind_when_due(payload["speaker_id"], payload["link_version"], payload["number"], at=now())
