"""Taking over the form of another event, so that nobody writes last year's questions again."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.translated import cleaned
from conference.events.models import Event
from conference.events.services import touch_event

from . import queries, rules
from .asked import Asked, Option, asked
from .models import FormSettings, Question
from .services import number, write


def copy_form(source_id: int, event_id: int, *, actor: audit.Actor, at: datetime) -> int:
    """Add the questions that the other event asks and this one does not know; returns how many.

    They keep their codes, so that conditions hold and reports find the same question at both. Built-in fields are
    switched as there, unless this event has switched some itself.
    """
    with transaction() as session:
        event, source = lock(Event, event_id), session.get_one(Event, source_id)
        rows = queries.rows_of(event_id)
        known = {row.code for row in rows}
        others = [asked(row, source.main_language) for row in queries.rows_of(source_id)]
        new = [one for one in others if not one.is_retired and one.code not in known]
        room = rules.MOST_QUESTIONS - sum(row.retired_at is None for row in rows)
        for question in new[: max(0, room)]:
            values = rules.values_of(said_in(question, event.main_language))
            row = Question(event_id=event_id, code=question.code, kind=question.kind, label=question.label)
            write(row, rules.flat(values, event.languages[1:]), event)
            session.add(row)
            rows.append(row)
        number(rows)
        copy_settings(source_id, event_id)
        session.flush()
        added = len(new[: max(0, room)])
        touch_event(event_id)
        audit.record("form.copied", event, actor=actor, event_id=event_id, at=at, source=source.slug, questions=added)
    return added


def copy_settings(source_id: int, event_id: int) -> None:
    theirs, ours = queries.find_settings(source_id), queries.find_settings(event_id)
    if theirs is None or (ours is not None and ours.fields):
        return
    if ours is None:
        db.session.add(FormSettings(event_id=event_id, fields=dict(theirs.fields)))
    else:
        ours.fields = dict(theirs.fields)


def said_in(question: Asked, main: str) -> Asked:
    """The question with its texts in another main language, where they were translated; options that are retired go."""
    live = tuple(option for option in question.options if not option.is_retired)
    if question.main == main:
        return replace(question, options=live)
    texts = {name: getattr(question, name) for name in Question.TEXTS}
    ours = question.translations.get(main, {})
    in_main: dict[str, Any] = {name: ours.get(name) or text for name, text in texts.items()}
    translations = {k: dict(v) for k, v in question.translations.items() if k != main} | {question.main: texts}
    return replace(
        question,
        **in_main,
        translations=cleaned(translations),
        options=tuple(_option_in(option, question.main, main) for option in live),
        main=main,
    )


def _option_in(option: Option, was: str, main: str) -> Option:
    others = {k: v for k, v in option.translations.items() if k != main} | {was: option.text}
    return replace(option, text=option.translations.get(main) or option.text, translations=others)
