"""Two registrations of one person become one, and two people who look alike are remembered as two."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("registration", sa.Column("merged_into_id", sa.Integer(), nullable=True))
    op.create_index("ix_registration_merged_into_id", "registration", ["merged_into_id"])
    op.create_table(
        "different_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(length=200), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_different_people_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["registration.id"],
            name=op.f("fk_different_people_first_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["registration.id"],
            name=op.f("fk_different_people_second_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_different_people")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_different_people_first_id_second_id")),
    )
    with op.batch_alter_table("different_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_different_people_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_different_people_second_id"), ["second_id"], unique=False)


def downgrade() -> None:
    op.drop_table("different_people")
    op.drop_index("ix_registration_merged_into_id", table_name="registration")
    op.drop_column("registration", "merged_into_id")
