"""The table's filter of people who may be registered twice."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from conference.core.audit import SYSTEM
from conference.core.db import db
from conference.events.models import Event
from conference.organisations.rules import OrganisationValues
from conference.organisations.services import add_organisation
from conference.registration.models import Registration
from conference.rosters import comparing_queries, finding_queries, finding_services, jobs, merge_services
from conference.rosters.likeness import Pair, Why
from conference.rosters.models import TwinKey, TwinMark
from conference.rosters.privacy_services import erase
from conference.rosters.twin_queries import pairs_of_event
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


def found_at(event: Event, minutes: int, monkeypatch: pytest.MonkeyPatch) -> list[Pair]:
    """What a worker finds then."""
    db.session.commit()
    finding_services.find_twins(event.id, OPEN + timedelta(minutes=minutes))
    with monkeypatch.context() as patched:
        patched.setattr(finding_queries, "MOST_AT_ONCE", 0)
        return finding_queries.pairs_now(event.id)


NAMES = ["Nurlan Karimov", "Нурлан Каримов", "Nurlan Karimof", "Nurla Karimov", "Karimova Nurlan", "Ada", "Person 1"]
PEOPLE = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(["", *NAMES]), st.sampled_from(["a@x.org", "a+b@x.org", "c@x.org", ""]),
    st.sampled_from(["", "Border Guard", "State Border Guard", "Ministry"]),
    st.sampled_from(["pending", "cancelled"]),
)  # fmt: skip
CHANGES = st.lists(st.lists(st.tuples(st.integers(0, 7), PEOPLE), max_size=5), min_size=1, max_size=3)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_comparing_who_changed_finds_what_comparing_all_finds(
    db_session: object, monkeypatch: pytest.MonkeyPatch, changes: list[list[tuple[int, tuple[str, ...]]]]
):
    monkeypatch.setattr(finding_services, "LOT", 2)
    event, rows = make_event(), dict[int, Registration]()
    for minute, some in enumerate(changes):
        for number, (name, national_name, email, organisation, state) in some:
            if number not in rows:
                rows[number] = store_registration(event, name="Nobody", state="cancelled")
            row = rows[number]
            row.name, row.national_name, row.email, row.organisation = name, national_name, email, organisation
            row.email_key, row.state = f"{number} {email}", state
            row.changed_at = OPEN + timedelta(minutes=10 * minute)

        assert found_at(event, 10 * minute + 1, monkeypatch) == pairs_of_event(event.id)


def test_of_a_key_of_very_many_people_the_first_alone_are_read(event: Event, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(comparing_queries, "MOST_IN_GROUP", 3)
    ids = [store_registration(event, name=f"Person {number}").id for number in range(6)]
    keys = [TwinKey(event_id=event.id, key=7, registration_id=ident) for ident in ids]
    db.session.add_all([*keys, TwinKey(event_id=event.id, key=-(2**62), registration_id=ids[4])])
    db.session.commit()
    found = comparing_queries._groups(event.id, [7, -(2**62), 5])

    assert found == {7: ids[:3], -(2**62): [ids[4]]}


def test_who_did_not_change_is_not_compared_again(
    event: Event, twins: list[Registration], monkeypatch: pytest.MonkeyPatch
):
    ids = [row.id for row in twins]
    remembered: list[int] = []
    remember = finding_services.remember

    def note(event_id: int, people: object) -> None:
        remembered.extend(one.ident for one in people)  # type: ignore[attr-defined]
        remember(event_id, people)  # type: ignore[arg-type]

    monkeypatch.setattr(finding_services, "remember", note)
    assert found_at(event, 1, monkeypatch) == [Pair(ids[0], ids[1], Why.NAME)]
    assert sorted(remembered) == ids  # in whatever order they are read
    remembered.clear()

    twins[2].name, twins[2].changed_at = "Anna Karenina", OPEN + timedelta(minutes=1)
    assert len(found_at(event, 2, monkeypatch)) == 3

    assert remembered == [ids[2]]


def test_another_name_in_the_directory_has_all_compared_again(event: Event, monkeypatch: pytest.MonkeyPatch):
    first = store_registration(event, name="Жылдыз Асанова", organisation="Tian Shan University")
    other = store_registration(event, name="Jyldyz Asanova", organisation="Тянь-Шанский университет")
    ids = first.id, other.id
    assert found_at(event, 10, monkeypatch) == []

    values = OrganisationValues("Tian Shan University", "", "university", "KG", "", (other.organisation,), {})
    add_organisation(values, actor=SYSTEM, at=OPEN)

    assert found_at(event, 20, monkeypatch) == [Pair(*ids, Why.NAME)]


def test_the_page_of_many_people_shows_what_the_worker_found(
    client: Browser, event: Event, twins: list[Registration], monkeypatch: pytest.MonkeyPatch
):
    finding_services.find_twins(event.id, LATER)
    monkeypatch.setattr(finding_queries, "MOST_AT_ONCE", 1)

    assert "Anna Karenina" in client.get(f"{ROOT}duplicates").text

    client.fill(f"{ROOT}duplicates", form="different")
    assert "Nobody looks registered twice" in client.get(f"{ROOT}duplicates").text


def test_nothing_that_was_compared_is_left_of_who_is_erased(event: Event, twins: list[Registration]):
    finding_services.find_twins(event.id, LATER)

    erase(twins[0], LATER)

    for table in (TwinKey, TwinMark):
        left = select(func.count()).where(table.registration_id == twins[0].id)
        assert db.session.scalar(left) == 0
