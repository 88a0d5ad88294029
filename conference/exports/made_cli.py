import pathlib

import click

from conference.events.queries import find_event

from .snapshot import take


@click.command("snapshot")
@click.argument("event_slug")
@click.option("--to", type=click.Path(dir_okay=False, path_type=pathlib.Path), help="The ZIP; else EVENT.zip here.")
def snapshot(event_slug: str, to: pathlib.Path | None) -> None:
    """Write the public pages of an event into a ZIP that works without a network."""
    event = find_event(event_slug)
    if event is None:
        raise click.ClickException("no such event")
    if not event.is_published:
        raise click.ClickException("the event is not published, so it has no public pages yet")
    path = to or pathlib.Path(f"{event_slug}.zip")
    data = take(event.id)
    path.write_bytes(data)
    click.echo(f"{path}: {len(data):,} bytes")
