"""Designs of badges, their older states, what is printed for whom, and their pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "badge_design",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_badge_design_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_design")),
        sa.UniqueConstraint("code", name=op.f("uq_badge_design_code")),
    )
    op.create_index("ix_badge_design_event_id", "badge_design", ["event_id"])
    op.create_table(
        "badge_design_version",
        sa.Column("design_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by", sa.String(length=200), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["design_id"],
            ["badge_design.id"],
            name=op.f("fk_badge_design_version_design_id_badge_design"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("design_id", "version", name=op.f("pk_badge_design_version")),
    )
    op.create_table(
        "badge_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("design_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_badge_choice_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_badge_choice_category_id_category"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["design_id"], ["badge_design.id"], name=op.f("fk_badge_choice_design_id_badge_design"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_choice")),
        sa.UniqueConstraint("event_id", "kind", "category_id", name=op.f("uq_badge_choice_event_id_kind_category_id")),
    )
    for column in ("event_id", "category_id", "design_id"):
        op.create_index(f"ix_badge_choice_{column}", "badge_choice", [column])
    op.create_table(
        "badge_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("width", sa.Float(), nullable=False),
        sa.Column("height", sa.Float(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_badge_picture_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_picture")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_badge_picture_event_id_name")),
    )
    op.create_index("ix_badge_picture_event_id", "badge_picture", ["event_id"])


def downgrade() -> None:
    for table in ("badge_picture", "badge_choice", "badge_design_version", "badge_design"):
        op.drop_table(table)
