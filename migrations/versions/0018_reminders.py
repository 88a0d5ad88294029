"""Personal invitations are reminded by themselves, once by each of two rules."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invitation", sa.Column("after_reminded_at", sa.DateTime(), nullable=True))
    op.add_column("invitation", sa.Column("before_reminded_at", sa.DateTime(), nullable=True))
    op.create_table(
        "reminder_settings",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("after_days", sa.Integer(), nullable=True),
        sa.Column("before_days", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_reminder_settings_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_reminder_settings")),
    )


def downgrade() -> None:
    op.drop_table("reminder_settings")
    op.drop_column("invitation", "before_reminded_at")
    op.drop_column("invitation", "after_reminded_at")
