import click
from flask.cli import AppGroup

from conference.accounts.queries import find_user
from conference.core.audit import SYSTEM
from conference.core.clock import now

from . import queries, services
from .permissions import Role

event_cli = AppGroup("event", help="Events and their teams.")


@event_cli.command("grant")
@click.argument("event_slug")
@click.argument("email")
@click.argument("role", type=click.Choice([str(role) for role in Role]))
def grant(event_slug: str, email: str, role: str) -> None:
    """Give a user a role at an event."""
    event, user = queries.find_event(event_slug), find_user(email)
    if event is None or user is None:
        raise click.ClickException("no such event" if event is None else "no such user")
    services.grant(user.id, event.id, Role(role), actor=SYSTEM, at=now())
    click.echo(f"{email} is {role} of {event_slug}")


@event_cli.command("list")
def list_events() -> None:
    """Show slug, start and title of every event."""
    for event in queries.all_events():
        click.echo(f"{event.slug}  {event.starts_at:%Y-%m-%d}  {event.title}")
