"""Stations that print what desks and doors send."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("state IN ('waiting', 'taken')")


def upgrade() -> None:
    op.create_table(
        "print_station",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("paper", sa.String(length=20), nullable=False),
        sa.Column("design_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("pairings", sa.Integer(), nullable=False),
        sa.Column("pairing_digest", sa.String(length=64), nullable=True),
        sa.Column("pairing_until", sa.DateTime(), nullable=True),
        sa.Column("token_digest", sa.String(length=64), nullable=True),
        sa.Column("paired_at", sa.DateTime(), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_print_station_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["design_id"],
            ["badge_design.id"],
            name=op.f("fk_print_station_design_id_badge_design"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_station")),
        sa.UniqueConstraint("code", name=op.f("uq_print_station_code")),
        sa.UniqueConstraint("pairing_digest", name=op.f("uq_print_station_pairing_digest")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_print_station_token_digest")),
    )
    op.create_index("ix_print_station_event_id", "print_station", ["event_id"])
    op.create_table(
        "print_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sent_by", sa.String(length=200), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_print_task_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_print_task_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["print_station.id"],
            name=op.f("fk_print_task_station_id_print_station"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"],
            ["print_station.id"],
            name=op.f("fk_print_task_taken_by_id_print_station"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_task")),
        sa.UniqueConstraint("code", name=op.f("uq_print_task_code")),
    )
    op.create_index("ix_print_task_open", "print_task", ["event_id", "state", "id"])
    op.create_index("ix_print_task_station_id", "print_task", ["station_id"])
    op.create_index(
        "uq_print_task_open", "print_task", ["registration_id"], unique=True,
        sqlite_where=IS_OPEN, postgresql_where=IS_OPEN,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("print_task")
    op.drop_table("print_station")
