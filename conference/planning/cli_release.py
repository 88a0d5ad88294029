import click

from conference.core.audit import SYSTEM
from conference.core.clock import now
from conference.core.errors import Refused
from conference.events.queries import find_event
from conference.programme.cli import agenda_cli

from . import release_queries as queries
from . import release_services as services
from .kinds import Level
from .queries import board_of
from .release_rules import Wish, mark_of, of_level
from .sentences import say


@agenda_cli.command("release")
@click.argument("slug")
@click.option("--note", default="", help="What is new in this release.")
@click.option("--tell/--no-tell", default=True, help="Tell the people concerned by mail.")
@click.option("--despite-warnings", is_flag=True, help="Publish although there are warnings.")
def release(slug: str, note: str, tell: bool, despite_warnings: bool) -> None:
    """Publish the draft of an event's agenda."""
    event = find_event(slug)
    if event is None:
        raise click.ClickException("no such event")
    clashes, board = queries.clashes_of_draft(event), board_of(event)
    shown = of_level(clashes, Level.BLOCK) or ([] if despite_warnings else of_level(clashes, Level.WARN))
    for clash in shown:
        click.echo(f"{clash.level}: {say(clash, board)}", err=True)
    wish = Wish(note, tell, mark_of(clashes) if despite_warnings else "")
    try:
        made = services.publish(event.id, wish, actor=SYSTEM, at=now())
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"release {made.number} of {slug} is published")
