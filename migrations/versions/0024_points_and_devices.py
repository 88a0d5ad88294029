"""Points, paired devices, scans with a decision and a report, records for phones: the door works offline."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

OLD = ("presence", "scan", "device", "check_in_list")
NEW = (
    "scan_conflict",
    "door_record",
    "door_state",
    "presence",
    "dead_letter",
    "scan",
    "seat_loan",
    "pairing",
    "device",
    "check_point",
)
RIGHTS = '{"search": "online", "walk_in": false, "undo": true, "supervise": false, "print": false}'
ADMITTED = "CASE outcome WHEN 'admitted' THEN 'admit' WHEN 'undone' THEN 'admit' ELSE 'deny' END"
REASON = "CASE outcome WHEN 'already' THEN 'already' ELSE reason END"


def upgrade() -> None:
    for table in OLD:
        op.execute(f"CREATE TABLE old_{table} AS SELECT * FROM {table}")  # noqa: S608
        op.drop_table(table)
    _create_all()
    op.execute(
        "INSERT INTO check_point (id, event_id, code, name, kind, policy, is_strict, grace_minutes, needs_tap, position,"
        " version) SELECT id, event_id, code, name, 'entrance', 'once', :no, 10, :no, position, 1 FROM old_check_in_list".replace(
            ":no", _false()
        )
    )
    op.execute(
        "INSERT INTO device (id, code, event_id, point_id, user_id, name, rights, is_kiosk, acked_seq, agent, app, unsent,"  # noqa: S608
        " was_offline, created_at, last_seen_at, revoked_at, version) SELECT id, code, event_id, list_id, user_id, name,"
        f" '{RIGHTS}', :no, 0, '', '', 0, :no, created_at, last_seen_at, revoked_at, 1 FROM old_device".replace(
            ":no", _false()
        )
    )
    op.execute(
        'INSERT INTO scan (id, event_id, point_id, device_id, seq, kind, via, "by", ticket_id, registration_id, ref,'  # noqa: S608
        " decision_outcome, decision_reason, decided_at, report_reason, outcome, reason, standing, is_rehearsal,"
        " took_seat, note, scanned_at, received_at) SELECT id, event_id, list_id, device_id, sequence, kind, via, 'server',"
        f" ticket_id, registration_id, undoes_id, {ADMITTED}, {REASON}, received_at, '', {ADMITTED}, {REASON}, 'counted',"
        " :no, :no, '', scanned_at, received_at FROM old_scan".replace(":no", _false())
    )
    op.execute(
        "INSERT INTO presence (registration_id, point_id, event_id, is_inside, first_at, first_scan_id, last_at, last_kind,"
        " last_scan_id, revision) SELECT p.registration_id, p.list_id, l.event_id, :yes, s.scanned_at, p.scan_id,"
        " s.scanned_at, 'entry', p.scan_id, 0 FROM old_presence p JOIN old_check_in_list l ON l.id = p.list_id"
        " JOIN old_scan s ON s.id = p.scan_id".replace(":yes", _true())
    )
    _go_on_counting("check_point", "device")
    for table in OLD:
        op.drop_table(f"old_{table}")


def _false() -> str:
    return "false" if op.get_bind().dialect.name == "postgresql" else "0"


def _true() -> str:
    return "true" if op.get_bind().dialect.name == "postgresql" else "1"


def _go_on_counting(*tables: str) -> None:
    """Rows that were copied with their ids have not moved the counters of PostgreSQL."""
    if op.get_bind().dialect.name == "postgresql":
        for table in tables:
            op.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM {table}), false)"  # noqa: S608
            )


def _create_all() -> None:
    _create_check_point()
    _create_device()
    _create_pairing()
    _create_seat_loan()
    _create_scan()
    _create_scan_conflict()
    _create_dead_letter()
    _create_presence()
    _create_door_state()
    _create_door_record()


def _create_check_point() -> None:
    op.create_table(
        "check_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("policy", sa.String(length=20), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("is_strict", sa.Boolean(), nullable=False),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("needs_tap", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("NOT is_strict OR capacity IS NOT NULL", name=op.f("ck_check_point_strict_has_capacity")),
        sa.CheckConstraint("capacity IS NULL OR capacity >= 0", name=op.f("ck_check_point_capacity")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_check_point_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_check_point_room_id_room"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_check_point_session_id_session"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_point")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_check_point_event_id_code")),
    )


def _create_device() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=True),
        sa.Column("rights", sa.JSON(), nullable=False),
        sa.Column("is_kiosk", sa.Boolean(), nullable=False),
        sa.Column("acked_seq", sa.BigInteger(), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("app", sa.String(length=20), nullable=False),
        sa.Column("battery", sa.Double(), nullable=True),
        sa.Column("is_charging", sa.Boolean(), nullable=True),
        sa.Column("unsent", sa.Integer(), nullable=False),
        sa.Column("was_offline", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_device_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["point_id"], ["check_point.id"], name=op.f("fk_device_point_id_check_point"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_device_user_id_user"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("code", name=op.f("uq_device_code")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_device_token_digest")),
    )
    op.create_index(op.f("ix_device_event_id"), "device", ["event_id"], unique=False)


def _create_pairing() -> None:
    op.create_table(
        "pairing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("rights", sa.JSON(), nullable=False),
        sa.Column("is_kiosk", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("claim_digest", sa.String(length=64), nullable=True),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("match", sa.String(length=2), nullable=False),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("refused_at", sa.DateTime(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_pairing_device_id_device"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_pairing_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["point_id"], ["check_point.id"], name=op.f("fk_pairing_point_id_check_point"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_pairing_user_id_user"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing")),
        sa.UniqueConstraint("claim_digest", name=op.f("uq_pairing_claim_digest")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_pairing_code_digest")),
    )
    op.create_index(op.f("ix_pairing_event_id"), "pairing", ["event_id"], unique=False)


def _create_seat_loan() -> None:
    op.create_table(
        "seat_loan",
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("lent", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_seat_loan_device_id_device"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["check_point.id"], name=op.f("fk_seat_loan_point_id_check_point"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("point_id", "device_id", name=op.f("pk_seat_loan")),
    )


def _create_scan() -> None:
    op.create_table(
        "scan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("via", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("lookup", sa.String(length=22), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("ref", sa.String(length=36), nullable=True),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("decision_outcome", sa.String(length=10), nullable=True),
        sa.Column("decision_reason", sa.String(length=30), nullable=False),
        sa.Column("said", sa.JSON(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("report_outcome", sa.String(length=10), nullable=True),
        sa.Column("report_reason", sa.String(length=30), nullable=False),
        sa.Column("report_digest", sa.String(length=64), nullable=True),
        sa.Column("reported_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("standing", sa.String(length=10), nullable=False),
        sa.Column("is_rehearsal", sa.Boolean(), nullable=False),
        sa.Column("took_seat", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("scanned_at", sa.DateTime(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_scan_device_id_device"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_scan_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["point_id"], ["check_point.id"], name=op.f("fk_scan_point_id_check_point"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_scan_registration_id_registration"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_scan_slot_id_slot"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_scan_ticket_id_ticket"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_scan_user_id_user"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
        sa.UniqueConstraint("device_id", "seq", name=op.f("uq_scan_device_id_seq")),
    )
    op.create_index("ix_scan_event_received", "scan", ["event_id", "received_at"], unique=False)
    op.create_index("ix_scan_point_scanned", "scan", ["point_id", "scanned_at"], unique=False)
    op.create_index(op.f("ix_scan_ref"), "scan", ["ref"], unique=False)
    op.create_index(op.f("ix_scan_registration_id"), "scan", ["registration_id"], unique=False)


def _create_dead_letter() -> None:
    op.create_table(
        "dead_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("why", sa.String(length=30), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_how", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_dead_letter_device_id_device"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_dead_letter_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dead_letter")),
    )
    op.create_index("ix_dead_letter_device_seq", "dead_letter", ["device_id", "seq"], unique=False)
    op.create_index(op.f("ix_dead_letter_event_id"), "dead_letter", ["event_id"], unique=False)


def _create_presence() -> None:
    op.create_table(
        "presence",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("is_inside", sa.Boolean(), nullable=False),
        sa.Column("first_at", sa.DateTime(), nullable=True),
        sa.Column("first_scan_id", sa.String(length=36), nullable=True),
        sa.Column("last_at", sa.DateTime(), nullable=True),
        sa.Column("last_kind", sa.String(length=10), nullable=False),
        sa.Column("last_scan_id", sa.String(length=36), nullable=True),
        sa.Column("days", sa.JSON(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_presence_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["first_scan_id"], ["scan.id"], name=op.f("fk_presence_first_scan_id_scan"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["last_scan_id"], ["scan.id"], name=op.f("fk_presence_last_scan_id_scan"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["check_point.id"], name=op.f("fk_presence_point_id_check_point"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_presence_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", "point_id", name=op.f("pk_presence")),
    )
    op.create_index("ix_presence_event_revision", "presence", ["event_id", "revision"], unique=False)
    op.create_index("ix_presence_point", "presence", ["point_id", "is_inside"], unique=False)


def _create_door_state() -> None:
    op.create_table(
        "door_state",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("rehearses_since", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_door_state_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_door_state")),
    )


def _create_door_record() -> None:
    op.create_table(
        "door_record",
        sa.Column("lookup", sa.String(length=22), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("person_version", sa.Integer(), nullable=False),
        sa.Column("is_revoked", sa.Boolean(), nullable=False),
        sa.Column("signature", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_door_record_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_door_record_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_door_record_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lookup", name=op.f("pk_door_record")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_door_record_ticket_id")),
    )
    op.create_index("ix_door_record_event_revision", "door_record", ["event_id", "revision"], unique=False)
    op.create_index(op.f("ix_door_record_registration_id"), "door_record", ["registration_id"], unique=False)


def _create_scan_conflict() -> None:
    op.create_table(
        "scan_conflict",
        sa.Column("scan_id", sa.String(length=36), nullable=False),
        sa.Column("against_id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_how", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["against_id"], ["scan.id"], name=op.f("fk_scan_conflict_against_id_scan"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_scan_conflict_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["check_point.id"], name=op.f("fk_scan_conflict_point_id_check_point"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_scan_conflict_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"], ["scan.id"], name=op.f("fk_scan_conflict_scan_id_scan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("scan_id", name=op.f("pk_scan_conflict")),
    )
    op.create_index("ix_scan_conflict_event_revision", "scan_conflict", ["event_id", "revision"], unique=False)
    op.create_index(op.f("ix_scan_conflict_registration_id"), "scan_conflict", ["registration_id"], unique=False)


def downgrade() -> None:
    """What only the new tables know is lost: exits, scans of the future kinds, records, loans."""
    kept = ("presence", "scan", "device", "check_point")
    for table in kept:
        op.execute(f"CREATE TABLE new_{table} AS SELECT * FROM {table}")  # noqa: S608
    for table in NEW:
        op.drop_table(table)
    _create_old_tables()
    op.execute(
        "INSERT INTO check_in_list (id, event_id, code, name, position)"
        " SELECT id, event_id, code, name, position FROM new_check_point"
    )
    op.execute(
        "INSERT INTO device (id, code, event_id, list_id, user_id, name, created_at, last_seen_at, revoked_at)"
        " SELECT id, code, event_id, point_id, user_id, name, created_at, last_seen_at, revoked_at FROM new_device"
        " WHERE point_id IS NOT NULL"
    )
    op.execute(
        "INSERT INTO scan (id, event_id, list_id, device_id, sequence, kind, via, ticket_id, registration_id, undoes_id,"
        " outcome, reason, scanned_at, received_at) SELECT s.id, s.event_id, s.point_id, s.device_id, s.seq, 'entry', s.via,"
        " s.ticket_id, s.registration_id, NULL, CASE s.outcome WHEN 'admit' THEN 'admitted' ELSE"
        " CASE s.reason WHEN 'already' THEN 'already' ELSE 'refused' END END, s.reason, s.scanned_at, s.received_at"
        " FROM new_scan s JOIN device d ON d.id = s.device_id WHERE s.kind = 'entry'"
    )
    op.execute(
        "INSERT INTO presence (registration_id, list_id, scan_id, entered_at) SELECT p.registration_id, p.point_id, s.id,"
        " p.first_at FROM new_presence p JOIN scan s ON s.id = p.first_scan_id"
    )
    _go_on_counting("check_in_list", "device")
    for table in kept:
        op.drop_table(f"new_{table}")


def _create_old_tables() -> None:
    op.create_table(
        "check_in_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_check_in_list_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in_list")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_check_in_list_event_id_code")),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_device_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["list_id"], ["check_in_list.id"], name=op.f("fk_device_list_id_check_in_list"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_device_user_id_user"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("code", name=op.f("uq_device_code")),
    )
    op.create_index("ix_device_event_id", "device", ["event_id"])
    op.create_table(
        "scan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("via", sa.String(length=10), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("undoes_id", sa.String(length=36), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("scanned_at", sa.DateTime(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_scan_device_id_device"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_scan_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["list_id"], ["check_in_list.id"], name=op.f("fk_scan_list_id_check_in_list"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_scan_registration_id_registration"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_scan_ticket_id_ticket"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["undoes_id"], ["scan.id"], name=op.f("fk_scan_undoes_id_scan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
        sa.UniqueConstraint("device_id", "sequence", name=op.f("uq_scan_device_id_sequence")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_scan_undoes_id")),
    )
    op.create_index("ix_scan_device_id", "scan", ["device_id"])
    op.create_index("ix_scan_event_received", "scan", ["event_id", "received_at"])
    op.create_index("ix_scan_list_id", "scan", ["list_id"])
    op.create_index("ix_scan_registration_id", "scan", ["registration_id"])
    op.create_table(
        "presence",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("scan_id", sa.String(length=36), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["check_in_list.id"], name=op.f("fk_presence_list_id_check_in_list"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_presence_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"],
            ["scan.id"],
            name=op.f("fk_presence_scan_id_scan"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("registration_id", "list_id", name=op.f("pk_presence")),
    )
    op.create_index("ix_presence_list", "presence", ["list_id", "entered_at"])
