"""Programme in depth: slots, releases that keep what was said, texts in languages, speakers' own links.

What is there already keeps its sense: each placed session gets its slot, each release what its sessions say today,
and speakers who were public stay so.
"""

import json
import secrets
import uuid
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

from conference.core.text import fold  # what the search folds today; a copy of it would soon differ

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("name", name=op.f("uq_stored_file_name")),
    )
    op.create_table(
        "agenda_settings",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("opens", sa.String(length=5), nullable=False),
        sa.Column("closes", sa.String(length=5), nullable=False),
        sa.Column("room_change_minutes", sa.Integer(), nullable=False),
        sa.Column("building_change_minutes", sa.Integer(), nullable=False),
        sa.Column("step_minutes", sa.Integer(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_agenda_settings_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_agenda_settings")),
    )
    op.create_table(
        "derogation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approver", sa.String(length=200), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(length=200), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_derogation_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_derogation_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_derogation")),
        sa.UniqueConstraint("code", name=op.f("uq_derogation_code")),
    )
    with op.batch_alter_table("derogation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_derogation_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_derogation_project_id"), ["project_id"], unique=False)
        batch_op.create_index(
            "uq_derogation_everywhere",
            ["project_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND event_id IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND event_id IS NULL"),
        )
        batch_op.create_index(
            "uq_derogation_here",
            ["project_id", "event_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND event_id IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND event_id IS NOT NULL"),
        )

    op.create_table(
        "intake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("shape", sa.String(length=64), nullable=False),
        sa.Column("uploaded_by", sa.String(length=200), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_intake_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
        sa.UniqueConstraint("code", name=op.f("uq_intake_code")),
        sa.UniqueConstraint("uuid", name=op.f("uq_intake_uuid")),
    )
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index("ix_intake_shape", ["event_id", "shape"], unique=False)

    op.create_table(
        "interpretation_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_interpretation_team_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpretation_team")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_interpretation_team_event_id_name")),
    )
    op.create_table(
        "made_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_made_file_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_made_file_job_id_job"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_made_file")),
        sa.UniqueConstraint("code", name=op.f("uq_made_file_code")),
        sa.UniqueConstraint(
            "event_id", "kind", "language", "state", name=op.f("uq_made_file_event_id_kind_language_state")
        ),
    )
    op.create_table(
        "project_officer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_officer_project_id_project"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_project_officer_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_officer")),
        sa.UniqueConstraint("user_id", "project_id", name=op.f("uq_project_officer_user_id_project_id")),
    )
    with op.batch_alter_table("project_officer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_officer_project_id"), ["project_id"], unique=False)

    op.create_table(
        "room_closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_room_closure_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_room_closure_room_id_room"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_closure")),
    )
    with op.batch_alter_table("room_closure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_closure_room_id"), ["room_id"], unique=False)

    op.create_table(
        "scheduled_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("publish_at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("tells", sa.Boolean(), nullable=False),
        sa.Column("planned_at", sa.DateTime(), nullable=False),
        sa.Column("planned_by", sa.String(length=200), nullable=False),
        sa.Column("planner_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("refusal", sa.String(length=40), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_scheduled_release_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["planner_id"], ["user.id"], name=op.f("fk_scheduled_release_planner_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_scheduled_release_release_id_release"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduled_release")),
    )
    with op.batch_alter_table("scheduled_release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scheduled_release_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            "uq_scheduled_release_waiting",
            ["event_id"],
            unique=True,
            sqlite_where=sa.text("outcome = ''"),
            postgresql_where=sa.text("outcome = ''"),
        )

    op.create_table(
        "speaker_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_speaker_absence_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_absence_speaker_id_speaker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_absence")),
    )
    with op.batch_alter_table("speaker_absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speaker_absence_speaker_id"), ["speaker_id"], unique=False)

    op.create_table(
        "speaker_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_consent_speaker_id_speaker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_consent")),
    )
    with op.batch_alter_table("speaker_consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speaker_consent_speaker_id"), ["speaker_id"], unique=False)

    op.create_table(
        "speaker_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=True),
        sa.Column("sessions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["last_id"], ["release.id"], name=op.f("fk_speaker_notice_last_id_release"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_speaker_notice_release_id_release"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_notice_speaker_id_speaker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_notice")),
        sa.UniqueConstraint("release_id", "speaker_id", name=op.f("uq_speaker_notice_release_id_speaker_id")),
    )
    with op.batch_alter_table("speaker_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speaker_notice_speaker_id"), ["speaker_id"], unique=False)

    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("shown", sa.String(length=20), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_material_file_id_stored_file")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_material_session_id_session"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_material_speaker_id_speaker"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
        sa.UniqueConstraint("uuid", name=op.f("uq_material_uuid")),
    )
    with op.batch_alter_table("material", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_material_session_id"), ["session_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_material_speaker_id"), ["speaker_id"], unique=False)

    op.create_table(
        "personal_agenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("link_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_personal_agenda_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_personal_agenda_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_agenda")),
        sa.UniqueConstraint("link_digest", name=op.f("uq_personal_agenda_link_digest")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_personal_agenda_registration_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_personal_agenda_uuid")),
    )
    with op.batch_alter_table("personal_agenda", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_personal_agenda_event_id"), ["event_id"], unique=False)

    op.create_table(
        "released_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_released_session_release_id_release"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_released_session_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_released_session")),
        sa.UniqueConstraint("release_id", "session_id", name=op.f("uq_released_session_release_id_session_id")),
    )
    with op.batch_alter_table("released_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_released_session_session_id"), ["session_id"], unique=False)

    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_slot_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("uuid", name=op.f("uq_slot_uuid")),
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_session_id"), ["session_id"], unique=False)

    op.create_table(
        "personal_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("personal_agenda_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=True),
        sa.Column("sessions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["last_id"], ["release.id"], name=op.f("fk_personal_notice_last_id_release"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["personal_agenda_id"],
            ["personal_agenda.id"],
            name=op.f("fk_personal_notice_personal_agenda_id_personal_agenda"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_personal_notice_release_id_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_notice")),
        sa.UniqueConstraint(
            "release_id", "personal_agenda_id", name=op.f("uq_personal_notice_release_id_personal_agenda_id")
        ),
    )
    with op.batch_alter_table("personal_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_personal_notice_personal_agenda_id"), ["personal_agenda_id"], unique=False)

    op.create_table(
        "pick",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("personal_agenda_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("picked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["personal_agenda_id"],
            ["personal_agenda.id"],
            name=op.f("fk_pick_personal_agenda_id_personal_agenda"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_pick_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pick")),
        sa.UniqueConstraint("personal_agenda_id", "session_id", name=op.f("uq_pick_personal_agenda_id_session_id")),
    )
    with op.batch_alter_table("pick", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pick_session_id"), ["session_id"], unique=False)

    add_identities()

    with op.batch_alter_table("component", schema=None) as batch_op:
        batch_op.add_column(sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.add_column(sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("search_key", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.alter_column("slot_id", existing_type=sa.Integer(), nullable=False)
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("is_cancelled", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_index(batch_op.f("uq_placement_draft"), sqlite_where=sa.text("release_id IS NULL"))
        batch_op.create_index(
            "uq_placement_draft",
            ["slot_id"],
            unique=True,
            sqlite_where=sa.text("release_id IS NULL"),
            postgresql_where=sa.text("release_id IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_placement_slot_id"), ["slot_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_placement_slot_id_slot"), "slot", ["slot_id"], ["id"], ondelete="CASCADE"
        )

    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.add_column(sa.Column("contact_name", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("contact_address", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("funding", sa.String(length=20), nullable=False, server_default="funded"))
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.alter_column("uuid", existing_type=sa.String(36), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_release_uuid"), ["uuid"])

    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.alter_column("uuid", existing_type=sa.String(36), nullable=False)
        batch_op.alter_column("code", existing_type=sa.String(12), nullable=False)
        batch_op.add_column(sa.Column("building", sa.String(length=100), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("booths", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("equipment", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("hidden_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.create_unique_constraint(batch_op.f("uq_room_event_id_code"), ["event_id", "code"])
        batch_op.create_unique_constraint(batch_op.f("uq_room_uuid"), ["uuid"])

    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("subtitle", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("notes", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("interpretation_team_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("is_recorded", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("is_streamed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("stream_url", sa.String(length=500), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("minutes", sa.Integer(), nullable=False, server_default="30"))
        batch_op.add_column(sa.Column("declined_parts", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.create_index(batch_op.f("ix_session_interpretation_team_id"), ["interpretation_team_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_session_interpretation_team_id_interpretation_team"),
            "interpretation_team",
            ["interpretation_team_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("session_speaker", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer", sa.String(length=20), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("answered_at", sa.DateTime(), nullable=True))

    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.add_column(sa.Column("title", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("language", sa.String(length=5), nullable=False, server_default="en"))
        batch_op.add_column(sa.Column("consented_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("consent_source", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("may_record", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("may_record_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("link_version", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("link_digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("link_expires_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("invited_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("reminded_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.create_unique_constraint(batch_op.f("uq_speaker_link_digest"), ["link_digest"])

    with op.batch_alter_table("track", schema=None) as batch_op:
        batch_op.add_column(sa.Column("description", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"))

    fill_releases()
    keep_speakers_public()
    fill_search_keys()


def rows(query: str) -> Iterable[Any]:
    return op.get_bind().execute(sa.text(query)).mappings().all()


def run(query: str, **values: Any) -> None:
    op.get_bind().execute(sa.text(query), values)


def new_code() -> str:
    return "".join(secrets.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(6))


def add_identities() -> None:
    """Every placed session gets its first slot, rooms and releases get what names them outside."""
    op.add_column("placement", sa.Column("slot_id", sa.Integer(), nullable=True))
    op.add_column("room", sa.Column("uuid", sa.String(36), nullable=True))
    op.add_column("room", sa.Column("code", sa.String(12), nullable=True))
    op.add_column("release", sa.Column("uuid", sa.String(36), nullable=True))
    run(
        "INSERT INTO slot (uuid, session_id) SELECT uuid, id FROM session"
        " WHERE id IN (SELECT session_id FROM placement) ORDER BY id"
    )
    run("UPDATE placement SET slot_id = (SELECT slot.id FROM slot WHERE slot.session_id = placement.session_id)")
    for room in rows("SELECT id FROM room"):
        run(
            "UPDATE room SET uuid = :uuid, code = :code WHERE id = :id",
            uuid=str(uuid.uuid4()),
            code=new_code(),
            id=room["id"],
        )
    for release in rows("SELECT id FROM release"):
        run("UPDATE release SET uuid = :uuid WHERE id = :id", uuid=str(uuid.uuid4()), id=release["id"])


def fill_releases() -> None:
    """Releases kept times alone until now: what their sessions said is what they say today."""
    run(
        "UPDATE placement SET changed_at = (SELECT published_at FROM release WHERE release.id = placement.release_id)"
        " WHERE release_id IS NOT NULL"
    )
    projects = links_by_session(
        "SELECT session_id, project_id, component_id, is_lead FROM session_project ORDER BY position"
    )
    speakers = links_by_session("SELECT session_id, speaker_id, role FROM session_speaker ORDER BY position")
    query = (
        "SELECT DISTINCT placement.release_id, session.id, session.title, session.kind, session.abstract,"
        " session.track_id, session.capacity, session.cancelled_at, event.languages AS event_languages,"
        " CAST(session.languages AS TEXT) AS languages, CAST(session.interpretation AS TEXT) AS interpretation"
        " FROM placement JOIN session ON session.id = placement.session_id JOIN event ON event.id = session.event_id"
        " WHERE placement.release_id IS NOT NULL"
    ).replace("event.languages AS", "CAST(event.languages AS TEXT) AS")
    for row in rows(query):
        content = {
            "title": row["title"], "kind": row["kind"], "abstract": row["abstract"], "track_id": row["track_id"],
            "main": (json.loads(row["event_languages"]) or ["en"])[0], "capacity": row["capacity"],
            "languages": json.loads(row["languages"]), "interpretation": json.loads(row["interpretation"]),
            "is_cancelled": row["cancelled_at"] is not None,
            "projects": projects.get(row["id"], []), "speakers": speakers.get(row["id"], []),
        }  # fmt: skip
        run(
            "INSERT INTO released_session (release_id, session_id, content) VALUES (:release, :session, :content)",
            release=row["release_id"], session=row["id"], content=json.dumps(content),
        )  # fmt: skip


def links_by_session(query: str) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows(query):
        link = {
            name: bool(value) if name == "is_lead" else value for name, value in row.items() if name != "session_id"
        }
        found.setdefault(row["session_id"], []).append(link)
    return found


def keep_speakers_public() -> None:
    run(
        "UPDATE speaker SET consent_source = 'Published before consents were kept', consented_at ="
        " (SELECT MAX(release.published_at) FROM release WHERE release.event_id = speaker.event_id)"
    )


def fill_search_keys() -> None:
    aliases: dict[int, list[str]] = {}
    for alias in rows("SELECT organisation_id, name FROM organisation_alias"):
        aliases.setdefault(alias["organisation_id"], []).append(alias["name"])
    for row in rows("SELECT id, name, short_name FROM organisation"):
        names = [row["name"], row["short_name"], *aliases.get(row["id"], [])]
        key = "\n".join(["", *dict.fromkeys(filter(None, map(fold, names))), ""])
        run("UPDATE organisation SET search_key = :key WHERE id = :id", key=key, id=row["id"])


def downgrade() -> None:
    run(
        "DELETE FROM placement WHERE release_id IS NULL AND id NOT IN"
        " (SELECT MIN(id) FROM placement WHERE release_id IS NULL GROUP BY session_id)"
    )

    with op.batch_alter_table("track", schema=None) as batch_op:
        batch_op.drop_column("translations")
        batch_op.drop_column("version")
        batch_op.drop_column("description")

    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_speaker_link_digest"), type_="unique")
        batch_op.drop_column("translations")
        batch_op.drop_column("reminded_at")
        batch_op.drop_column("invited_at")
        batch_op.drop_column("link_expires_at")
        batch_op.drop_column("link_digest")
        batch_op.drop_column("link_version")
        batch_op.drop_column("may_record_at")
        batch_op.drop_column("may_record")
        batch_op.drop_column("consent_source")
        batch_op.drop_column("consented_at")
        batch_op.drop_column("language")
        batch_op.drop_column("title")

    with op.batch_alter_table("session_speaker", schema=None) as batch_op:
        batch_op.drop_column("answered_at")
        batch_op.drop_column("answer")

    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_session_interpretation_team_id_interpretation_team"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_session_interpretation_team_id"))
        batch_op.drop_column("translations")
        batch_op.drop_column("declined_parts")
        batch_op.drop_column("minutes")
        batch_op.drop_column("stream_url")
        batch_op.drop_column("is_streamed")
        batch_op.drop_column("is_recorded")
        batch_op.drop_column("interpretation_team_id")
        batch_op.drop_column("notes")
        batch_op.drop_column("subtitle")

    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_room_uuid"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_room_event_id_code"), type_="unique")
        batch_op.drop_column("translations")
        batch_op.drop_column("version")
        batch_op.drop_column("hidden_at")
        batch_op.drop_column("equipment")
        batch_op.drop_column("booths")
        batch_op.drop_column("building")
        batch_op.drop_column("code")
        batch_op.drop_column("uuid")

    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_release_uuid"), type_="unique")
        batch_op.drop_column("uuid")

    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_column("translations")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("funding")
        batch_op.drop_column("contact_address")
        batch_op.drop_column("contact_name")

    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_placement_slot_id_slot"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_placement_slot_id"))
        batch_op.drop_index(
            "uq_placement_draft",
            sqlite_where=sa.text("release_id IS NULL"),
            postgresql_where=sa.text("release_id IS NULL"),
        )
        batch_op.create_index(
            batch_op.f("uq_placement_draft"), ["session_id"], unique=1, sqlite_where=sa.text("release_id IS NULL")
        )
        batch_op.drop_column("is_cancelled")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("sequence")
        batch_op.drop_column("version")
        batch_op.drop_column("slot_id")

    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_column("translations")
        batch_op.drop_column("version")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("search_key")

    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.drop_column("translations")

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("translations")

    with op.batch_alter_table("component", schema=None) as batch_op:
        batch_op.drop_column("translations")

    with op.batch_alter_table("pick", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pick_session_id"))

    op.drop_table("pick")
    with op.batch_alter_table("personal_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_personal_notice_personal_agenda_id"))

    op.drop_table("personal_notice")
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slot_session_id"))

    op.drop_table("slot")
    with op.batch_alter_table("released_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_released_session_session_id"))

    op.drop_table("released_session")
    with op.batch_alter_table("personal_agenda", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_personal_agenda_event_id"))

    op.drop_table("personal_agenda")
    with op.batch_alter_table("material", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_material_speaker_id"))
        batch_op.drop_index(batch_op.f("ix_material_session_id"))

    op.drop_table("material")
    with op.batch_alter_table("speaker_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speaker_notice_speaker_id"))

    op.drop_table("speaker_notice")
    with op.batch_alter_table("speaker_consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speaker_consent_speaker_id"))

    op.drop_table("speaker_consent")
    with op.batch_alter_table("speaker_absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speaker_absence_speaker_id"))

    op.drop_table("speaker_absence")
    with op.batch_alter_table("scheduled_release", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_scheduled_release_waiting",
            sqlite_where=sa.text("outcome = ''"),
            postgresql_where=sa.text("outcome = ''"),
        )
        batch_op.drop_index(batch_op.f("ix_scheduled_release_event_id"))

    op.drop_table("scheduled_release")
    with op.batch_alter_table("room_closure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_closure_room_id"))

    op.drop_table("room_closure")
    with op.batch_alter_table("project_officer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_officer_project_id"))

    op.drop_table("project_officer")
    op.drop_table("made_file")
    op.drop_table("interpretation_team")
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.drop_index("ix_intake_shape")
        batch_op.drop_index(batch_op.f("ix_intake_expires_at"))

    op.drop_table("intake")
    with op.batch_alter_table("derogation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_derogation_here",
            sqlite_where=sa.text("ended_at IS NULL AND event_id IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND event_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_derogation_everywhere",
            sqlite_where=sa.text("ended_at IS NULL AND event_id IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND event_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_derogation_project_id"))
        batch_op.drop_index(batch_op.f("ix_derogation_event_id"))

    op.drop_table("derogation")
    op.drop_table("agenda_settings")
    op.drop_table("stored_file")
