"""The rules of the door, held against the tables that the scanner's rules are held against too."""

import json
import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from conference.checkin.queries.floors import rights_of
from conference.checkin.rules import (
    Asked,
    Badge,
    Context,
    Folded,
    Holding,
    Loan,
    Mark,
    PlaceOfPoint,
    PointFacts,
    Seen,
    Use,
    Verdict,
    enters,
    fold,
    grant,
    judge,
    opens,
    owner_of,
    places_free,
    slot_at,
    why_not_give,
)

CASES = Path(__file__).parents[1] / "door" / "cases"


def cases(name: str) -> Any:
    rows = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return pytest.mark.parametrize("case", rows, ids=[row["name"] for row in rows])


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def mark(row: dict[str, str] | None) -> Mark | None:
    return Mark(ms(row["at"]), row.get("scan", "")) if row else None


@cases("judge")
def test_judging_one_scan(case: dict[str, Any]):
    record, presence, point, context = case["record"], case["presence"], case["point"], case["context"]
    badge = Badge(record["s"], record["p"], record.get("n", ())) if record else None
    seen = Seen(presence["inside"], mark(presence["first"]), days=tuple(presence.get("days", ()))) if presence else None
    asked = Asked(point["code"], point["policy"], point["strict"], ms(case["at"]), case["kind"])
    slot = context["slot"] or {"slot": None, "signup": False}

    verdict = judge(
        badge,
        seen,
        asked,
        Context(
            zone=context["zone"], slot=slot["slot"], is_guarded=slot["signup"], free=context["free"],
            is_online=context["online"], is_list_expired=context.get("expired", False),
        ),
    )  # fmt: skip

    assert verdict == Verdict(case["expect"]["outcome"], case["expect"]["reason"])


def folded(row: dict[str, Any]) -> Folded:
    return Folded(
        row["scan_id"], row["kind"], row["point"], ms(row["time"]), row["outcome"], row["reason"], row.get("ref"),
        "held" if row.get("held") else "counted", row.get("rehearsal", False),
    )  # fmt: skip


@cases("fold")
def test_folding_the_scans_of_a_person_in_any_order(case: dict[str, Any]):
    points = {code: PointFacts(**facts) for code, facts in case["points"].items()}
    rows = [folded(row) for row in case["scans"]]
    expected = {
        code: Seen(
            state["inside"],
            mark(state["first"]),
            mark(state["last"]),
            state["last"]["kind"],
            tuple(state.get("days", ())),
        )
        for code, state in case["expect"]["presence"].items()
    }

    for seed in range(5):
        random.Random(seed).shuffle(rows)
        presence, conflicts = fold(rows, points, case["zone"], rehearsal=case["rehearsal"])
        assert presence == expected
        assert [vars_of(found) for found in conflicts] == case["expect"]["conflicts"]


def vars_of(conflict: Any) -> dict[str, str]:
    return {"point": conflict.point, "scan": conflict.scan, "against": conflict.against}


@cases("agenda")
def test_which_session_a_room_scans_for(case: dict[str, Any]):
    agenda = [Holding(row["slot"], ms(row["starts_at"]), ms(row["ends_at"])) for row in case["agenda"]]

    found = slot_at(agenda, case["grace_minutes"], ms(case["at"]))

    assert (found.slot if found else None) == case["expect"]


@pytest.mark.parametrize(
    ("stored", "point", "expected"),
    [
        ({}, ("room", "r1", None), True),
        ({"rooms": ["r1"]}, ("room", "r1", None), True),
        ({"rooms": ["r1"]}, ("room", "r2", None), False),
        ({"rooms": ["r1"]}, ("entrance", None, None), True),
        ({"sessions": ["s1"]}, ("session", None, "s2"), False),
        ({"sessions": ["s1"]}, ("session", None, "s1"), True),
        ({"rooms": []}, ("room", "r2", None), True),
    ],
)
def test_rights_of_a_category_open_points(stored: dict[str, Any], point: tuple[str, Any, Any], expected: bool):
    kind, room, session = point

    assert opens(rights_of(stored), PlaceOfPoint("p", kind, room, session)) is expected


def test_a_session_needs_a_place_and_the_right_where_they_are_asked_for():
    anybody, named = rights_of({}), rights_of({"sessions": ["s1"]})

    assert enters(anybody, "s2", needs_place=False, has_place=False)
    assert enters(anybody, "s2", needs_place=True, has_place=True)
    assert not enters(anybody, "s2", needs_place=True, has_place=False)
    assert not enters(named, "s2", needs_place=True, has_place=True)


def test_seats_that_are_lent_are_no_longer_free():
    loans = [Loan(lent=10, returned=2, used=3), Loan(lent=4, used=4)]

    assert places_free(20, 7, loans) == 8
    assert grant(loans[0], wanted=8, free=8) == 3
    assert grant(loans[0], wanted=20, free=8) == 8
    assert grant(loans[0], wanted=1, free=8) == 0


@cases("walk_in")
def test_what_a_desk_without_network_says_is_what_the_server_says_once_they_are_registered(case: dict[str, Any]):
    record, expect, category, context = case["record"], case["expect"], case["category"], case["context"]
    is_theirs = expect["blank"] == "free" or case["own"]
    registered = Badge("pending" if category["approval"] else "ok", category["opens"])
    badge = registered if is_theirs else Badge(record["s"], record["p"]) if record else None
    asked = Asked(case["point"]["code"], case["point"]["policy"], case["point"]["strict"], ms(case["at"]))
    slot = context["slot"] or {"slot": None, "signup": False}

    verdict = judge(
        badge, None, asked,
        Context(
            zone=context["zone"], slot=slot["slot"], is_guarded=slot["signup"], free=context["free"],
            is_online=False, is_list_expired=context.get("expired", False),
        ),
    )  # fmt: skip

    assert verdict == Verdict(expect["outcome"], expect["reason"])
    if record and record["s"] in {"blank", "void"} and not case["own"]:
        refusal = why_not_give(is_void=record["s"] == "void", is_given=False)
        assert (refusal is None) == (expect["blank"] == "free")


@cases("owner")
def test_whose_a_blank_badge_is(case: dict[str, Any]):
    at = datetime.fromisoformat
    uses = [
        Use(row["person"], at(row["used_at"]), row["is_first"], at(row["chosen_at"]) if "chosen_at" in row else None)
        for row in case["uses"]
    ]

    for _turn in range(5):
        random.shuffle(uses)
        assert owner_of(uses) == case["expect"]
