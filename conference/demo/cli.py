"""`flask demo load`: from an empty database to a site that can be shown."""

import click
from flask import current_app, url_for
from flask.cli import AppGroup

from conference.core.clock import now

from . import loader, synthetic

demo_cli = AppGroup("demo", help="The reference event, and synthetic ones.")
PAGES = (("Site", "events.list_events"), ("Manage", "dashboard.events"), ("Sign in", "accounts.sign_in"))


@demo_cli.command("load")
@click.option("--size", type=click.IntRange(min=0), help="Also make the load-test event with so many registrations.")
@click.option("--reset-passwords", is_flag=True, help="Give the demo accounts new passwords and show them.")
def load(size: int | None, reset_passwords: bool) -> None:
    """Load what is missing of the demo; what is there already stays as it is."""
    at = now()
    made = loader.load(at=at)
    passwords = loader.reset_passwords(at=at) if reset_passwords else made.passwords
    click.echo(_summary("The demo", made))
    _show_way_in(passwords)
    if size is not None:
        click.echo(_summary(f"The event {synthetic.SLUG}", synthetic.load(size, at=at)))


def _summary(what: str, made: loader.Loaded) -> str:
    counts = {
        "organisation": made.organisations,
        "project": made.projects,
        "event": len(made.events),
        "registration": made.registrations,
        "scan": made.scans,
    }
    added = [f"{count} {word}{'' if count == 1 else 's'}" for word, count in counts.items() if count]
    return f"{what} was loaded: {', '.join(added)}." if added else f"{what} was there already: nothing was changed."


def _show_way_in(passwords: dict[str, str]) -> None:
    base = current_app.config["BASE_URL"]
    with current_app.test_request_context():
        for title, endpoint in PAGES:
            click.echo(f"{title + ':':9}{base}{url_for(endpoint)}")
        click.echo(f"{'Door:':9}{base}{url_for('door.start', slug=loader.SLUGS[1])}")
    for account in loader.ACCOUNTS:
        password = passwords.get(account.email, "")
        click.echo(f"  {account.email:24}{password:22}{account.can}".rstrip())
    if passwords:
        click.echo(
            "These passwords are shown this once. `flask --app wsgi demo load --reset-passwords` makes new ones."
        )
    else:
        click.echo("Passwords lost? `flask --app wsgi demo load --reset-passwords` makes new ones.")
