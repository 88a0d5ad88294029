"""People keep views of the table of registrations, and the columns that they are used to."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "table_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_table_view_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_table_view_owner_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_view")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_table_view_event_id_code")),
    )
    op.create_index(op.f("ix_table_view_owner_id"), "table_view", ["owner_id"])
    op.create_table(
        "table_habit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("view_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_table_habit_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_table_habit_user_id_user"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["view_id"], ["table_view.id"], name=op.f("fk_table_habit_view_id_table_view"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_habit")),
        sa.UniqueConstraint("user_id", "event_id", name=op.f("uq_table_habit_user_id_event_id")),
    )
    op.create_index(op.f("ix_table_habit_event_id"), "table_habit", ["event_id"])
    op.create_index(op.f("ix_table_habit_view_id"), "table_habit", ["view_id"])


def downgrade() -> None:
    op.drop_table("table_habit")
    op.drop_table("table_view")
