"""The table of registrations is sorted by name from an index."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_registration_event_name", "registration", ["event_id", sa.text("substr(name_key, 1, 60)")])


def downgrade() -> None:
    op.drop_index("ix_registration_event_name", "registration")
