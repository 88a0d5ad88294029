"""Questions say how small, large, long, early or late an answer may be."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("question", sa.Column("limits", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("question", "limits")
