"""Alembic runs inside the application (Flask-Migrate): its models are the target, its engine the connection."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app

from conference.core.db import WRITING, Base, UtcDateTime, is_described


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | bool:
    """Migrations must not import the application: an instant is a plain DateTime to them."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


def run_migrations() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":  # altering a table copies it; references must not fall over that
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # has no effect after BEGIN
        else:
            connection.execution_options(**WRITING)
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            include_name=is_described,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
