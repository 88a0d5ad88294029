"""Who may be registered twice is found outside of requests; the table is sorted by the last change at once."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_registration_event_changed", "registration", ["event_id", "changed_at"])
    op.create_table(
        "twin_look",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_twin_look_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_twin_look")),
    )
    op.create_table(
        "possible_twin",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_possible_twin_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"],
            name=op.f("fk_possible_twin_registration_id_registration"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", "registration_id", name=op.f("pk_possible_twin")),
    )  # fmt: skip
    op.create_index(op.f("ix_possible_twin_registration_id"), "possible_twin", ["registration_id"])


def downgrade() -> None:
    op.drop_table("possible_twin")
    op.drop_table("twin_look")
    op.drop_index("ix_registration_event_changed", "registration")
