"""A person of an event is found by the address at once, in whatever state."""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_registration_event_email", "registration", ["event_id", "email_key"])


def downgrade() -> None:
    op.drop_index("ix_registration_event_email", "registration")
