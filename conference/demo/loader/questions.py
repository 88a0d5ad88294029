"""Ready-made questions on the form of a sample event, and what the sample people answered."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from conference.core import audit
from conference.demo.files import Table
from conference.events.queries import event_by_slug
from conference.questions.presets import PRESETS, values_of_preset
from conference.questions.services import add_question

COMMAND = audit.Actor("demo load")
GENDERS = ("female", "male", "female", "male", "not_stated")
MEALS = ((), ("vegetarian",), (), ("halal",), (), (), ("other",), ())
OTHER_MEALS = "Sample: no nuts"


def add_questions(slug: str, names: Iterable[str], *, at: datetime) -> None:
    event = event_by_slug(slug)
    event_id = event.id
    wanted = [(name, values_of_preset(PRESETS[name], event)) for name in names]
    for name, values in wanted:
        add_question(event_id, values, code=name, actor=COMMAND, at=at)


def answers_of(entry: Table, number: int, codes: Collection[str]) -> dict[str, Any]:
    """What the sample person with this number said to those of the questions that the event asks."""
    meals = list(MEALS[number % len(MEALS)])
    said: dict[str, Any] = {
        "interpretation": "lang_ru" if entry.get("language") == "ru" else "lang_en",
        "dietary": meals,
        "dietary_other": OTHER_MEALS if "other" in meals else "",
        "gender": GENDERS[number % len(GENDERS)],
    }
    return {code: answer for code, answer in said.items() if code in codes and answer}
