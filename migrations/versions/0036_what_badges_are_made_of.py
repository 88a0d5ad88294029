"""A print notes what its badge was made of: whoever is unchanged needs no comparing. Older ones are compared."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("badge_print", sa.Column("person_version", sa.Integer(), nullable=True))
    op.add_column("badge_print", sa.Column("shared", sa.String(length=12), nullable=True))
    op.add_column("badge_print", sa.Column("beyond", sa.String(length=12), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("badge_print") as table:
        for name in ("beyond", "shared", "person_version"):
            table.drop_column(name)
