"""What a project does, counted here by hand from the agenda that visitors see."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from conference.demo.loader import SLUGS, load
from conference.programme.agenda import Item, Mark, Part, RunBy, share_of
from conference.programme.shares import part_shares, share_everywhere
from tests.browser import Browser

START = datetime(2027, 5, 12, 7, tzinfo=UTC)
CODES = ("BOMCA", "PROTECT")


def item(number: int, runs: list[tuple[str, int | None]], people: list[int], hours: int, **values: Any) -> Item:
    run_by = tuple(
        RunBy(Mark(code, code, "#000000", "component"), component, place == 0)
        for place, (code, component) in enumerate(runs)
    )
    own = {"release_id": 1, "kind": "panel", "is_cancelled": False, **values}
    return Item(
        code=f"S{number}", title="", languages=(), interpretation=(), track="", room="", starts_at=START,
        ends_at=START + timedelta(hours=hours), run_by=run_by,
        people=tuple(Part(f"P{person}", "", "speaker") for person in people), **own,
    )  # fmt: skip


def test_parts_of_a_project_are_counted_by_hand():
    items = [
        item(1, [("BOMCA", 1), ("PROTECT", 2)], [1, 2], 1),
        item(2, [("PROTECT", 1), ("BOMCA", 1), ("BOMCA", 2)], [2, 3], 2),
        item(3, [("BOMCA", None)], [4], 3),
        item(4, [("BOMCA", 1)], [5], 1, kind="break"),
        item(5, [("BOMCA", 2)], [6], 1, is_cancelled=True),
        item(1, [("BOMCA", 1), ("PROTECT", 2)], [1, 2], 1, slot_id=9),  # held again
    ]

    counted = {number: vars_of(part.share) for number, part in part_shares(items, "BOMCA").items()}

    assert counted == {None: (1, 1, 1, 3.0), 1: (2, 1, 3, 4.0), 2: (1, 0, 2, 2.0)}
    assert vars_of(share_of(items, "BOMCA")) == (3, 2, 4, 7.0)


def vars_of(share: Any) -> tuple[int, int, int, float]:
    return share.sessions, share.led, share.speakers, share.hours


def test_same_codes_at_two_events_are_two_sessions():
    items = [item(1, [("BOMCA", 1)], [1], 1, release_id=1), item(1, [("BOMCA", 1)], [1], 2, release_id=2)]

    assert vars_of(share_everywhere(items, "BOMCA")) == (2, 2, 2, 3.0)
    assert vars_of(part_shares(items, "BOMCA")[1].share) == (2, 2, 2, 3.0)


runs = st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from([None, 1, 2])), max_size=3, unique=True)
agendas = st.lists(st.tuples(runs, st.lists(st.integers(0, 3), max_size=3, unique=True), st.integers(1, 3)), max_size=8)


@given(agendas)
def test_every_session_of_a_project_is_in_one_of_its_parts(told: list[tuple[Any, Any, int]]):
    items = [item(number, *facts) for number, facts in enumerate(told)]

    for code in CODES:
        whole, parts = share_of(items, code), part_shares(items, code)
        listed = {entry.code for part in parts.values() for entry in part.items}
        assert len(listed) == whole.sessions
        assert sum(part.share.led for part in parts.values()) == whole.led
        assert sum(part.share.sessions for part in parts.values()) >= whole.sessions
        assert all(part.share.sessions == len({entry.code for entry in part.items}) for part in parts.values())


def test_page_of_a_project_agrees_with_the_agenda_as_visitors_count_it(client: Browser):
    load(at=datetime(2027, 4, 1, 9, tzinfo=UTC))
    for slug in SLUGS:
        for code in CODES:
            agenda = client.get(f"/events/{slug}/agenda?project={code}").text
            sessions = set(re.findall(rf'href="(/events/{slug}/sessions/[^"?#]+)"', agenda))
            speakers = set(re.findall(rf'href="(/events/{slug}/speakers/[^"?#]+)"', agenda))

            page = client.get(f"/events/{slug}/projects/{code}").text

            numbers = re.findall(r'<p class="stat__number">([\d.]+)</p>', page)
            assert [int(numbers[0]), int(numbers[2])] == [len(sessions), len(speakers)], f"{slug} {code}"
