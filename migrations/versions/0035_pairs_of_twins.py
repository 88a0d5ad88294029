"""Who may be registered twice is kept as pairs, with what new people are compared by. Found anew by the worker."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}", ondelete="CASCADE")


def upgrade() -> None:
    op.drop_table("possible_twin")
    op.execute("DELETE FROM twin_look")
    with op.batch_alter_table("twin_look") as table:
        table.add_column(sa.Column("mark", sa.String(length=64), nullable=False))
    op.create_table(
        "possible_twin",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        reference("possible_twin", "event_id", "event"),
        reference("possible_twin", "first_id", "registration"),
        reference("possible_twin", "second_id", "registration"),
        sa.PrimaryKeyConstraint("event_id", "first_id", "second_id", name="pk_possible_twin"),
    )
    op.create_index("ix_possible_twin_first_id", "possible_twin", ["first_id"])
    op.create_index("ix_possible_twin_second_id", "possible_twin", ["second_id"])
    op.create_table(
        "twin_mark",
        sa.Column("registration_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        reference("twin_mark", "registration_id", "registration"),
        reference("twin_mark", "event_id", "event"),
        sa.PrimaryKeyConstraint("registration_id", name="pk_twin_mark"),
    )
    op.create_index("ix_twin_mark_event_id", "twin_mark", ["event_id"])
    op.create_table(
        "twin_key",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        reference("twin_key", "event_id", "event"),
        reference("twin_key", "registration_id", "registration"),
        sa.PrimaryKeyConstraint("event_id", "key", "registration_id", name="pk_twin_key"),
    )
    op.create_index("ix_twin_key_registration_id", "twin_key", ["registration_id"])


def downgrade() -> None:
    op.drop_table("twin_key")
    op.drop_table("twin_mark")
    op.drop_table("possible_twin")
    op.execute("DELETE FROM twin_look")
    with op.batch_alter_table("twin_look") as table:
        table.drop_column("mark")
    op.create_table(
        "possible_twin",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        reference("possible_twin", "event_id", "event"),
        reference("possible_twin", "registration_id", "registration"),
        sa.PrimaryKeyConstraint("event_id", "registration_id", name="pk_possible_twin"),
    )
    op.create_index("ix_possible_twin_registration_id", "possible_twin", ["registration_id"])
