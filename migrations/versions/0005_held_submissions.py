"""Forms that looked like spam are kept for the organisers to see."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("submit_key", sa.String(length=36), nullable=False),
        sa.Column("person", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_held_submission_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_held_submission_registration_id_registration"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_submission")),
        sa.UniqueConstraint("code", name=op.f("uq_held_submission_code")),
        sa.UniqueConstraint("submit_key", name=op.f("uq_held_submission_submit_key")),
    )
    with op.batch_alter_table("held_submission", schema=None) as batch_op:
        batch_op.create_index("ix_held_submission_event_created", ["event_id", "created_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("held_submission", schema=None) as batch_op:
        batch_op.drop_index("ix_held_submission_event_created")

    op.drop_table("held_submission")
