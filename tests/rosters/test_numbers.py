from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.events.models import Event
from conference.events.permissions import Role
from conference.personal.models import PersonalAgenda, Pick
from conference.rosters import numbers_queries
from conference.rosters.numbers import Day, bars, curve, days_of, forecast
from tests.browser import Browser
from tests.counting import count_queries
from tests.factories import (
    OPEN,
    let_in,
    make_category,
    make_device,
    make_event,
    make_member,
    make_point,
    make_project,
    make_session,
    run_by,
    store,
    store_registration,
)


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event()
    client.sign_in(make_member(event))
    return event


def test_days_are_those_of_the_event_and_add_up():
    moments = [(datetime(2027, 3, 1, 22, 30, tzinfo=UTC), 2), (datetime(2027, 3, 1, 12, 0, tzinfo=UTC), 1),
               (datetime(2027, 3, 4, 1, 0, tzinfo=UTC), 4)]  # fmt: skip

    assert days_of(moments, "Asia/Bishkek") == [
        Day(date(2027, 3, 1), 1, 1), Day(date(2027, 3, 2), 2, 3), Day(date(2027, 3, 3), 0, 3),
        Day(date(2027, 3, 4), 4, 7),
    ]  # fmt: skip
    assert days_of([], "UTC") == []


INSTANTS = st.integers(1_600_000_000, 1_900_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(
    st.lists(
        st.tuples(INSTANTS, st.integers(1, 9)),
        min_size=1,
    )
)
def test_nobody_is_lost_between_days(moments: list[tuple[datetime, int]]):
    days = days_of(moments, "Asia/Bishkek")

    assert days[-1].total == sum(number for _at, number in moments)
    assert all(later.total - before.total == later.new for before, later in pairwise(days))
    assert len(curve(days).split()) == max(2, len(days))


def test_bars_are_sorted_and_of_the_largest():
    assert [(bar.label, bar.number, bar.share) for bar in bars({"a": 1, "b": 4, "c": 0}, {"b": "Bee"})] == [
        ("Bee", 4, 1.0), ("a", 1, 0.25),
    ]  # fmt: skip


def test_a_forecast_is_taken_from_past_events_or_the_usual_share():
    assert (forecast(100, []).expected, forecast(100, []).events) == (25, 0)
    known = forecast(200, [(50, 45), (50, 35)])
    assert (known.expected, known.events, known.least <= 40 <= known.most) == (40, 2, True)
    assert forecast(0, [(50, 60)]).expected == 0
    assert forecast(10, [(5, 0)]).events == 0


def test_the_page_and_its_file_tell_the_numbers(client: Browser, event: Event):
    press = make_category(event, "press")
    store_registration(event, press, country="LV", organisation="Agency")
    store_registration(event, press, country="KG", organisation="Agency", state="pending", mode="online",
                       created_at=OPEN + timedelta(days=2))  # fmt: skip
    store_registration(event, press, state="cancelled", country="DE")

    page = client.get(f"/manage/{event.slug}/registrations/numbers").text
    for words in ("Over time", "Latvia", "Agency", "between 0 and 1", "usual share", "2 in all"):
        assert words in page, words
    assert "Germany" not in page
    file = client.get(f"/manage/{event.slug}/registrations/numbers.csv").text
    assert '"By organisation","Agency","2"' in file
    assert '"By status","Cancelled","1"' in file


def test_stars_of_a_project_are_counted_once_an_agenda(event: Event):
    project = make_project(event=event)
    sessions = [make_session(event, "One"), make_session(event, "Two")]
    for session in sessions:
        run_by(session, project)
    agenda = store(PersonalAgenda(uuid="u", event_id=event.id, link_digest="d", created_at=OPEN, changed_at=OPEN))
    for session in sessions:
        store(Pick(personal_agenda_id=agenda.id, session_id=session.id, picked_at=OPEN))

    assert numbers_queries.stars_by_project(event.id) == {"BOMCA": 1}
    assert numbers_queries.sign_ups_by_project(event.id) == {}


def test_attendance_of_earlier_events_of_the_series_counts(event: Event):
    earlier = make_event(
        series_id=event.series_id, starts_at=OPEN - timedelta(days=400), ends_at=OPEN - timedelta(days=399)
    )
    point = make_point(earlier)
    device = make_device(point)
    came, _stayed_away = store_registration(earlier), store_registration(earlier)
    let_in(came, device)

    assert numbers_queries.past_attendance(event, OPEN) == [(2, 1)]
    assert numbers_queries.people_in(earlier.id) == 1
    assert numbers_queries.people_in(event.id) == 0


def test_an_event_without_people_says_so(client: Browser, event: Event):
    assert "Nobody is registered yet" in client.get(f"/manage/{event.slug}/registrations/numbers").text


def test_numbers_need_the_same_queries_for_many(client: Browser, event: Event):
    def fetch() -> None:
        client.get(f"/manage/{event.slug}/registrations/numbers")

    store_registration(event)
    one = count_queries(fetch)
    for number in range(8):
        store_registration(event, organisation=f"Agency {number}", country="LV")

    assert count_queries(fetch) == one


@pytest.mark.parametrize(("role", "status"), [(Role.VIEWER, 200), (Role.DOOR, 403)])
def test_who_sees_people_sees_numbers(client: Browser, event: Event, role: Role, status: int):
    client.sign_in(make_member(event, role))

    assert client.get(f"/manage/{event.slug}/registrations/numbers").status_code == status
    assert client.get(f"/manage/{event.slug}/registrations/numbers.csv").status_code == status
