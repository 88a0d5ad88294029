"""Offers that ended, and who went to the stream."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("offer_ended_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("joined_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_column("joined_at")
        batch_op.drop_column("offer_ended_at")
