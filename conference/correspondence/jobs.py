from datetime import datetime
from typing import Any

from conference.core.clock import now
from conference.core.jobs import each_round, job

from . import sending_services as services


@job("announcement.go")
def go(_job_id: int, payload: dict[str, Any]) -> None:
    """What was just sent or resumed begins at once, and not only in the next round."""
    services.go_on(payload["announcement_id"], at=now())


@each_round("announcements")
def look(at: datetime) -> None:
    services.look(at)
