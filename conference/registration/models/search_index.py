"""The index that a search goes by, kept up to date by the database itself.

SQLite: a table of all triples of letters (FTS5). PostgreSQL: the same as an index, where the extension pg_trgm can be
had; a search does without it, only slower. Neither is a table of ours, so `core.db.is_described` leaves them out.
"""

from typing import Any

from sqlalchemy import DDL, column, event, table

from .registrations import Registration

SEARCH = table("registration_search", column("rowid"), column("registration_search"))
SHORTEST = 3  # letters that the index knows

ADD = "INSERT INTO registration_search(rowid, name_key) VALUES (new.id, new.name_key);"
REMOVE = (
    "INSERT INTO registration_search(registration_search, rowid, name_key) VALUES ('delete', old.id, old.name_key);"
)
INDEX = "fts5(name_key, content='registration', content_rowid='id', tokenize='trigram')"
SQLITE = (
    f"CREATE VIRTUAL TABLE registration_search USING {INDEX}",
    f"CREATE TRIGGER registration_search_added AFTER INSERT ON registration BEGIN {ADD} END",
    f"CREATE TRIGGER registration_search_removed AFTER DELETE ON registration BEGIN {REMOVE} END",
    f"CREATE TRIGGER registration_search_changed AFTER UPDATE OF name_key ON registration BEGIN {REMOVE} {ADD} END",
)
POSTGRESQL = (
    "DO $$ BEGIN"
    " CREATE EXTENSION IF NOT EXISTS pg_trgm;"
    " CREATE INDEX registration_search ON registration USING gin (name_key gin_trgm_ops);"
    " EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN"
    " RAISE NOTICE 'searching without pg_trgm'; END $$"
)


def _run(statement: str, dialect: str, when: str) -> None:
    ddl: Any = DDL
    event.listen(Registration.__table__, when, ddl(statement).execute_if(dialect=dialect))


for statement in SQLITE:
    _run(statement, "sqlite", "after_create")
_run(POSTGRESQL, "postgresql", "after_create")
_run("DROP TABLE IF EXISTS registration_search", "sqlite", "before_drop")
