"""Which questions a person is asked, from what they answered so far. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from .asked import Asked, Condition
from .models import Kind

Given = Mapping[str, Any]  # answers by the code of their question, as they are stored; a consent counts as True


def sections_of(questions: Sequence[Asked]) -> dict[str, Asked]:
    """The section that each question stands in, by the code of the question."""
    found: dict[str, Asked] = {}
    section: Asked | None = None
    for question in questions:
        if question.kind == Kind.SECTION:
            section = question
        elif section is not None:
            found[question.code] = section
    return found


def is_met(condition: Condition, answer: Any) -> bool:
    """An answer, as it is stored, fits the condition."""
    if answer is None or answer is False or answer in ("", [], {}):
        return False
    if not condition.any_of:
        return True
    given = answer if isinstance(answer, list) else [answer]
    return any(one in condition.any_of for one in given)


def shown(questions: Sequence[Asked], given: Given, category: str) -> list[Asked]:
    """What a person of `category` who answered `given` is asked, in order.

    A question waits for the one that it depends on, which must itself be shown; all that stand in a section wait for
    its conditions too. Who depends on nothing that is there, or in a circle on themselves, is not asked.
    """
    by_code = {question.code: question for question in questions}
    sections = sections_of(questions)
    known: dict[str, bool] = {}

    def is_shown(question: Asked) -> bool:
        if question.code not in known:
            known[question.code] = False  # while it is being found out: a circle shows nothing
            known[question.code] = found_out(question)
        return known[question.code]

    def found_out(question: Asked) -> bool:
        if question.is_retired or (question.categories and category not in question.categories):
            return False
        section = sections.get(question.code)
        if section is not None and not is_shown(section):
            return False
        if question.condition is None:
            return True
        other = by_code.get(question.condition.question)
        return other is not None and is_shown(other) and is_met(question.condition, given.get(other.code))

    return [question for question in questions if is_shown(question)]


def kept_answers(questions: Sequence[Asked], given: Given, category: str) -> dict[str, Any]:
    """The answers to what is asked; all else that came along is left out, and so is what is empty."""
    asked = {question.code for question in shown(questions, given, category) if question.takes_answer}
    return {code: answer for code, answer in given.items() if code in asked and answer not in (None, "", [], False)}


def depends_on(questions: Sequence[Asked]) -> dict[str, set[str]]:
    """What each question waits for directly: the other question of its condition, and its section."""
    sections = sections_of(questions)
    found: dict[str, set[str]] = {}
    for question in questions:
        waits_for = {question.condition.question} if question.condition else set()
        if question.code in sections:
            waits_for.add(sections[question.code].code)
        found[question.code] = waits_for
    return found


def circle(questions: Sequence[Asked]) -> list[str]:
    """Codes of questions that wait for each other in a circle; none when there is no circle."""
    waits = depends_on(questions)
    done: set[str] = set()

    def walk(code: str, path: list[str]) -> list[str]:
        if code in path:
            return path[path.index(code) :]
        if code in done or code not in waits:
            return []
        for other in sorted(waits[code]):
            if found := walk(other, [*path, code]):
                return found
        done.add(code)
        return []

    for question in questions:
        if found := walk(question.code, []):
            return found
    return []


def waiting_for(questions: Sequence[Asked], code: str) -> list[Asked]:
    """The questions in use whose condition names `code`."""
    return [q for q in questions if q.condition and q.condition.question == code and not q.is_retired]
