"""What devices send, as plain values. Everything is doubted: a device may be broken, or not ours."""

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _

from .models import Outcome, ScanKind
from .rules import Malformed, Reading, Reason, Report

KINDS = frozenset(map(str, ScanKind))
OUTCOMES = frozenset(map(str, Outcome))
REASONS = frozenset({"", *map(str, Reason)})
WAYS = frozenset({"camera", "wedge", "search", "typed", "kiosk"})
DECIDERS = frozenset({"device", "server", "staff"})
LOOKUP = re.compile(r"[A-Za-z0-9_-]{22}")
EARLIEST, LATEST = 946_684_800_000, 4_102_444_800_000  # the years 2000 and 2100
MOST_SEQ = 2**53
MOST_CODE = 4096


@dataclass(frozen=True)
class Contact:
    """What a device says of itself when it calls, and the seats of strict points that it wants and gives back."""

    app: str = ""
    battery: float | None = None
    is_charging: bool | None = None
    unsent: int = 0
    was_offline: bool = False
    wanted: Mapping[str, int] = field(default_factory=dict)  # by the point's code
    returned: Mapping[str, int] = field(default_factory=dict)


def asked(body: Any) -> Reading:
    """A scan that the server decides. Raises Malformed."""
    return _reading(_object(body))


def reported(body: Any) -> Reading:
    """A scan as it happened at the door, with its number. Raises Malformed."""
    body = _object(body)
    return _reading(
        body,
        seq=_whole(body, "seq", 1, MOST_SEQ),
        report=Report(
            outcome=_one_of(body, "outcome", OUTCOMES), reason=_one_of(body, "reason", REASONS, default=""),
            by=_one_of(body, "by", DECIDERS, default="device"), digest=digest_of(body),
        ),
    )  # fmt: skip


def digest_of(body: Any) -> str:
    """The same for the same content, in whatever order its members stand."""
    return sha256(json.dumps(body, sort_keys=True, default=str).encode("utf-8", "replace")).hexdigest()


def seq_of(body: Any) -> int | None:
    """The number that even an unreadable scan has, so that its device can forget it."""
    try:
        return _whole(_object(body), "seq", 1, MOST_SEQ)
    except Malformed:
        return None


def contact(body: Mapping[str, Any]) -> Contact:
    """Forgiving: nothing that a device says of itself may keep its scans from arriving."""
    battery, unsent, charging = body.get("battery"), body.get("unsent"), body.get("charging")
    is_number = isinstance(battery, int | float) and not isinstance(battery, bool)
    return Contact(
        app=str(body.get("app") or "")[:20].replace("\x00", ""),
        battery=min(1.0, max(0.0, float(battery))) if is_number else None,  # type: ignore[arg-type]
        is_charging=charging if isinstance(charging, bool) else None,
        unsent=unsent if isinstance(unsent, int) and 0 <= unsent < 2**31 else 0,
        was_offline=body.get("mode") == "offline",
        wanted=_numbers(body.get("want_seats")),
        returned=_numbers(body.get("returned_seats")),
    )


def _numbers(value: Any) -> dict[str, int]:
    if not isinstance(value, dict):
        return {}
    return {
        str(name): number
        for name, number in value.items()
        if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**31
    }


def _reading(body: dict[str, Any], seq: int | None = None, report: Report | None = None) -> Reading:
    kind = _one_of(body, "kind", KINDS, default=ScanKind.ENTRY)
    lookup, ref = _text(body, "lookup", 22), _text(body, "ref", 36)
    if lookup is not None and not LOOKUP.fullmatch(lookup):
        raise Malformed(_("The look-up id of the badge cannot be read"))
    if kind == ScanKind.UNDO and ref is None:
        raise Malformed(_("An undo names the scan that it takes back"))
    slot = body.get("slot")
    return Reading(
        scan_id=_uuid(_text(body, "scan_id", 36)), code=_text(body, "code", MOST_CODE),
        registration=_text(body, "registration", 12), via=_one_of(body, "via", WAYS, default="camera"),
        scanned_at=_time(body), lookup=lookup, point=_text(body, "point", 20), kind=kind,
        ref=_uuid(ref) if ref is not None else None,
        slot=slot if isinstance(slot, int) and not isinstance(slot, bool) and 0 < slot < 2**31 else None,
        is_rehearsal=body.get("rehearsal") is True, took_seat=body.get("seat") is True,
        note=_text(body, "note", 200) or "", seq=seq, report=report,
    )  # fmt: skip


def _object(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise Malformed(_("A scan is a JSON object"))
    return body


def _text(body: dict[str, Any], name: str, most: int) -> str | None:
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, str) and name == "note":
        return value[:most].replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, str) and len(value) <= most and value.isascii() and "\x00" not in value:
        return value
    if isinstance(value, str) and name == "code":
        return ""  # whatever was held before the camera, it is no badge
    raise Malformed(_("“%(name)s” cannot be read", name=name))


def _one_of(body: dict[str, Any], name: str, known: frozenset[str], default: str | None = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str) or value not in known:
        raise Malformed(_("“%(name)s” cannot be read", name=name))
    return value


def _whole(body: dict[str, Any], name: str, least: int, most: int) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Malformed(_("“%(name)s” cannot be read", name=name))
    return value


def _uuid(text: str | None) -> str:
    try:
        return str(uuid.UUID(text or ""))
    except ValueError as error:
        raise Malformed(_("A scan needs an id of its own")) from error


def _time(body: dict[str, Any]) -> datetime:
    """When it was, by the device's clock set right by its own estimate of ours."""
    offset = _whole(body, "offset", -LATEST, LATEST) if body.get("offset") is not None else 0
    at = _whole(body, "device_time", 0, 2 * LATEST) + offset
    if not EARLIEST <= at <= LATEST:
        raise Malformed(_("The time of the scan cannot be read"))
    return datetime.fromtimestamp(at / 1000, UTC)
