"""Commands about the agenda; higher features add theirs."""

from flask.cli import AppGroup

agenda_cli = AppGroup("agenda", help="The agenda of an event.")
