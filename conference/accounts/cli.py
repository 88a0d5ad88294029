import click
from flask.cli import AppGroup

from conference.core.clock import now
from conference.core.errors import Refused

from . import queries, services

user_cli = AppGroup("user", help="People who sign in.")


@user_cli.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--administrator", is_flag=True)
@click.password_option()
def add(email: str, name: str, administrator: bool, password: str) -> None:
    """Add a user. What they may do at an event is given by `flask event grant`."""
    try:
        user = services.add_user(email, name, password, at=now(), is_administrator=administrator)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"added {user.email}")


@user_cli.command("password")
@click.argument("email")
@click.password_option()
def password(email: str, password: str) -> None:
    """Set a user's password and end their sign-ins."""
    user = queries.find_user(email)
    if user is None:
        raise click.ClickException("no such user")
    try:
        services.set_password(user.id, password, at=now())
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"the password of {email} is set")
