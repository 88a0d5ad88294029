"""Personal data whose time is over."""

import click
from flask.cli import AppGroup

from conference.core.clock import now

from . import services

privacy_cli = AppGroup("privacy", help="Personal data: what is kept, and no longer than said.")


@privacy_cli.command("purge")
def purge() -> None:
    """Forget answers that have been kept long enough. The worker does the same every hour."""
    click.echo(f"answers of {services.forget_answers(now())} people forgotten")
