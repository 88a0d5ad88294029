import click
from flask.cli import AppGroup

from conference.accounts.queries import find_user
from conference.core.audit import SYSTEM
from conference.core.clock import now

from . import queries
from .officer_services import appoint_officer, dismiss_officer

project_cli = AppGroup("project", help="Funded projects.")


@project_cli.command("officer")
@click.argument("code")
@click.argument("email")
@click.option("--remove", is_flag=True, help="Take the right back.")
def officer(code: str, email: str, remove: bool) -> None:
    """Let a user edit a project and see what it does at every event."""
    project, user = queries.find_project(code), find_user(email)
    if project is None or user is None:
        raise click.ClickException("no such project" if project is None else "no such user")
    code = project.code
    if remove:
        if not dismiss_officer(project.id, user.id, actor=SYSTEM, at=now()):
            raise click.ClickException(f"{email} is no officer of {code}")
        click.echo(f"{email} is no officer of {code} any more")
        return
    appoint_officer(project.id, user.id, actor=SYSTEM, at=now())
    click.echo(f"{email} is officer of {code}")
