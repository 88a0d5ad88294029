"""Messages to people: queued with the deed that causes them, composed and sent by the worker, shown to organisers."""

from flask import Flask

from .letters import Attachment, Letter, composer
from .models import Message, MessageState
from .services import post, resend

__all__ = ["Attachment", "Letter", "Message", "MessageState", "composer", "post", "register", "resend"]


def register(app: Flask) -> None:
    from . import jobs, views  # noqa: F401 - registers the job
    from .cli import mail_cli
    from .queries import answer_address

    app.add_template_global(answer_address)
    app.cli.add_command(mail_cli)
    if not app.config["MAIL_SERVER"] and app.config["APP_ENV"] != "production":
        app.register_blueprint(views.outbox)
