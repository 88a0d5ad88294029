"""What organisers want the door to know of a person, and which notes each check point shows."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

AT_DOORS = ["vip", "no_photo", "wheelchair", "minor", "desk"]
USUAL = {"entrance": AT_DOORS, "day": AT_DOORS, "room": ["vip", "wheelchair"], "session": ["vip", "wheelchair"]}


def upgrade() -> None:
    op.create_table(
        "door_note",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.String(120), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_door_note_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", "kind", name=op.f("pk_door_note")),
    )
    op.add_column("check_point", sa.Column("notes", sa.JSON(), nullable=False, server_default="[]"))
    points = sa.table("check_point", sa.column("kind", sa.String), sa.column("notes", sa.JSON))
    for kind, notes in USUAL.items():
        op.execute(points.update().where(points.c.kind == kind).values(notes=notes))


def downgrade() -> None:
    op.drop_column("check_point", "notes")
    op.drop_table("door_note")
