"""The organiser's list of sessions: what it says of each, and how it is narrowed by its address."""

from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from conference.events.models import Event
from conference.programme.models import SpeakerAnswer, Track
from tests.browser import Browser
from tests.counting import count_queries
from tests.factories import (
    ENDS,
    OPEN,
    STARTS,
    make_event,
    make_member,
    make_project,
    make_release,
    make_room,
    make_session,
    make_speaker,
    place,
    run_by,
    speaks_at,
    store,
)

HOUR = timedelta(hours=1)
TITLES = ("Opening of the day", "Сотрудничество на границах", "Dogs and scanners", "Farewell")
LIST = "/manage/infopoint/sessions"


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="infopoint", languages=["en", "ru"], ends_at=ENDS + timedelta(days=1))
    client.sign_in(make_member(event))
    return event


@pytest.fixture
def agenda(event: Event) -> Event:
    """Four sessions, each the only one in its state."""
    project, room = make_project("BOMCA", event), make_room(event, "Aula")
    track = store(Track(event_id=event.id, name="Borders"))
    in_russian = {"ru": {"title": "Есть перевод"}}
    opening = make_session(event, TITLES[0], kind="opening", translations=in_russian)
    borders = make_session(event, TITLES[1], track_id=track.id, translations=in_russian)
    dogs = make_session(event, TITLES[2], kind="panel", translations=in_russian, cancelled_at=OPEN)
    make_session(event, TITLES[3])
    run_by(dogs, project, is_lead=True)
    speaks_at(make_speaker(event, "Jānis Bērziņš", national_name="Янис", consented_at=None), borders)
    speaks_at(make_speaker(event, "Nobody", consented_at=None), opening, answer=SpeakerAnswer.DECLINED)
    place(opening, room)
    place(borders, room, starts_at=STARTS + timedelta(days=1))
    place(dogs, None, starts_at=STARTS + HOUR)
    return event


def found(answer: TestResponse) -> list[str]:
    """The titles in the list, in order."""
    places = {answer.text.find(f"<bdi>{title}</bdi>"): title for title in TITLES}
    return [places[at] for at in sorted(places) if at >= 0]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", [TITLES[0], TITLES[2], TITLES[1], TITLES[3]]),
        ("?day=2027-05-12", [TITLES[0], TITLES[2]]),
        ("?day=2027-05-13", [TITLES[1]]),
        ("?kind=panel", [TITLES[2]]),
        ("?track=Borders", [TITLES[1]]),
        ("?project=BOMCA", [TITLES[2]]),
        ("?state=unplaced", [TITLES[3]]),
        ("?state=cancelled", [TITLES[2]]),
        ("?state=unconsented", [TITLES[1]]),
        ("?state=untranslated", [TITLES[3]]),
        ("?q=sotrudnichestvo", [TITLES[1]]),
        ("?q=BERZINS", [TITLES[1]]),
        ("?q=Янис+border", []),
        ("?q=aula&kind=opening", [TITLES[0]]),
        ("?q=%D0%BF%D0%B5%D1%80%D0%B5%D0%B2%D0%BE%D0%B4&kind=panel", [TITLES[2]]),
        ("?q=!!!", []),
        ("?state=nonsense&day=yesterday&kind=', --", [TITLES[0], TITLES[2], TITLES[1], TITLES[3]]),
    ],
)
def test_the_address_narrows_the_list(client: Browser, agenda: Event, asked: str, titles: list[str]):
    answer = client.get(LIST + asked)

    assert answer.status_code == 200
    assert found(answer) == titles


def test_the_list_says_how_many_there_are_and_what_is_asked_for(client: Browser, agenda: Event):
    page = client.get(f"{LIST}?kind=panel&q=dogs").text

    assert "1 of 4 sessions" in page
    assert '<option value="panel" selected>Panel discussion (1)</option>' in page
    assert 'value="dogs"' in page
    assert "Show everything" in page


def test_a_search_that_finds_nothing_says_so(client: Browser, agenda: Event):
    page = client.get(f"{LIST}?q=quantum").text

    assert "No session matches" in page
    assert "0 of 4 sessions" in page


def test_changes_since_the_release_can_be_asked_for(client: Browser, agenda: Event):
    make_release(agenda)
    assert "Visitors see the draft as it is: release 1" in client.get(LIST).text
    place(make_session(agenda, "Farewell"), None)
    client.fill(f"{LIST}/{code_of(client, TITLES[0])}", {"title": "Opening of the days"})

    answer = client.get(f"{LIST}?state=changed").text

    assert "1 of 5 sessions" in answer
    assert "Opening of the days" in answer
    assert "1 of 5 sessions" in client.get(f"{LIST}?state=new").text
    assert "Publishing the draft would change what visitors see: 1 new, 1 changed" in client.get(LIST).text


def code_of(client: Browser, title: str) -> str:
    page = client.get(LIST).text
    return page[: page.index(f"<bdi>{title}")].rpartition(f"{LIST}/")[2].partition('"')[0]


def test_every_holding_and_every_clash_stands_in_the_row(client: Browser, event: Event):
    room = make_room(event, "Aula")
    opening = make_session(event, "Opening of the day")
    for hours in range(5):
        place(opening, room, starts_at=STARTS + hours * HOUR, minutes=45)
    place(make_session(event, "Dogs and scanners"), room, minutes=30)

    page = client.get(LIST).text

    assert page.count(">Aula</span>") == 4
    assert "and 2 times more" in page
    assert page.count("1 clash") == 2
    assert "are both in Aula at once" in page
    assert found(client.get(f"{LIST}?state=clashing")) == ["Dogs and scanners", "Opening of the day"]


def test_an_empty_event_says_what_to_do(client: Browser, event: Event):
    assert "Add the first session" in client.get(LIST).text


def test_a_title_in_another_direction_and_with_markup_is_shown_as_it_is(client: Browser, event: Event):
    make_session(event, "التعاون عبر الحدود <b>")

    assert "<bdi>التعاون عبر الحدود &lt;b&gt;</bdi>" in client.get(LIST).text


def test_longer_lists_cost_no_more_selects(client: Browser, agenda: Event):
    make_release(agenda)
    client.get(LIST)
    few = count_queries(lambda: client.get(LIST))
    project, room = make_project("PROTECT", agenda), make_room(agenda, "Blue room")
    for number in range(12):
        session = make_session(agenda, f"Session {number}", cancelled_at=OPEN if number == 3 else None)
        run_by(session, project, is_lead=True)
        speaks_at(make_speaker(agenda, f"Speaker {number}"), session)
        for hours in range(number % 3):
            place(session, room, starts_at=STARTS + hours * HOUR)

    assert count_queries(lambda: client.get(LIST)) == few
    assert count_queries(lambda: client.get(f"{LIST}?q=session&state=clashing")) == few
