"""Registering from a terminal."""

import click
from flask import current_app
from flask.cli import AppGroup
from werkzeug.datastructures import MultiDict

from conference.core.audit import Actor
from conference.core.clock import now
from conference.core.errors import NotFound, Refused
from conference.events.queries import event_by_slug

from . import queries, services
from .forms import RegisterForm

registration_cli = AppGroup("registration", help="People who come.")


@registration_cli.command("add")
@click.argument("event_slug")
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option("--organisation", default="Individual", show_default=True)
@click.option("--country", required=True, help="ISO 3166-1 code of two letters.")
@click.option("--category", help="Code of a category; not needed where there is one.")
@click.option("--language", default="en", show_default=True, help="Of the e-mails.")
def add(event_slug: str, **typed: str | None) -> None:
    """Register one person, as the public form would."""
    with current_app.test_request_context():
        try:
            event_id = event_by_slug(event_slug).id
            form = RegisterForm(
                queries.public_categories(event_id),
                formdata=MultiDict([(name, value) for name, value in typed.items() if value]),
                meta={"csrf": False},
            )
            if not form.validate():
                raise click.ClickException(
                    "; ".join(f"--{field.name}: {field.errors[0]}" for field in form if field.errors)
                )
            outcome = services.register(
                event_id, form.person(), submit_key=form.key, at=now(), actor=Actor("command line")
            )
        except NotFound as error:
            raise click.ClickException("no such event") from error
        except Refused as refusal:
            raise click.ClickException(str(refusal)) from refusal
        code = queries.get_registration(outcome.registration_id).code
    click.echo(f"registered {code}" if outcome.is_new else f"{code} is registered already")
