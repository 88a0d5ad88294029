"""The migrations alone make the schema that the models describe, and each can be taken back."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import MetaData, inspect, text

from conference import create_app
from conference.core.db import Base, db, is_described
from conference.programme import queries
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
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_described})
        return list(compare_metadata(context, Base.metadata))


def test_migrations_from_nothing_give_the_schema_of_the_models(empty: Flask):
    upgrade(FOLDER)

    assert differences() == []


def test_the_search_follows_the_table_after_all_migrations(empty: Flask):
    """A migration that copies the table, as Alembic does on SQLite, loses the triggers: it has to make them anew."""
    upgrade(FOLDER)

    if db.engine.dialect.name == "sqlite":
        found = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'registration' ORDER BY name"
        assert rows(found) == [(f"registration_search_{name}",) for name in ("added", "changed", "removed")]
    else:
        assert rows("SELECT indexname FROM pg_indexes WHERE indexname = 'registration_search'") == [
            ("registration_search",)
        ]


def test_each_step_can_be_taken_back_and_done_again(empty: Flask):
    steps = [step.revision for step in ScriptDirectory(FOLDER).walk_revisions()]
    upgrade(FOLDER)

    for _step in steps:
        downgrade(FOLDER, revision="-1")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    for _step in steps:
        upgrade(FOLDER, revision="+1")

    assert differences() == []


def rows(statement: str) -> list[tuple[object, ...]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_an_agenda_of_the_first_schema_stays_as_visitors_saw_it(empty: Flask):
    upgrade(FOLDER, revision="0001")
    at, later = "2027-05-12 07:00:00", "2027-05-12 08:00:00"
    with db.engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection)

        def insert(name: str, /, **values: object) -> None:
            """Fill what must not be empty with something of its type."""
            table = tables.tables[name]
            filled = {
                column.name: filler(column.type.python_type)
                for column in table.columns
                if not column.nullable and column.name != "id"
            }
            connection.execute(table.insert().values({**filled, **values}))

        insert(
            "event", id=1, uuid="e", slug="e", zone="UTC", languages=["ru"], starts_at=parse(at), ends_at=parse(later)
        )
        insert("room", id=1, event_id=1, name="Hall")
        insert("speaker", id=1, uuid="s", event_id=1, code="S1", name="Aigul", country="KG")
        insert("session", id=1, uuid="own", event_id=1, code="C1", kind="panel", title="Borders", languages=["ru"])
        insert("session_speaker", id=1, session_id=1, speaker_id=1, role="moderator")
        insert("release", id=1, event_id=1, number=1, published_at=parse(at))
        for number, release in ((1, None), (2, 1)):
            insert(
                "placement", id=number, release_id=release, session_id=1, room_id=1, starts_at=parse(at),
                ends_at=parse(later),
            )  # fmt: skip

    upgrade(FOLDER)

    assert differences() == []
    assert rows("SELECT uuid, session_id FROM slot") == [("own", 1)]
    assert rows("SELECT COUNT(*) FROM placement WHERE slot_id = (SELECT id FROM slot)") == [(2,)]
    (item,) = queries.agenda(1)
    assert (item.title, item.kind, item.room, item.languages) == ("Borders", "panel", "Hall", ("ru",))
    assert [(part.name, part.role) for part in item.people] == [("Aigul", "moderator")]


def parse(text_of_time: str) -> datetime:
    return datetime.fromisoformat(text_of_time)


def filler(kind: type) -> object:
    return {int: 1, str: "", bool: False, datetime: parse("2027-05-12 07:00:00"), object: []}[kind]
