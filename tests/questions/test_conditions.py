"""Who is asked what: for any form and any answers."""

import random
from typing import Any

import pytest

from conference.questions.asked import Asked, Condition
from conference.questions.conditions import circle, is_met, kept_answers, shown, waiting_for
from conference.questions.models import Kind


def question(code: str, kind: str = Kind.CHOICE, **values: Any) -> Asked:
    return Asked(code=code, kind=kind, label=code, **values)


def codes(questions: list[Asked]) -> list[str]:
    return [one.code for one in questions]


VISA = question("visa")
PASSPORT = question("passport", Kind.TEXT, condition=Condition("visa", ("yes",)))
EXPIRY = question("expiry", Kind.DATE, condition=Condition("passport"))


def test_chain_is_followed_link_by_link():
    form = [VISA, PASSPORT, EXPIRY]

    assert codes(shown(form, {}, "")) == ["visa"]
    assert codes(shown(form, {"visa": "yes"}, "")) == ["visa", "passport"]
    assert codes(shown(form, {"visa": "yes", "passport": "AB1"}, "")) == ["visa", "passport", "expiry"]
    assert codes(shown(form, {"visa": "no", "passport": "AB1"}, "")) == ["visa"]


def test_section_hides_all_that_stands_in_it():
    head = question("travel", Kind.SECTION, condition=Condition("visa", ("yes",)))
    form = [VISA, head, question("hotel"), question("other", Kind.SECTION), question("free")]

    assert codes(shown(form, {"visa": "no"}, "")) == ["visa", "other", "free"]
    assert codes(shown(form, {"visa": "yes"}, "")) == ["visa", "travel", "hotel", "other", "free"]


def test_question_for_some_categories_is_asked_of_them_alone():
    form = [question("topic", categories=("speaker",)), question("talk", condition=Condition("topic"))]

    assert codes(shown(form, {"topic": "x"}, "speaker")) == ["topic", "talk"]
    assert codes(shown(form, {"topic": "x"}, "press")) == []


def test_nobody_is_asked_what_depends_on_nothing_or_on_itself():
    lost = question("lost", condition=Condition("gone"))
    form = [lost, question("a", condition=Condition("b")), question("b", condition=Condition("a"))]

    assert shown(form, {"a": "x", "b": "x", "gone": "x"}, "") == []
    assert circle(form) == ["a", "b"]


def test_section_that_waits_for_a_question_inside_itself_is_a_circle():
    head = question("head", Kind.SECTION, condition=Condition("inner"))

    assert circle([head, question("inner")])
    assert circle([question("inner"), head]) == []


@pytest.mark.parametrize(
    ("condition", "answer", "met"),
    [
        (Condition("q"), "x", True),
        (Condition("q"), 0, True),
        (Condition("q"), None, False),
        (Condition("q"), "", False),
        (Condition("q"), [], False),
        (Condition("q"), False, False),
        (Condition("q"), True, True),
        (Condition("q", ("a", "b")), "b", True),
        (Condition("q", ("a", "b")), "c", False),
        (Condition("q", ("a",)), ["c", "a"], True),
        (Condition("q", ("a",)), ["c"], False),
    ],
)
def test_condition_is_met(condition: Condition, answer: Any, *, met: bool):
    assert is_met(condition, answer) is met


def random_form(dice: random.Random) -> list[Asked]:
    names = [f"q{number}" for number in range(dice.randint(1, 9))]
    kinds = [Kind.CHOICE, Kind.SEVERAL, Kind.TEXT, Kind.CONSENT, Kind.SECTION, Kind.EXPLANATION]
    return [
        question(
            name,
            dice.choice(kinds),
            condition=Condition(dice.choice([*names, "gone"]), tuple(dice.sample(["a", "b"], dice.randint(0, 2))))
            if dice.random() < 0.5
            else None,
            categories=tuple(dice.sample(["x", "y"], dice.randint(0, 2))),
            is_retired=dice.random() < 0.1,
        )
        for name in names
    ]


def random_answers(dice: random.Random, form: list[Asked]) -> dict[str, Any]:
    return {
        one.code: dice.choice([None, "", "a", "b", ["a"], ["b", "a"], [], True, False, 0])
        for one in form
        if one.takes_answer
    }


def test_what_is_shown_holds_together():
    for seed in range(300):
        what_is_shown_holds_together(seed)


def what_is_shown_holds_together(seed: int):
    dice = random.Random(seed)
    form = random_form(dice)
    given, category = random_answers(dice, form), dice.choice(["x", "y", "z"])
    seen = shown(form, given, category)
    by_code = {one.code: one for one in seen}

    assert codes(seen) == [one.code for one in form if one.code in by_code]
    for one in seen:
        assert not one.is_retired
        assert not one.categories or category in one.categories
        assert one.condition is None or (
            one.condition.question in by_code and is_met(one.condition, given[one.condition.question])
        )
    kept = kept_answers(form, given, category)
    assert set(kept) <= {one.code for one in seen if one.takes_answer}
    assert kept_answers(form, kept, category) == kept, "an answer was kept that nobody asked for without another"
    assert codes(shown(form, kept, category)) == codes(
        [one for one in seen if one.code in codes(shown(form, kept, category))]
    )


def test_who_is_never_shown_without_a_circle_waits_for_something_gone():
    for seed in range(200):
        who_is_never_shown_without_a_circle_waits_for_something_gone(seed)


def who_is_never_shown_without_a_circle_waits_for_something_gone(seed: int):
    dice = random.Random(seed)
    form = [
        question(
            one.code,
            one.kind,
            condition=Condition(one.condition.question) if one.condition else None,
        )
        for one in random_form(dice)
    ]
    everything = dict.fromkeys(codes(form), True)
    waits = {one.code for one in form} - set(codes(shown(form, everything, "")))
    names = {one.code for one in form}

    if not circle(form) and all(one.condition is None or one.condition.question in names for one in form):
        assert waits == set()


def test_waiting_for_names_only_questions_in_use():
    retired = question("old", condition=Condition("visa"), is_retired=True)

    assert codes(waiting_for([VISA, PASSPORT, retired], "visa")) == ["passport"]
