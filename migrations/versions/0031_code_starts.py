"""Access codes may work from a time on."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("access_code", sa.Column("starts_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("access_code", "starts_at")
