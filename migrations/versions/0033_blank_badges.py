"""Blank badges for people who register at the door."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


@contextmanager
def records() -> Iterator[Any]:
    """SQLite copies the table, and looks at those that it refers to: what it cannot read of these stays as it is."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Skipped unsupported reflection of expression-based index")
        with op.batch_alter_table("door_record") as table:
            yield table


def upgrade() -> None:
    op.create_table(
        "blank_badge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("lookup", sa.String(length=22), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event_id", "number"),
        sa.UniqueConstraint("uuid"),
        sa.UniqueConstraint("code_digest"),
        sa.UniqueConstraint("lookup"),
    )
    op.create_table(
        "blank_use",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("blank_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_how", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["blank_id"], ["blank_badge.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("registration_id", "blank_id"),
    )
    op.create_index("ix_blank_use_blank", "blank_use", ["blank_id"])
    with records() as table:
        table.alter_column("ticket_id", existing_type=sa.Integer(), nullable=True)
        table.alter_column("registration_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("blank_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_door_record_blank_id_blank_badge"), "blank_badge", ["blank_id"], ["id"], ondelete="CASCADE"
        )
        table.create_unique_constraint(op.f("uq_door_record_blank_id"), ["blank_id"])


def downgrade() -> None:
    op.execute("DELETE FROM door_record WHERE ticket_id IS NULL")
    with records() as table:
        table.drop_constraint(op.f("uq_door_record_blank_id"), type_="unique")
        table.drop_constraint(op.f("fk_door_record_blank_id_blank_badge"), type_="foreignkey")
        table.drop_column("blank_id")
        table.alter_column("registration_id", existing_type=sa.Integer(), nullable=False)
        table.alter_column("ticket_id", existing_type=sa.Integer(), nullable=False)
    op.drop_index("ix_blank_use_blank", table_name="blank_use")
    op.drop_table("blank_use")
    op.drop_table("blank_badge")
