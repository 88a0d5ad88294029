"""What the organisers' table goes by: an index of letters, and what its filters count."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

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
    "INSERT INTO registration_search(registration_search) VALUES ('rebuild')",
)
POSTGRESQL = (
    "DO $$ BEGIN"
    " CREATE EXTENSION IF NOT EXISTS pg_trgm;"
    " CREATE INDEX registration_search ON registration USING gin (name_key gin_trgm_ops);"
    " EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN"
    " RAISE NOTICE 'searching without pg_trgm'; END $$"
)


def upgrade() -> None:
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(
            "ix_registration_facets",
            ["event_id", "state", "category_id", "mode", "language", "source", "country", "verified_at"],
            unique=False,
        )
        batch_op.create_index("ix_registration_event_organisation", ["event_id", "organisation"], unique=False)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if is_sqlite else (POSTGRESQL,):
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("added", "removed", "changed"):
            op.execute(f"DROP TRIGGER registration_search_{name}")
        op.execute("DROP TABLE registration_search")
    else:
        op.execute("DROP INDEX IF EXISTS registration_search")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index("ix_registration_event_organisation")
        batch_op.drop_index("ix_registration_facets")
