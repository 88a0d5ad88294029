"""The table's filter of people who may be registered twice."""

from datetime import timedelta

import pytest

from conference.core.audit import SYSTEM
from conference.events.models import Event
from conference.registration.models import Registration
from conference.rosters import finding_queries, finding_services, jobs, merge_services
from tests.browser import Browser
from tests.counting import count_queries
from tests.factories import OPEN, make_event, make_member, store_registration

ROOT = "/manage/con/registrations/"
LATER = OPEN + timedelta(minutes=5)


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="con")
    client.sign_in(make_member(event))
    return event


@pytest.fixture
def twins(event: Event) -> list[Registration]:
    names = ("Анна Каренина", "Anna Karenina", "Ada Lovelace")
    return [store_registration(event, name=name, organisation="Ministry") for name in names]


def names_shown(client: Browser) -> list[str]:
    page = client.get(f"{ROOT}?twins=yes&sort=name").text
    return [row.split("<bdi>")[1].split("</bdi>")[0] for row in page.split('class="table__name">')[1:]]


def test_who_looks_like_another_is_shown_with_their_number(client: Browser, twins: list[Registration]):
    assert "Perhaps registered twice (2)" in client.get(ROOT).text
    assert sorted(names_shown(client)) == ["Anna Karenina", "Анна Каренина"]


def test_the_filter_is_not_offered_where_nobody_looks_alike(client: Browser, event: Event):
    store_registration(event, name="Ada Lovelace")

    assert "Perhaps registered twice" not in client.get(ROOT).text
    assert names_shown(client) == []


def test_of_many_people_a_worker_finds_them(
    client: Browser, event: Event, twins: list[Registration], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(finding_queries, "MOST_AT_ONCE", 1)
    assert names_shown(client) == []

    jobs.find_twins(LATER)

    assert sorted(names_shown(client)) == ["Anna Karenina", "Анна Каренина"]
    assert finding_queries.events_to_look_at(LATER + finding_queries.PAUSE) == []


def test_people_are_compared_again_after_a_change_and_a_pause(event: Event, twins: list[Registration]):
    event_id = event.id
    finding_services.find_twins(event_id, LATER)
    store_registration(event, name="Ada Lovelase", organisation="Ministry", changed_at=LATER)

    assert finding_queries.events_to_look_at(LATER + timedelta(seconds=5)) == []
    assert finding_queries.events_to_look_at(LATER + finding_queries.PAUSE) == [event_id]


def test_who_was_said_to_be_another_is_no_twin_at_once(client: Browser, event: Event, twins: list[Registration]):
    finding_services.find_twins(event.id, LATER)

    merge_services.say_different(event.id, twins[0].id, twins[1].id, actor=SYSTEM, at=LATER)

    assert names_shown(client) == []


def test_finding_is_the_same_queries_for_many(client: Browser, event: Event, twins: list[Registration]):
    client.get(ROOT)
    few = count_queries(lambda: client.get(ROOT))
    for number in range(10):
        store_registration(event, name="Anna Karenina", organisation="Ministry", email=f"{number}@example.org")

    assert count_queries(lambda: client.get(ROOT)) == few
