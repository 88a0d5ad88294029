"""Delegations with quotas, personal invitations, access codes, groups."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("is_reserved", sa.Boolean(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("held >= 0", name=op.f("ck_access_code_held")),
        sa.CheckConstraint("used >= 0", name=op.f("ck_access_code_used")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_access_code_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_code")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_access_code_event_id_code")),
    )
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("focal_name", sa.String(length=200), nullable=False),
        sa.Column("focal_email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("closes_at", sa.DateTime(), nullable=False),
        sa.Column("is_reserved", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("link_digest", sa.String(length=64), nullable=True),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_delegation_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["stored_file.id"], name=op.f("fk_delegation_letter_id_stored_file"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_delegation_event_id_code")),
        sa.UniqueConstraint("link_digest", name=op.f("uq_delegation_link_digest")),
        sa.UniqueConstraint("uuid", name=op.f("uq_delegation_uuid")),
    )
    op.create_table(
        "registration_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("link_digest", sa.String(length=64), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_registration_group_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_group")),
        sa.UniqueConstraint("link_digest", name=op.f("uq_registration_group_link_digest")),
        sa.UniqueConstraint("uuid", name=op.f("uq_registration_group_uuid")),
    )
    with op.batch_alter_table("registration_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_group_event_id"), ["event_id"], unique=False)

    op.create_table(
        "access_code_category",
        sa.Column("access_code_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["access_code_id"],
            ["access_code.id"],
            name=op.f("fk_access_code_category_access_code_id_access_code"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_access_code_category_category_id_category")
        ),
        sa.PrimaryKeyConstraint("access_code_id", "category_id", name=op.f("pk_access_code_category")),
    )
    with op.batch_alter_table("access_code_category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_code_category_category_id"), ["category_id"], unique=False)

    op.create_table(
        "delegation_quota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.CheckConstraint("held >= 0", name=op.f("ck_delegation_quota_held")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_delegation_quota_category_id_category")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_delegation_quota_delegation_id_delegation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_quota")),
        sa.UniqueConstraint("delegation_id", "category_id", name=op.f("uq_delegation_quota_delegation_id_category_id")),
    )
    with op.batch_alter_table("delegation_quota", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_quota_category_id"), ["category_id"], unique=False)

    op.create_table(
        "access_code_use",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("access_code_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["access_code_id"], ["access_code.id"], name=op.f("fk_access_code_use_access_code_id_access_code")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_access_code_use_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_access_code_use")),
    )
    with op.batch_alter_table("access_code_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_code_use_access_code_id"), ["access_code_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("job", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("link_digest", sa.String(length=64), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_invitation_category_id_category")),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegation.id"], name=op.f("fk_invitation_delegation_id_delegation")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_invitation_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_invitation_registration_id_registration")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_invitation_event_id_code")),
        sa.UniqueConstraint("link_digest", name=op.f("uq_invitation_link_digest")),
        sa.UniqueConstraint("uuid", name=op.f("uq_invitation_uuid")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_category_id"), ["category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_delegation_id"), ["delegation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_registration_id"), ["registration_id"], unique=False)
        batch_op.create_index(
            "uq_invitation_delegation",
            ["delegation_id", "email_key"],
            unique=True,
            sqlite_where=sa.text("state IN ('sent', 'accepted') AND delegation_id IS NOT NULL"),
            postgresql_where=sa.text("state IN ('sent', 'accepted') AND delegation_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_invitation_personal",
            ["event_id", "email_key"],
            unique=True,
            sqlite_where=sa.text("state IN ('sent', 'accepted') AND delegation_id IS NULL"),
            postgresql_where=sa.text("state IN ('sent', 'accepted') AND delegation_id IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_invitation_personal",
            sqlite_where=sa.text("state IN ('sent', 'accepted') AND delegation_id IS NULL"),
            postgresql_where=sa.text("state IN ('sent', 'accepted') AND delegation_id IS NULL"),
        )
        batch_op.drop_index(
            "uq_invitation_delegation",
            sqlite_where=sa.text("state IN ('sent', 'accepted') AND delegation_id IS NOT NULL"),
            postgresql_where=sa.text("state IN ('sent', 'accepted') AND delegation_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_invitation_registration_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_delegation_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_category_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("access_code_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_code_use_access_code_id"))

    op.drop_table("access_code_use")
    with op.batch_alter_table("delegation_quota", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delegation_quota_category_id"))

    op.drop_table("delegation_quota")
    with op.batch_alter_table("access_code_category", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_code_category_category_id"))

    op.drop_table("access_code_category")
    with op.batch_alter_table("registration_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_group_event_id"))

    op.drop_table("registration_group")
    op.drop_table("delegation")
    op.drop_table("access_code")
