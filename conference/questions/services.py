"""Building the form: questions are added, changed, moved, retired; rows stay, because answers name them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _

from conference.core import audit
from conference.core.codes import new_code
from conference.core.db import db, lock, transaction
from conference.core.merging import merged
from conference.core.stale import stale_edit
from conference.core.translated import cleaned
from conference.events.models import Event
from conference.events.services import touch_event

from . import queries, rules
from .asked import BUILT_IN, Asked, AskedForm, asked
from .models import Ask, FormSettings, Question
from .rules import QuestionValues


def add_question(
    event_id: int, values: QuestionValues, *, actor: audit.Actor, at: datetime, code: str = "", after: str = ""
) -> str:
    """Add a question at the end, or after another; returns its code. Raises a Refused from rules.

    code: a known one, as presets have; another is made when the event has it already.
    """
    with transaction():
        event = lock(Event, event_id)
        rows = queries.rows_of(event_id)
        if sum(row.retired_at is None for row in rows) >= rules.MOST_QUESTIONS:
            raise rules.TooManyQuestions(_("A form can ask %(most)d questions at most", most=rules.MOST_QUESTIONS))
        row = Question(event_id=event_id, code=free_code(rows, code), kind=values.kind, label=values.label)
        rows.insert(place_after(rows, after), row)
        write(row, rules.flat(with_codes(rules.tidy(values)), event.languages[1:]), event)
        refuse(rows, row, event)
        db.session.add(row)
        number(rows)
        db.session.flush()
        touch_event(event_id)
        audit.record("question.added", row, actor=actor, event_id=event_id, at=at)
        return row.code


def change_question(
    question_id: int, values: QuestionValues, *, shown: str = "", answers: int = 0, actor: audit.Actor, at: datetime
) -> None:
    """Save what is said of a question. What others changed since is kept where it does not touch, else StaleEdit.

    answers: how many have answered it. Raises a Refused from rules.
    """
    with transaction():
        row = lock(Question, question_id)
        event = lock(Event, row.event_id)
        was = asked(row, event.main_language)
        stored = rules.flat(rules.values_of(was), event.languages[1:])
        mine = rules.flat(with_codes(retiring(was, rules.tidy(values), answers)), event.languages[1:])
        kept, conflicts = merged(shown, mine, stored)
        if conflicts:
            raise stale_edit(row, event.zone)
        changed = [name for name, value in kept.items() if value != stored[name]]
        if not changed:
            return
        if refusal := rules.why_not_kind(was.kind, kept["kind"], answers):
            raise refusal
        write(row, kept, event)
        refuse(queries.rows_of(event.id), row, event)
        touch_event(event.id)
        audit.record("question.changed", row, actor=actor, event_id=event.id, at=at, fields=changed)


def write(row: Question, kept: Mapping[str, object], event: Event) -> None:
    columns = rules.from_flat(kept, row.translations or {})
    columns["translations"] = cleaned({k: v for k, v in columns["translations"].items() if k != event.main_language})
    for name, value in columns.items():
        setattr(row, name, value)


def refuse(rows: Sequence[Question], row: Question, event: Event) -> None:
    """Raises what speaks against the question as it would be, among all the others."""
    all_asked = [asked(one, event.main_language) for one in rows]
    changed = next(one for one in all_asked if one.code == row.code)
    values = rules.values_of(changed)
    if (
        refusal := rules.why_not_options(values)
        or rules.why_not_limits(values)
        or rules.why_not_condition(all_asked, changed)
    ):
        raise refusal


def retiring(was: Asked, values: QuestionValues, answers: int) -> QuestionValues:
    """Options that were taken out of a question with answers are retired instead: their words stay readable."""
    if not answers:
        return values
    named = {option.code for option in values.options}
    gone = tuple(replace(option, is_retired=True) for option in was.options if option.code not in named)
    return replace(values, options=(*values.options, *gone))


def with_codes(values: QuestionValues) -> QuestionValues:
    return replace(
        values,
        options=tuple(option if option.code else replace(option, code=new_code(5)) for option in values.options),
    )


def free_code(rows: Sequence[Question], wanted: str) -> str:
    taken = {row.code for row in rows}
    code = wanted
    while not code or code in taken:
        code = new_code(6)
    return code


def place_after(rows: Sequence[Question], code: str) -> int:
    return next((place + 1 for place, row in enumerate(rows) if row.code == code), len(rows))


def number(rows: Sequence[Question]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position


def copy_question(question_id: int, *, actor: audit.Actor, at: datetime) -> str:
    """Add the same question once more, below it; returns the code of the copy."""
    row = db.session.get_one(Question, question_id)
    event = db.session.get_one(Event, row.event_id)
    values = rules.values_of(asked(row, event.main_language))
    options = tuple(option for option in values.options if not option.is_retired)
    label = _("%(title)s (copy)", title=values.label)
    return add_question(event.id, replace(values, label=label, options=options), actor=actor, at=at, after=row.code)


def retire_question(question_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Ask it no more; the answers so far stay. Raises StillNeeded."""
    with transaction():
        row = lock(Question, question_id)
        event = lock(Event, row.event_id)
        if row.retired_at is not None:
            return
        all_asked = [asked(one, event.main_language) for one in queries.rows_of(event.id)]
        if refusal := rules.why_not_retire(all_asked, row.code):
            raise refusal
        row.retired_at = at
        touch_event(event.id)
        audit.record("question.retired", row, actor=actor, event_id=event.id, at=at)


def restore_question(question_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Ask it again, where it stood. Raises BadCondition when what it depends on is gone."""
    with transaction():
        row = lock(Question, question_id)
        event = lock(Event, row.event_id)
        if row.retired_at is None:
            return
        row.retired_at = None
        refuse(queries.rows_of(event.id), row, event)
        touch_event(event.id)
        audit.record("question.restored", row, actor=actor, event_id=event.id, at=at)


def place_question(question_id: int, place: int, *, actor: audit.Actor, at: datetime) -> None:
    """Put a question at `place`, from 0, among those in use. Raises BadCondition for a circle through sections."""
    with transaction():
        row = lock(Question, question_id)
        event = lock(Event, row.event_id)
        rows = queries.rows_of(event.id)
        live = [one for one in rows if one.retired_at is None and one.id != row.id]
        place = max(0, min(place, len(live)))
        before = live[place - 1] if place else None
        rest = [one for one in rows if one.id != row.id]
        rest.insert(rest.index(before) + 1 if before else 0, row)
        if [one.id for one in rest] == [one.id for one in rows]:
            return
        if refusal := rules.why_circle([asked(one, event.main_language) for one in rest]):
            raise refusal
        number(rest)
        touch_event(event.id)
        audit.record("question.moved", row, actor=actor, event_id=event.id, at=at)


def switch_fields(event_id: int, fields: Mapping[str, str], *, actor: audit.Actor, at: datetime) -> None:
    """Say which built-in fields are asked; what is as usual is not written down."""
    with transaction() as session:
        lock(Event, event_id)
        row = queries.find_settings(event_id)
        if row is None:
            row = FormSettings(event_id=event_id, fields={})
            session.add(row)
        form = AskedForm(fields=row.fields)
        wanted = {name: fields.get(name, form.ask(name)) for name in BUILT_IN}
        kept = {name: str(Ask(ask)) for name, ask in wanted.items() if ask != BUILT_IN[name]}
        session.flush()
        if kept != row.fields:
            row.fields = kept
            touch_event(event_id)
            audit.record("form.changed", row, actor=actor, event_id=event_id, at=at, fields=kept)


def question_as(row: Question | None, values: QuestionValues, event: Event) -> Asked:
    """The question as it would be with these values, for a preview; nothing is stored."""
    made = with_codes(rules.tidy(values))
    return Asked(
        code=row.code if row else "new",
        main=event.main_language,
        is_retired=False,
        **{name: getattr(made, name) for name in QuestionValues.__dataclass_fields__},
    )
