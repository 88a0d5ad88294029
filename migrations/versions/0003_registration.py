"""Registration in depth: how people take part, their answers, the waiting list, how an event registers people.

Whoever registered for an event that is only online, or as "online" for one that is both, takes part online from now on,
and their places are counted there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ONLINE_ONLY = "event_id IN (SELECT id FROM event WHERE mode = 'online')"
ONLINE_CATEGORY = (
    "category_id IN (SELECT c.id FROM category c JOIN event e ON e.id = c.event_id"
    " WHERE e.mode = 'hybrid' AND c.code = 'online')"
)
HELD_ONLINE = (
    "(SELECT count(*) FROM registration r WHERE r.event_id = event.id AND r.mode = 'online'"
    " AND r.state IN ('pending', 'confirmed'))"
)


def upgrade() -> None:
    op.create_table(
        "registration_settings",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("waiting_list", sa.String(length=20), nullable=False),
        sa.Column("waits_by_priority", sa.Boolean(), nullable=False),
        sa.Column("offer_hours", sa.Integer(), nullable=False),
        sa.Column("needs_verification", sa.Boolean(), nullable=False),
        sa.Column("verify_hours", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_registration_settings_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_registration_settings")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("online_capacity", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("online_taken", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("join_url", sa.String(length=500), nullable=False, server_default=""))
        batch_op.create_check_constraint(op.f("ck_event_online_taken"), "online_taken >= 0")
    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.add_column(sa.Column("description", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("opens_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("closes_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("modes", sa.String(length=20), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("priority", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("rights", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mode", sa.String(length=20), nullable=False, server_default="in_person"))
        batch_op.add_column(sa.Column("answers", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("source", sa.String(length=20), nullable=False, server_default="form"))
        batch_op.add_column(sa.Column("group_key", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("priority", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("verified_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("waiting_since", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("offered_until", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_registration_group_key"), ["group_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_registration_offered_until"), ["offered_until"], unique=False)
    count_online()


def count_online() -> None:
    op.execute(f"UPDATE registration SET mode = 'online' WHERE {ONLINE_ONLY} OR {ONLINE_CATEGORY}")  # noqa: S608
    op.execute("UPDATE registration SET waiting_since = created_at WHERE state = 'waiting'")
    op.execute(
        "UPDATE category SET modes = 'online' WHERE code = 'online'"
        " AND event_id IN (SELECT id FROM event WHERE mode = 'hybrid')"
    )
    op.execute(f"UPDATE event SET online_taken = {HELD_ONLINE}")  # noqa: S608
    op.execute("UPDATE event SET places_taken = places_taken - online_taken")
    op.execute("UPDATE event SET online_capacity = capacity, capacity = NULL WHERE mode = 'online'")


def downgrade() -> None:
    op.execute("UPDATE event SET capacity = online_capacity WHERE mode = 'online'")
    op.execute("UPDATE event SET places_taken = places_taken + online_taken")
    op.execute("UPDATE registration SET state = 'cancelled' WHERE state = 'expired'")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_offered_until"))
        batch_op.drop_index(batch_op.f("ix_registration_group_key"))
        for name in (
            "erased_at",
            "offered_until",
            "waiting_since",
            "verified_at",
            "priority",
            "group_key",
            "source",
            "note",
            "answers",
            "mode",
        ):
            batch_op.drop_column(name)
    with op.batch_alter_table("category", schema=None) as batch_op:
        for name in ("version", "translations", "rights", "priority", "modes", "closes_at", "opens_at", "description"):
            batch_op.drop_column(name)
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_event_online_taken"), type_="check")
        for name in ("join_url", "online_taken", "online_capacity"):
            batch_op.drop_column(name)
    op.drop_table("registration_settings")
