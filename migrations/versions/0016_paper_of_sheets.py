"""Sheets of badges name their paper by the formats of designs; those in the making too."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE badge_sheet SET layout = 'single' WHERE layout = 'a6'")


def downgrade() -> None:
    op.execute("UPDATE badge_sheet SET layout = 'a6' WHERE layout <> 'a4'")
