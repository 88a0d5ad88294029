"""The way out: an SMTP server, or a folder of .eml files in development. Nothing else sends mail."""

import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any

from email_validator import EmailNotValidError, validate_email

from conference.core.clock import now

from .letters import Letter, images_of
from .models import MailSettings, Message
from .rules import Stage


class Refusal(Exception):
    """The mail server will never take this message. `stage`: to what it said no."""

    def __init__(self, words: str, stage: Stage = Stage.CONTENT) -> None:
        super().__init__(words)
        self.stage = stage


class Trouble(Exception):
    """The mail server could not take it now."""


class Unreachable(Trouble):
    """The mail server does not answer, or breaks off: the next letter would fare no better now."""


class Unsure(Exception):
    """The connection broke after the last word: the server may have taken it."""


@dataclass(frozen=True)
class Parcel:
    """A letter on its way: the addresses on the envelope, and the content, written out."""

    from_email: str
    to_email: str
    content: bytes


def build(
    message: Message, letter: Letter, config: Mapping[str, Any], settings: MailSettings | None = None
) -> EmailMessage:
    """The letter as MIME: text and HTML, inline images, attachments; sent in the name that its event chose."""
    mail = EmailMessage(policy=SMTP.clone(max_line_length=76, cte_type="7bit"))
    mail["Subject"] = header_text(letter.subject)
    mail["From"] = sender(settings.sender_name if settings else "", config["MAIL_FROM"], letter.event_name)
    mail["To"] = address(message.to_name, message.to_email)
    if reply_to := (settings.reply_to if settings else "") or letter.reply_to:
        mail["Reply-To"] = header_text(reply_to)
    for name, value in letter.headers:
        mail[name] = header_text(value)
    mail["Date"] = format_datetime(now())
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(re.sub(r"\n{3,}", "\n\n", letter.text))  # parts of a letter that say nothing leave no gap
    mail.add_alternative(letter.html, subtype="html")
    html_part = mail.get_payload()[1]  # type: ignore[index]
    for name, data in images_of(letter).items():
        html_part.add_related(data, "image", "png", cid=f"<{name}>", filename=f"{name}.png", disposition="inline")  # type: ignore[union-attr]
    for item in letter.attachments:
        main, sub = item.media_type.split("/")
        mail.add_attachment(
            item.data, main, sub, filename=safe_file_name(item.name), params=dict(item.parameters) or None
        )
    mail["Content-Language"] = message.language  # last: setting contents takes such headers away
    return mail


LINE = 76
IN_ONE_PIECE = ("message-id", "list-unsubscribe", "list-unsubscribe-post")


class Wire(EmailPolicy):
    """Headers as they travel: short encoded words (RFC 2047), but a Message-ID in one piece, whatever its length."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() in IN_ONE_PIECE:
            return f"{name}: {value}{self.linesep}".encode()
        if name.lower() == "subject":  # the library's own folding loses a blank where an encoded word happens to end
            text = header_text(str(value))
            header = Header(text, "us-ascii" if text.isascii() else "utf-8", maxlinelen=LINE, header_name=name)
            return f"{name}: {header.encode(linesep=self.linesep)}{self.linesep}".encode("ascii")
        # a line of a header goes on with a blank: nothing that the library decoded on its way can begin another header
        return re.sub(rb"[\r\n]+(?=[^\s])", b"\r\n ", bytes(super().fold_binary(name, value)))


WIRE = Wire(linesep="\r\n", max_line_length=LINE)


def as_bytes(mail: EmailMessage) -> bytes:
    return mail.as_bytes(policy=WIRE)


def pack(mail: EmailMessage, to_email: str) -> Parcel:
    """Write it out before anybody is asked to take it: what cannot be written says so here."""
    return Parcel(mail["From"].addresses[0].addr_spec, to_email, as_bytes(mail))


def header_text(text: str) -> str:
    """One line without control characters, so that no name or title can add a header.

    Nor may one hide them in what looks like an encoded word (RFC 2047): the library would decode it, line ends and all.
    """
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", " ", text).strip().replace("=?", "= ?")


def safe_file_name(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII).strip("-.") or "file"


def address(name: str, email: str) -> Address | str:
    local, _at, domain = header_text(email).rpartition("@")
    try:
        return Address(header_text(name), local, domain)
    except (ValueError, IndexError):
        return header_text(email)


def sender(name: str, mail_from: str, event_name: str = "") -> Address | str:
    """The one address that we send from, named as the event chose, or as the installation did, or as the event."""
    own_name, email = parseaddr(mail_from)
    return address(name or own_name or event_name, email) if email else header_text(mail_from)


def send(parcel: Parcel, config: Mapping[str, Any], handing_over: Callable[[], None]) -> None:
    """Give the letter to the server. `handing_over` is called just before its content goes out.

    Raises Refusal, Trouble, Unreachable or Unsure; and what `handing_over` raises, and then nothing was sent.
    """
    try:
        server = connect(config)
        try:
            recipient = envelope_address(parcel.to_email)
            options = ["SMTPUTF8"] if not recipient.isascii() and server.has_extn("smtputf8") else []
            check(server.mail(parcel.from_email, options), Stage.SENDER)
            check(server.rcpt(recipient), Stage.RECIPIENT)
            code, words = server.docmd("DATA")
            if code != 354:  # noqa: PLR2004 - "start mail input", RFC 5321
                check((code, words), Stage.CONTENT)
            try:
                handing_over()
            except BaseException:
                server.close()  # the server waits for content now, and would take a goodbye for it
                raise
            hand_over(server, parcel.content)
        finally:
            say_goodbye(server)
    except ValueError as error:  # smtplib: a line break in the address, or letters the server cannot take
        raise Refusal("the mail server does not take this address", Stage.RECIPIENT) from error
    except smtplib.SMTPException as error:
        raise Unreachable(f"the mail server broke off: {type(error).__name__} {error}") from error
    except OSError as error:
        raise Unreachable(f"the mail server cannot be reached: {error.strerror or type(error).__name__}") from error


def envelope_address(email: str) -> str:
    """The address as mail servers know it: a domain in other letters has an ASCII form."""
    if not email.isprintable() or " " in email:
        raise ValueError("no e-mail address")
    if email.isascii():
        return email
    try:
        parts = validate_email(email, check_deliverability=False, test_environment=True, strict=True)
    except EmailNotValidError:
        return email
    return f"{parts.local_part}@{parts.ascii_domain}"


def connect(config: Mapping[str, Any]) -> smtplib.SMTP:
    host, port, timeout = config["MAIL_SERVER"], config["MAIL_PORT"], config["MAIL_TIMEOUT"]
    if config["MAIL_SECURITY"] == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=timeout, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port, timeout=timeout)
    if config["MAIL_SECURITY"] == "starttls":
        server.starttls(context=ssl.create_default_context())
    server.ehlo_or_helo_if_needed()
    if config["MAIL_USERNAME"]:
        server.login(config["MAIL_USERNAME"], config["MAIL_PASSWORD"])
    return server


def say_goodbye(server: smtplib.SMTP) -> None:
    """End the connection. Whatever the server says now: a letter that it took is not sent again for that."""
    with suppress(OSError, smtplib.SMTPException):
        server.docmd("QUIT")
    server.close()


def hand_over(server: smtplib.SMTP, content: bytes) -> None:
    """Send the content and its closing dot. Once the dot may be out, only a clear answer is believed."""
    quoted = re.sub(rb"(?m)^\.", b"..", re.sub(rb"(?:\r\n|\n|\r(?!\n))", b"\r\n", content))
    try:
        server.send(quoted.removesuffix(b"\r\n") + b"\r\n.\r\n")
        answer = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise Unsure(f"the mail server went away while it had the letter: {type(error).__name__}") from error
    check(answer, Stage.CONTENT)


def check(answer: tuple[int, bytes], stage: Stage) -> None:
    code, words = answer
    if 200 <= code < 400:  # noqa: PLR2004 - positive replies, RFC 5321
        return
    text = f"{code} {words.decode(errors='replace')}"
    raise Refusal(text, stage) if code >= 500 else Trouble(text)  # noqa: PLR2004


def write_file(content: bytes, folder: Path, name: str) -> None:
    """Development: keep the letter as a file, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{name}.part"
    draft.write_bytes(content)
    draft.rename(folder / f"{name}.eml")
