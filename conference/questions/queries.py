"""What is asked at an event. Other features read it here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, or_, select
from sqlalchemy.orm import joinedload, undefer

from conference.core.db import db
from conference.core.files import StoredFile
from conference.events.models import Event

from .asked import Asked, AskedForm, asked
from .models import AnswerFile, FormSettings, Kind, Question
from .words import answer_words

MOST_REMEMBERED = 200
REMEMBERED: dict[tuple[str, int], AskedForm] = {}  # by the event's uuid and version: a change is another version


def form_of(event: Event) -> AskedForm:
    """All that the event asks, retired questions too; read once for each version of the event."""
    key = (event.uuid, event.version)
    found = REMEMBERED.get(key)
    if found is None:
        found = read_form(event.id, event.main_language)
        if len(REMEMBERED) >= MOST_REMEMBERED:
            REMEMBERED.clear()
        REMEMBERED[key] = found
    return found


def read_form(event_id: int, main: str) -> AskedForm:
    query = (
        select(Question, FormSettings.fields)
        .select_from(Event)
        .outerjoin(Question, Question.event_id == Event.id)
        .outerjoin(FormSettings, FormSettings.event_id == Event.id)
        .where(Event.id == event_id)
        .order_by(Question.position, Question.id)
    )
    rows: list[tuple[Question | None, dict[str, str] | None]] = [(row[0], row[1]) for row in db.session.execute(query)]
    fields = rows[0][1] if rows else None
    return AskedForm(tuple(asked(row, main) for row, _fields in rows if row is not None), fields or {})


def questions_of(event_id: int) -> tuple[Asked, ...]:
    """The questions of an event in their order, retired ones too: old answers name them."""
    event = db.session.get(Event, event_id)
    return form_of(event).questions if event is not None else ()


def questions_that_end(at: datetime) -> list[tuple[int, str, int, datetime]]:
    """(event, code, days to keep the answers, end of the event) where answers are not kept for ever, of the past."""
    query = (
        select(Question.event_id, Question.code, Question.keep_days, Event.ends_at)
        .join(Event, Event.id == Question.event_id)
        .where(Question.keep_days.is_not(None), Event.ends_at <= at)
    )
    return [(event_id, code, days or 0, ends_at) for event_id, code, days, ends_at in db.session.execute(query)]


def rows_of(event_id: int) -> list[Question]:
    """The rows, for whoever changes them."""
    query = select(Question).where(Question.event_id == event_id)
    return list(db.session.scalars(query.order_by(Question.position, Question.id)))


def find_question(event_id: int, code: str) -> Question | None:
    query = select(Question).where(Question.event_id == event_id, Question.code == code)
    return db.session.scalars(query).one_or_none()


def find_settings(event_id: int) -> FormSettings | None:
    return db.session.scalars(select(FormSettings).where(FormSettings.event_id == event_id)).one_or_none()


def find_answer_file(registration_id: int, question_code: str) -> StoredFile | None:
    """The file that a registration answered a question with."""
    query = (
        select(AnswerFile)
        .where(AnswerFile.registration_id == registration_id, AnswerFile.question_code == question_code)
        .options(joinedload(AnswerFile.file).options(undefer(StoredFile.data)))
        .order_by(AnswerFile.id.desc())
        .limit(1)
    )
    found = db.session.scalars(query).first()
    return found.file if found else None


def answered(answers: Any, question: Asked, option: str = "") -> ColumnElement[bool]:
    """Whether a column of answers (`Registration.answers`) has one to the question; with `option`: that one."""
    answer = answers[question.code]
    if not option:
        return and_(answer.as_string().is_not(None), answer.as_string() != "")
    if question.kind == Kind.SEVERAL:
        return or_(answer.as_string() == option, cast(answer, String).contains(f'"{option}"', autoescape=True))
    found: ColumnElement[bool] = answer.as_string() == option
    return found


@dataclass(frozen=True)
class Column:
    """A column of an export: the answers to one question, in words."""

    code: str
    title: str
    question: Asked
    language: str

    def cell(self, answers: Mapping[str, Any] | None) -> str:
        return answer_words(self.question, (answers or {}).get(self.code), self.language)


def columns_of(event: Event, language: str) -> list[Column]:
    """One for each question that takes an answer. Consents stand in rows of their own; retired questions come last."""
    questions = [q for q in form_of(event).questions if q.takes_answer and q.kind != Kind.CONSENT]
    questions.sort(key=lambda question: question.is_retired)
    return [Column(q.code, q.label_in(language).text, q, language) for q in questions]
