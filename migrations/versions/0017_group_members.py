"""The people of a group get rows of their own, with what came of them; a group may wait together."""

import json
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def upgrade() -> None:
    op.add_column("registration", sa.Column("waits_together", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("registration_group", sa.Column("country", sa.String(length=2), nullable=True))
    op.create_table(
        "group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("state_said", sa.String(length=20), nullable=False),
        sa.Column("gone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["registration_group.id"],
            name=op.f("fk_group_member_group_id_registration_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_group_member_category_id_category")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_group_member_registration_id_registration")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
    )
    for column in ("group_id", "category_id", "registration_id"):
        op.create_index(op.f(f"ix_group_member_{column}"), "group_member", [column])
    _move_people()
    op.drop_column("registration_group", "people")


def _move_people() -> None:
    """[[name, address], …] of each group becomes rows; who has no registration of the group was known before."""
    bind = op.get_bind()
    groups = bind.execute(sa.text("SELECT id, uuid, event_id, people FROM registration_group")).all()
    find = sa.text(
        "SELECT id, category_id, state FROM registration WHERE event_id = :event AND group_key = :key"
        " AND email = :email ORDER BY id DESC"
    )
    first = sa.text("SELECT id FROM category WHERE event_id = :event ORDER BY position, id LIMIT 1")
    add = sa.text(
        "INSERT INTO group_member (group_id, code, name, email, category_id, registration_id, state_said)"
        " VALUES (:group, :code, :name, :email, :category, :registration, :said)"
    )
    for ident, key, event, stored in groups:
        people = json.loads(stored) if isinstance(stored, str) else stored or []
        category = bind.execute(first, {"event": event}).scalar()
        for name, email in people:
            row = bind.execute(find, {"event": event, "key": key, "email": email}).first()
            code = "".join(secrets.choice(LETTERS) for _place in range(8))
            values = {"group": ident, "code": code, "name": name, "email": email}
            if row is not None or category is not None:
                own = (
                    {"category": row[1], "registration": row[0], "said": row[2]}
                    if row is not None
                    else {"category": category, "registration": None, "said": "confirmed"}
                )
                bind.execute(add, values | own)


def downgrade() -> None:
    op.add_column("registration_group", sa.Column("people", sa.JSON(), nullable=False, server_default="[]"))
    op.drop_table("group_member")
    op.drop_column("registration_group", "country")
    op.drop_column("registration", "waits_together")
