"""The outbox of a development machine: what would have been sent, to read and click."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, render_template

from conference.core.web import download, public

outbox = Blueprint("outbox", __name__, url_prefix="/outbox")
MOST_SHOWN = 100


def folder() -> Path:
    return Path(current_app.config["MAIL_FOLDER"])


def read(name: str) -> EmailMessage:
    path = folder() / f"{name}.eml"
    if not name.isalnum() or not path.is_file():
        abort(404)
    mail = message_from_bytes(path.read_bytes(), policy=default)
    return mail  # type: ignore[return-value]


def parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    for part in mail.walk():
        if not part.is_multipart():
            yield part  # type: ignore[misc]


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
    text = mail.get_body(("plain",))
    return render_template(
        "mail/public/mail.html",
        name=name,
        mail=mail,
        text=text.get_content() if text else "",
        parts=list(enumerate(parts(mail))),
    )


@outbox.get("/<name>/parts/<int:number>")
@public
def show_part(name: str, number: int) -> Response:
    found = [part for index, part in enumerate(parts(read(name))) if index == number]
    if not found:
        abort(404)
    part = found[0]
    content = part.get_payload(decode=True)
    return download(bytes(content or b""), part.get_filename() or "text", part.get_content_type(), inline=True)  # type: ignore[arg-type]
