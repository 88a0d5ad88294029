"""The outbox of a development machine: what would have been sent, to read and click."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, render_template, url_for

from conference.core.web import download, public

outbox = Blueprint("outbox", __name__, url_prefix="/outbox")
MOST_SHOWN = 100
# the HTML part brings its own styles and pictures, as mail programs want it, and nothing else
LETTER_CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "sandbox allow-popups allow-top-navigation-by-user-activation"
)


@dataclass(frozen=True)
class Part:
    """One leaf of a mail: a text, a picture, an attachment."""

    name: str
    media_type: str
    bytes: int
    address: str


def folder() -> Path:
    return Path(current_app.config["MAIL_FOLDER"])


def read(name: str) -> EmailMessage:
    path = folder() / f"{name}.eml"
    if not (name.isascii() and name.isalnum() and path.is_file()):
        abort(404)
    return message_from_bytes(path.read_bytes(), policy=default)


def leaves(mail: EmailMessage) -> Iterator[EmailMessage]:
    for part in mail.walk():
        if not part.is_multipart():
            yield part


def content_of(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def text_of(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""


def own_links(text: str) -> list[str]:
    """Addresses in the text that lead to this site, each once, in their order."""
    base = re.escape(current_app.config["BASE_URL"])
    return list(dict.fromkeys(re.findall(rf"{base}(?:/[^\s<>\"]*)?", text)))


def list_parts(name: str, mail: EmailMessage) -> list[Part]:
    return [
        Part(
            name=part.get_filename() or part.get_content_type(),
            media_type=part.get_content_type(),
            bytes=len(content_of(part)),
            address=url_for(".show_part", name=name, number=number),
        )
        for number, part in enumerate(leaves(mail))
    ]


@outbox.get("/")
@public
def list_mails() -> str:
    """Registered only in development without a mail server: there is nobody else to see it."""
    files = sorted(folder().glob("[0-9]*.eml"), reverse=True)[:MOST_SHOWN]
    return render_template("mail/public/outbox.html", mails=[(path.stem, read(path.stem)) for path in files])


@outbox.get("/<name>")
@public
def show_mail(name: str) -> str:
    mail = read(name)
    text = text_of(mail, "plain")
    return render_template(
        "mail/public/mail.html",
        mail=mail,
        text=text,
        links=own_links(text),
        letter_address=url_for(".show_letter", name=name) if mail.get_body(("html",)) else None,
        parts=list_parts(name, mail),
    )


@outbox.get("/<name>/letter")
@public
def show_letter(name: str) -> Response:
    """The HTML part as a mail program shows it, its inline pictures set into it."""
    mail = read(name)
    html = text_of(mail, "html")
    for part in leaves(mail):
        if cid := part.get("Content-ID"):
            picture = base64.b64encode(content_of(part)).decode()
            html = html.replace(f"cid:{cid.strip('<>')}", f"data:{part.get_content_type()};base64,{picture}")
    response = download(html.encode(), f"{name}.html", "text/html", inline=True)
    response.headers["Content-Security-Policy"] = LETTER_CSP
    return response


@outbox.get("/<name>/parts/<int:number>")
@public
def show_part(name: str, number: int) -> Response:
    found = [part for index, part in enumerate(leaves(read(name))) if index == number]
    if not found:
        abort(404)
    part = found[0]
    return download(content_of(part), part.get_filename() or "part", part.get_content_type(), inline=True)
