"""`flask event copy`: a new event after the pattern of another."""

from dataclasses import replace
from datetime import datetime, timedelta

import click

from conference.core.audit import SYSTEM
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.times import local_day
from conference.events import queries, services, setting_rules
from conference.events.cli import event_cli

from .copy_rules import PARTS, between, shifted
from .copy_services import copy_programme, copy_projects


@event_cli.command("copy")
@click.argument("source_slug")
@click.argument("slug")
@click.option("--title", required=True)
@click.option("--starts", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The first day, 2028-05-12.")
def copy(source_slug: str, slug: str, title: str, starts: datetime) -> None:
    """Make a draft event with the settings, projects and programme of another, as many days later."""
    source = queries.find_event(source_slug)
    if source is None:
        raise click.ClickException("no such event")
    days: timedelta = between(local_day(source.starts_at, source.zone), starts.date())
    first = shifted(source.starts_at, source.zone, days, source.zone)
    if first is None:
        raise click.ClickException("the event would begin at a time that the clocks skip")
    values = replace(
        setting_rules.values_of(source),
        title=title,
        starts_at=first,
        ends_at=first + (source.ends_at - source.starts_at),
        registration_opens_at=None,
        registration_closes_at=None,
        translations={},
    )
    try:
        event = services.add_event(slug, values, owner_id=None, actor=SYSTEM, at=now())
        copy_projects(source.id, event.id)
        counts = copy_programme(source.id, event.id, PARTS, actor=SYSTEM, at=now())
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(
        f"{slug}: " + ", ".join(f"{count} {name}" for name, count in counts.items() if name != "unplaced" or count)
    )
