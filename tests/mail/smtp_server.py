"""A mail server for tests: takes mail, refuses it, or breaks off, as it is told."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Post:
    """What arrived, and how the server answers: `at_recipient`, `at_end`, `at_quit` are SMTP replies, "" for yes."""

    def __init__(self) -> None:
        self.arrived: list[tuple[list[str], EmailMessage]] = []
        self.at_recipient = ""
        self.at_end = ""
        self.at_quit = ""
        self.hangs_up_at_end = False

    @property
    def mails(self) -> list[EmailMessage]:
        return [mail for _to, mail in self.arrived]

    def recipient_answer(self, address: str) -> str:
        return self.at_recipient

    def note(self, to: str, mail: EmailMessage) -> None:
        """For those who want to know at once."""

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if refusal := self.recipient_answer(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.at_end:
            return self.at_end
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = message_from_bytes(content, policy=default)
        self.arrived.append((list(envelope.rcpt_tos), mail))
        self.note(envelope.rcpt_tos[0], mail)
        if self.hangs_up_at_end:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 Taken"

    async def handle_QUIT(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        return self.at_quit or "221 Bye"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(post: Post, port: int = 0) -> Iterator[int]:
    """Serve on that port of this machine, or on a free one; yields it."""
    port = port or free_port()
    controller = Controller(post, hostname="127.0.0.1", port=port, ready_timeout=30)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
