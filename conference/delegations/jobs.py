from typing import Any

from conference.core.clock import now
from conference.core.jobs import job

from . import services


@job("delegations.close")
def close(_job_id: int, payload: dict[str, Any]) -> None:
    services.close(payload["delegation_id"], closes_at=payload["closes_at"], at=now())


@job("delegations.remind")
def remind(_job_id: int, payload: dict[str, Any]) -> None:
    services.remind_before_cut_off(payload["delegation_id"], closes_at=payload["closes_at"], at=now())


@job("delegations.code_ends")
def code_ends(_job_id: int, payload: dict[str, Any]) -> None:
    services.free_when_over(payload["code_id"], at=now())


@job("delegations.expire")
def expire(_job_id: int, payload: dict[str, Any]) -> None:
    services.expire_invitation(payload["invitation_id"], at=now())
