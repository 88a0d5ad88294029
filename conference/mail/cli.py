import sys

import click
from flask.cli import AppGroup

from conference.core.clock import now

from . import bounce_services

mail_cli = AppGroup("mail", help="What mail servers send back.")


@mail_cli.command("bounce")
def bounce() -> None:
    """Read a report of a mail that came back from standard input, as a mail server hands it to a program."""
    number = bounce_services.take_report(sys.stdin.buffer.read(), at=now())
    click.echo(f"{number} came back")
