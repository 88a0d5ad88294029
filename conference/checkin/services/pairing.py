"""How a phone becomes a device: a code that is shown once, a claim, a look at two digits, a token."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from conference.core import audit
from conference.core.codes import LOOKALIKES, digest, new_code
from conference.core.db import db, lock, transaction

from ..models import NO_RIGHTS, Device, Pairing
from ..rules.pairing import PairCodeUnknown, PairCodeUsed

CODE_LENGTH = 8
VALID_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class DeviceValues:
    """What a device will be: which door, where, with which rights (models.NO_RIGHTS)."""

    name: str
    point_id: int | None = None
    rights: Mapping[str, Any] = field(default_factory=dict)
    is_kiosk: bool = False


@dataclass(frozen=True)
class Claimed:
    claim: str
    match: str
    event_id: int
    state: str


def new_pairing(
    event_id: int, values: DeviceValues, *, user_id: int | None, at: datetime, is_confirmed: bool = False
) -> str:
    """The code by which one phone may call itself this device, within ten minutes."""
    code = new_code(CODE_LENGTH)
    with transaction() as session:
        session.add(
            Pairing(
                event_id=event_id, code_digest=digest(code), point_id=values.point_id, user_id=user_id,
                name=values.name, rights={**NO_RIGHTS, **values.rights}, is_kiosk=values.is_kiosk, created_at=at,
                expires_at=at + VALID_FOR, confirmed_at=at if is_confirmed else None,
            )
        )  # fmt: skip
    return code


def clean_code(text: str) -> str:
    """As it was shown, however it was typed."""
    return "".join(text.split()).replace("-", "").upper().translate(LOOKALIKES)


def claim_pairing(code: str, agent: str, *, at: datetime) -> Claimed:
    """A phone has the code. Raises PairCodeUnknown, PairCodeUsed."""
    claim, match = secrets.token_urlsafe(32), f"{secrets.randbelow(100):02d}"
    with transaction():
        query = select(Pairing).where(Pairing.code_digest == digest(clean_code(code))).with_for_update()
        row = db.session.scalars(query).one_or_none()
        if row is None or row.expires_at <= at:
            raise PairCodeUnknown(_("No door has this code. Codes are valid for ten minutes; ask for a new one."))
        if row.claimed_at is not None or row.refused_at is not None:
            raise PairCodeUsed(_("This code was used already. Ask for a new one."))
        row.claimed_at, row.claim_digest, row.match = at, digest(claim), match
        row.agent = agent.replace("\x00", "").encode("utf-8", "replace").decode()[:200]
        return Claimed(claim, match, row.event_id, "confirmed" if row.confirmed_at else "waiting")


def state_of_claim(claim: str, *, at: datetime) -> tuple[str, str, str | None]:
    """("waiting", "confirmed" or "refused", match, token): the token once, when it is confirmed.

    Raises PairCodeUnknown.
    """
    with transaction() as session:
        query = select(Pairing).where(Pairing.claim_digest == digest(claim)).with_for_update()
        row = session.scalars(query).one_or_none()
        if row is None:
            raise PairCodeUnknown(_("This phone is not waiting for a door. Ask for a new code."))
        if row.refused_at is not None:
            return "refused", row.match, None
        if row.confirmed_at is None:
            is_late = row.expires_at <= at
            return ("refused" if is_late else "waiting"), row.match, None
        if row.device_id is not None:
            return "confirmed", row.match, None
        token = secrets.token_urlsafe(32)
        device = Device(
            code=new_code(10), event_id=row.event_id, point_id=row.point_id, user_id=row.user_id, name=row.name,
            token_digest=digest(token), rights=row.rights, is_kiosk=row.is_kiosk, agent=row.agent, created_at=at,
            last_seen_at=at,
        )  # fmt: skip
        session.add(device)
        session.flush()
        row.device_id = device.id
        audit.record("device.paired", device, actor=audit.SYSTEM, event_id=row.event_id, at=at, name=row.name)
        return "confirmed", row.match, token


def confirm_pairing(pairing_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """The two digits on both screens are the same: this is the phone that is meant."""
    with transaction():
        row = lock(Pairing, pairing_id)
        if row.claimed_at is None or row.refused_at is not None or row.expires_at <= at:
            raise PairCodeUsed(_("This phone no longer waits. Make a new code."))
        row.confirmed_at = row.confirmed_at or at
        audit.record("device.confirmed", row, actor=actor, event_id=row.event_id, at=at, name=row.name)


def refuse_pairing(pairing_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """A stranger's phone, or no longer needed."""
    with transaction():
        row = lock(Pairing, pairing_id)
        if row.device_id is None:
            row.refused_at = row.refused_at or at
            audit.record("device.refused", row, actor=actor, event_id=row.event_id, at=at, name=row.name)
