"""Which device calls: asked before everything that a device does, in one select."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from conference.core.codes import digest
from conference.core.db import execute
from conference.events.models import Event

from ..models import Device
from ..rules import Door

AFTER_END = timedelta(hours=12)
WITHOUT_CONTACT = timedelta(hours=72)


@dataclass(frozen=True)
class Caller:
    """A device that calls, and its event."""

    device_id: int
    code: str
    name: str
    event_id: int
    point_id: int | None
    rights: Mapping[str, Any]
    is_kiosk: bool
    acked_seq: int
    revoked_at: datetime | None
    slug: str
    zone: str
    ends_at: datetime

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def rehearses(self) -> bool:
        """The device alone, whatever the event does; it says so with each scan."""
        return bool(self.rights.get("rehearse"))

    @property
    def door(self) -> Door:
        return Door(
            self.device_id, self.event_id, self.point_id, may_supervise=bool(self.rights.get("supervise")),
            may_undo=bool(self.rights.get("undo", True)), is_revoked=self.is_revoked,
        )  # fmt: skip

    def may(self, right: str) -> bool:
        return self.rights.get(right) not in (None, False, "off")

    def lease(self, at: datetime) -> datetime:
        """Until when the device may keep its list: it dies after the event, or without any contact."""
        return min(self.ends_at + AFTER_END, at + WITHOUT_CONTACT)

    def is_over(self, at: datetime) -> bool:
        return at >= self.ends_at + AFTER_END


# put together once, as all that every scan asks for
CALLER = (
    select(
        Device.id, Device.code, Device.name, Device.event_id, Device.point_id, Device.rights, Device.is_kiosk,
        Device.acked_seq, Device.revoked_at, Event.slug, Event.zone, Event.ends_at,
    )
    .join(Event, Event.id == Device.event_id)
    .where(Device.token_digest == bindparam("token"))
)  # fmt: skip


def find_caller(token: str) -> Caller | None:
    row = execute(CALLER, {"token": digest(token)}).one_or_none()
    return Caller(*row) if row else None
