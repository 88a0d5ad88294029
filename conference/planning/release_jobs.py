"""Releases whose time has come."""

from typing import Any

from conference.core.clock import now
from conference.core.jobs import job

from . import release_services


@job("planning.release")
def make_release(_job_id: int, payload: dict[str, Any]) -> None:
    release_services.publish_planned(payload["scheduled_id"], at=now())
