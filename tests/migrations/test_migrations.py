"""The migrations alone make the schema that the models describe, and each can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from conference import create_app
from conference.core.db import Base, db
from tests import postgres
from tests.conftest import DATABASES

FOLDER = str(Path(__file__).resolve().parents[2] / "migrations")


@pytest.fixture(params=DATABASES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    name = f"migrations_{tmp_path.name.replace('-', '_')[:30]}"
    url = f"sqlite:///{tmp_path / 'empty.sqlite3'}" if request.param == "sqlite" else postgres.create_database(name)
    app = create_app({"DATA_DIR": tmp_path, "SQLALCHEMY_DATABASE_URI": url, "JOBS_URL": "memory://"})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    if request.param == "postgresql":
        postgres.drop_database(name)


def differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def test_migrations_from_nothing_give_the_schema_of_the_models(empty: Flask):
    upgrade(FOLDER)

    assert differences() == []


def test_each_step_can_be_taken_back_and_done_again(empty: Flask):
    steps = [step.revision for step in ScriptDirectory(FOLDER).walk_revisions()]
    upgrade(FOLDER)

    for _step in steps:
        downgrade(FOLDER, revision="-1")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    for _step in steps:
        upgrade(FOLDER, revision="+1")

    assert differences() == []
