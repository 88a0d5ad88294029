"""Whoever takes part online may ask for a place in the room, once one is free."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "registration_settings",
        sa.Column("to_room", sa.String(length=20), nullable=False, server_default="offer"),
    )
    op.create_table(
        "room_wish",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("offered_until", sa.DateTime(), nullable=True),
        sa.Column("offer_ended_at", sa.DateTime(), nullable=True),
        sa.Column("moved_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_room_wish_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_room_wish_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_room_wish")),
    )
    op.create_index("ix_room_wish_event_asked", "room_wish", ["event_id", "asked_at"])


def downgrade() -> None:
    op.drop_table("room_wish")
    with op.batch_alter_table("registration_settings") as batch_op:
        batch_op.drop_column("to_room")
