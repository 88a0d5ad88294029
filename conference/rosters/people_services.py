"""Taking a table of people over: by a worker, all of it in one transaction, or nothing."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from conference.core import audit
from conference.core.codes import digest, new_code, new_uuid7
from conference.core.db import add_many, db, lock, transaction
from conference.core.jobs import enqueue
from conference.core.text import email_key
from conference.events.models import Event
from conference.intake.columns import shape_of
from conference.intake.models import Intake, IntakeKind, IntakeState
from conference.intake.services import finish, keep_intake
from conference.intake.table_plan import Line, Plan
from conference.intake.table_reading import Table
from conference.intake.table_rules import why_not_confirm, why_not_open
from conference.mail.services import Posted, post_many
from conference.registration import places, rules
from conference.registration.links import new_link
from conference.registration.manage_queries import categories_of_event
from conference.registration.models import HOLDS_PLACE, Registration, RegistrationState, Source, Ticket
from conference.registration.services.letters import LETTER_OF
from conference.registration.services.secrets import ticket_row

from .people_columns import ANSWER
from .people_queries import FIELDS, first_mapping, plan_again, plan_of, read_of

CHUNK = 500
Progress = Callable[[int, int], None]
TOLD = (RegistrationState.PENDING, RegistrationState.CONFIRMED, RegistrationState.WAITING)  # who may get a mail


def upload_people(event: Event, table: Table, filename: str, *, actor: audit.Actor, at: datetime) -> str:
    """Keep the table until it is confirmed; returns the code of the import."""
    shape = shape_of(IntakeKind.PEOPLE, table.headings)
    mapping = first_mapping(event, table.headings)
    return keep_intake(
        event.id, IntakeKind.PEOPLE, table.as_json(), filename=filename, shape=shape, mapping=mapping,
        actor=actor, at=at,
    )  # fmt: skip


def ask_to_import(
    intake_id: int, shown: str, *, only_right: bool, language: str, actor: audit.Actor, at: datetime
) -> None:
    """Have a worker do what the person saw. Asked twice, it is done once. Raises NotOpen, PlanChanged or WrongRows."""
    with transaction():
        row = lock(Intake, intake_id)
        if row.state in (IntakeState.CONFIRMED, IntakeState.DONE):
            return
        if refusal := why_not_open(row):
            raise refusal
        plan = plan_of(db.session.get_one(Event, row.event_id), row)
        if refused := why_not_confirm(plan, shown, only_right=only_right):
            raise refused
        job_id = enqueue("rosters.import", {"intake_id": row.id}, at=at)
        row.state = IntakeState.CONFIRMED
        row.result = {"job": job_id, "mark": shown, "only_right": only_right, "language": language,
                      "by": actor.label, "by_id": actor.id}  # fmt: skip
        audit.record("intake.confirmed", row, actor=actor, event_id=row.event_id, at=at)


def import_people(intake_id: int, *, at: datetime, progress: Progress = lambda _done, _of: None) -> None:
    """Do what was confirmed, all of it or nothing: a worker that dies leaves nothing, and the next begins anew.

    What can be made ready is made before the transaction, so that registrations wait only for the writing.
    Raises PlanChanged or a Full; `give_back` then opens the preview again.
    """
    intake = db.session.get(Intake, intake_id, options=[undefer(Intake.content)])
    if intake is None or intake.state != IntakeState.CONFIRMED:
        return
    event = db.session.get_one(Event, intake.event_id)
    read = read_of(event, intake)
    made = rows_of(intake, plan_again(event, read), at, progress)
    with transaction():
        row = lock(Intake, intake_id)
        if row.state != IntakeState.CONFIRMED:
            return
        asked, actor = row.result, audit.Actor(row.result["by"], row.result["by_id"])
        places.hold_all(row.event_id)
        event = db.session.get_one(Event, row.event_id, populate_existing=True)
        plan = plan_again(event, read_of(event, row, read))
        if refused := why_not_confirm(plan, asked["mark"], only_right=asked["only_right"]):
            raise refused
        written = [line for line in plan.lines if line.is_written]
        added = [made[line.number] for line in written if line.ident is None]
        add_people(event.id, added, actor=actor, at=at)
        change_people([line for line in written if line.ident is not None], actor=actor, at=at)
        if row.mapping.get("mails"):
            tell(event.id, added, at)
        finish(row, plan.counts, actor=actor, at=at)


def give_back(intake_id: int, words: str, *, at: datetime) -> None:
    """Open the preview again of an import that could not be carried out; it says why."""
    with transaction():
        row = lock(Intake, intake_id)
        if row.state == IntakeState.CONFIRMED:
            row.state, row.result = IntakeState.PREVIEWED, {"refused": words}
            audit.record("intake.refused", row, actor=audit.SYSTEM, event_id=row.event_id, at=at)


def rows_of(intake: Intake, plan: Plan, at: datetime, progress: Progress) -> dict[int, dict[str, Any]]:
    """{number of a line: the row of a new person}."""
    new = [line for line in plan.lines if line.is_written and line.ident is None]
    categories = {one.code: one.id for one in categories_of_event(intake.event_id)}
    event_id, found = intake.event_id, {}
    for place, line in enumerate(new):
        if place % CHUNK == 0:
            progress(place, len(plan.lines))
        found[line.number] = row_of(event_id, line.said, categories, at)
    progress(len(new), len(plan.lines))
    return found


def add_people(event_id: int, rows: Sequence[dict[str, Any]], *, actor: audit.Actor, at: datetime) -> None:
    """In the caller's transaction, in a fixed number of statements for each chunk: rows, tickets, history, places."""
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        add_many(Registration, chunk)
        ids = select(Registration.uuid, Registration.id).where(Registration.uuid.in_([row["uuid"] for row in chunk]))
        known = {row.uuid: row.id for row in db.session.execute(ids)}
        for row in chunk:
            row["id"] = known[row["uuid"]]
        tickets = [
            {**ticket_row(1, at), "registration_id": row["id"]}
            for row in chunk
            if row["state"] == RegistrationState.CONFIRMED
        ]
        if tickets:
            add_many(Ticket, tickets)
        note(event_id, [row["id"] for row in chunk], "registration.imported", actor, at)
    take_places(event_id, rows)


def row_of(event_id: int, said: dict[str, Any], categories: dict[str, int], at: datetime) -> dict[str, Any]:
    ident, state = new_uuid7(), said["state"]
    texts = {name: said.get(name, "") for name in ("name", "national_name", "email", "organisation", "position")}
    answers = {name.removeprefix(ANSWER): told for name, told in said.items() if name.startswith(ANSWER)}
    return {
        **texts,
        "event_id": event_id,
        "uuid": ident,
        "code": new_code(),
        "category_id": categories[said["category"]],
        "state": state,
        "name_key": rules.name_key(texts["name"], texts["national_name"], texts["organisation"], texts["email"]),
        "email_key": email_key(texts["email"]),
        "country": said.get("country"),
        "language": said.get("language", "en"),
        "mode": said["mode"],
        "answers": {code: told for code, told in answers.items() if told is not None},
        "source": Source.IMPORT,
        "link_digest": digest(new_link(ident, 1)),
        "created_at": at,
        "changed_at": at,
        "waiting_since": at if state == RegistrationState.WAITING else None,
        "cancelled_at": at if state == RegistrationState.CANCELLED else None,
        "cancelled_by": rules.ORGANISER if state == RegistrationState.CANCELLED else "",
    }


def take_places(event_id: int, rows: Sequence[dict[str, Any]]) -> None:
    """All at once, under `places.hold_all`. Raises a Full, though the plan has looked already."""
    wanted = Counter((row["category_id"], row["mode"]) for row in rows if row["state"] in HOLDS_PLACE)
    for (category_id, mode), number in sorted(wanted.items()):
        places.take_places(event_id, category_id, mode, number)


def change_people(lines: Sequence[Line], *, actor: audit.Actor, at: datetime) -> None:
    """What rows say of people who are there: their details and answers, never their state or category."""
    for start in range(0, len(lines), CHUNK):
        chunk = {line.ident: line for line in lines[start : start + CHUNK]}
        query = select(Registration).where(Registration.id.in_(chunk)).order_by(Registration.id)
        for row in db.session.scalars(query.with_for_update(of=Registration)):
            said = chunk[row.id].said
            for name in FIELDS:
                if name in said and name != "email":
                    setattr(row, name, said[name])
            told = {name.removeprefix(ANSWER): value for name, value in said.items() if name.startswith(ANSWER)}
            row.answers = {**(row.answers or {}), **told}
            row.name_key = rules.name_key(row.name, row.national_name, row.organisation, row.email)
            row.changed_at = at
            fields = [change.column for change in chunk[row.id].changes]
            audit.record(
                "registration.changed", row, actor=actor, event_id=row.event_id, at=at, fields=fields, by="import"
            )
        db.session.flush()


def tell(event_id: int, rows: Sequence[dict[str, Any]], at: datetime) -> None:
    """The letters that those registered on the form get: how their data came to us, and the way to their own page."""
    for state in TOLD:
        kind = LETTER_OF[state]
        posts = [
            Posted(row["id"], row["email"], row["name"], row["language"], f"{kind}/{row['id']}/import")
            for row in rows
            if row["state"] == state
        ]
        for start in range(0, len(posts), CHUNK):
            post_many(kind, posts[start : start + CHUNK], event_id=event_id, at=at)


def note(event_id: int, idents: Sequence[int], action: str, actor: audit.Actor, at: datetime) -> None:
    """The history of many at once."""
    add_many(
        audit.LogEntry,
        [
            {"at": at, "actor_id": actor.id, "actor_label": actor.label, "event_id": event_id, "action": action,
             "subject_type": Registration.__tablename__, "subject_id": ident, "detail": {}}
            for ident in idents
        ],
    )  # fmt: skip
