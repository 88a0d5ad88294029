"""Mails that came back: reports of mail servers about what they could not deliver (RFC 3464). Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message as Mail
from email.policy import compat32

from .rules import is_dead_status

MESSAGE_ID = re.compile(r"<[^<>\s@]{1,150}@[^<>\s@]{1,150}>")
MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Bounce:
    """One mail to one address came back for good. `message_ids`: those that the report names, of which one is ours.

    `address`: to whom it could not be delivered, as the report says, "" when it does not.
    """

    message_ids: tuple[str, ...]
    address: str
    status: str
    reason: str

    @property
    def is_dead_address(self) -> bool:
        return is_dead_status(self.status)


def read_report(data: bytes) -> list[Bounce]:
    """What a report says came back for good; nothing for any other mail, and for reports of mere delays.

    Bytes are read as they are: reports come in every shape, and none of it is believed further than its ids.
    """
    report = message_from_bytes(data[:MOST_BYTES], policy=compat32)
    if report.get_content_type() != "multipart/report":
        return []
    ids = tuple(dict.fromkeys(_ids_of(report)))
    return [found for fields in _recipients(report) if (found := _bounce(fields, ids))] if ids else []


def _bounce(fields: Mail, ids: tuple[str, ...]) -> Bounce | None:
    if _field(fields, "Action").lower() != "failed":
        return None
    status = _field(fields, "Status").partition(" ")[0]
    address = (_field(fields, "Original-Recipient") or _field(fields, "Final-Recipient")).rpartition(";")[2].strip()
    diagnosis = _field(fields, "Diagnostic-Code").partition(";")[2].strip()
    return Bounce(ids, address.strip("<>"), status, " ".join((diagnosis or status).split()))


def _recipients(report: Mail) -> Iterator[Mail]:
    """The groups of fields about one recipient each; the first group is about the mail server that reports."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            groups = part.get_payload()
            if isinstance(groups, list):
                yield from (group for group in groups if isinstance(group, Mail) and group.get("Action"))


def _ids_of(report: Mail) -> Iterator[str]:
    """Message-IDs of the mails that came along, whole or as their headers; not the report's own."""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and isinstance(part.get_payload(), list):
            inner = part.get_payload(0)
            if isinstance(inner, Mail):
                yield from MESSAGE_ID.findall(_field(inner, "Message-ID"))
        elif kind == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            headers = message_from_string(raw.decode("ascii", "replace")) if isinstance(raw, bytes) else Mail()
            yield from MESSAGE_ID.findall(_field(headers, "Message-ID"))


def _field(part: Mail, name: str) -> str:
    return " ".join(str(part.get(name, "")).split())
