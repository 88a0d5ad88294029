"""The numbers of a project, held against a count by hand over what visitors and programs get of the agenda."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import html5lib
import pytest

from conference.core.audit import SYSTEM
from conference.core.db import db, transaction
from conference.events.models import EventProject
from conference.programme.models import Placement, SessionKind, SpeakerAnswer
from conference.programme.services import release_agenda
from conference.projects.models import Component
from tests.browser import Browser
from tests.factories import (
    OPEN,
    STARTS,
    make_event,
    make_project,
    make_room,
    make_session,
    make_speaker,
    place,
    run_by,
    speaks_at,
    store,
)

CODES = ("BOMCA", "PROTECT")
NEVER = "Never Named"  # did not consent, or declined every part
EVENT = "/events/infopoint"


@pytest.fixture
def agenda(client: Browser) -> Browser:
    """Two projects at a released event with everything that makes counting hard, and the draft changed since."""
    event = make_event(slug="infopoint")
    bomca, protect = make_project("BOMCA", event), make_project("PROTECT")
    store(EventProject(event_id=event.id, project_id=protect.id, position=1))
    parts = [store(Component(project_id=bomca.id, number=number, title=f"Part {number}")) for number in (1, 2)]
    rooms = [make_room(event, name) for name in ("Hall", "Salon")]
    anna, boris, clara = (make_speaker(event, name) for name in ("Anna Sample", "Boris Sample", "Clara Sample"))
    silent, unwilling = make_speaker(event, NEVER, consented_at=None), make_speaker(event, f"{NEVER} Either")

    def add(title: str, hour: float, minutes: int = 60, **values: Any) -> Any:
        session = make_session(event, title, **values)
        place(session, rooms[len(title) % 2], STARTS + timedelta(hours=hour), minutes)
        return session

    led = add("Led by BOMCA", 0, 45)  # with two components, one speaker in two roles, and PROTECT beside
    run_by(led, bomca, component_id=parts[0].id, is_lead=True)
    run_by(led, bomca, component_id=parts[1].id, position=1)
    run_by(led, protect, position=2)
    speaks_at(anna, led)
    speaks_at(anna, led, role="moderator", position=1)
    speaks_at(silent, led, position=2)
    speaks_at(unwilling, led, position=3, answer=SpeakerAnswer.DECLINED)

    twice = add("Held twice, led by PROTECT", 1, 50)
    place(twice, rooms[0], STARTS + timedelta(hours=4), 50)
    run_by(twice, bomca, component_id=parts[1].id, position=1)
    run_by(twice, protect, is_lead=True)
    speaks_at(boris, twice)
    speaks_at(anna, twice, answer=SpeakerAnswer.CONFIRMED, position=1)

    off = add("Called off", 2, 90, cancelled_at=OPEN)
    run_by(off, bomca, is_lead=True)
    speaks_at(clara, off)

    half = add("One of two called off", 2, 30)
    run_by(half, bomca, is_lead=True)
    dropped = place(half, rooms[1], STARTS + timedelta(hours=6), 30).id

    pause = add("Coffee", 3, 30, kind=SessionKind.BREAK)
    run_by(pause, bomca, is_lead=True)
    speaks_at(clara, pause)
    late = add("Walk and talk", 5, 120, kind=SessionKind.NETWORKING)
    run_by(late, protect, is_lead=True)
    add("Of nobody", 5)
    whole = add("Of the project as a whole", 7, 20)
    run_by(whole, bomca, is_lead=True)
    make_session(event, "Without a place")
    release_agenda(event.id, "", actor=SYSTEM, at=OPEN)
    with transaction() as session:
        session.delete(session.get_one(Placement, dropped))
    release_agenda(event.id, "", actor=SYSTEM, at=OPEN + timedelta(days=1))
    run_by(add("Only in the draft", 8), bomca, is_lead=True)
    db.session.rollback()
    return client


def classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def has_class(tree: Any, name: str) -> Iterator[Any]:
    return (element for element in tree.iter() if name in classes(element))


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def cards(client: Browser) -> list[dict[str, Any]]:
    """What a reader sees of the whole agenda, card by card."""
    tree = html5lib.parse(client.get(f"{EVENT}/agenda").text, namespaceHTMLElements=False)
    return [
        {
            "code": card.get("data-session"),
            "is_held": not {"session--cancelled", "session--break", "session--networking"}.intersection(classes(card)),
            "projects": [words(mark) for mark in has_class(card, "project-mark__code")],
            "people": [words(link) for link in card.iter("a") if "/speakers/" in link.get("href", "")],
        }
        for card in has_class(tree, "session")
    ]


def hours_by_session(client: Browser) -> list[tuple[str, float]]:
    """(address of the session, hours) of each slot that takes place, as another program reads the export."""
    days = client.get(f"{EVENT}/schedule.json").json["schedule"]["conference"]["days"]
    found = []
    for day in days:
        for talks in day["rooms"].values():
            for talk in talks:
                hour, minute = map(int, talk["duration"].split(":"))
                found.append((talk["url"].rpartition("/")[2], hour + minute / 60))
    return found


def counted(client: Browser, code: str) -> tuple[int, int, int, float]:
    """(sessions, led, speakers, hours), by hand."""
    own = [card for card in cards(client) if card["is_held"] and code in card["projects"]]
    sessions = {card["code"] for card in own}
    led = {card["code"] for card in own if card["projects"][0] == code}
    people = {name for card in own for name in card["people"]}
    hours = sum(hours for session, hours in hours_by_session(client) if session in sessions)
    return len(sessions), len(led), len(people), round(hours, 2)


def numbers(page: str) -> list[float]:
    return [float(number.replace(",", "")) for number in re.findall(r'<p class="stat__number">([\d.,]+)', page)]


@pytest.mark.parametrize("code", CODES)
def test_project_at_the_event_says_what_a_reader_counts(agenda: Browser, code: str):
    sessions, led, speakers, hours = counted(agenda, code)

    assert numbers(agenda.get(f"{EVENT}/projects/{code}").text) == [sessions, led, speakers, hours]


def test_a_reader_counts_what_the_organisers_know(agenda: Browser):
    assert counted(agenda, "BOMCA") == (4, 3, 2, round((45 + 2 * 50 + 30 + 20) / 60, 2))
    assert counted(agenda, "PROTECT") == (2, 1, 2, round((45 + 2 * 50) / 60, 2))


@pytest.mark.parametrize("code", CODES)
def test_project_across_events_adds_them_up(agenda: Browser, code: str):
    sessions, led, _speakers, hours = counted(agenda, code)
    page = agenda.get(f"/projects/{code}").text

    assert numbers(page) == [1, sessions, led, hours]
    listed = re.findall(
        rf'<li><a href="{EVENT}/sessions/(\w+)"', page.partition('id="events"')[2].partition("</ol>")[0]
    )
    assert len(listed) == len(set(listed)) == sessions


@pytest.mark.parametrize("code", CODES)
def test_filters_and_list_of_projects_count_the_same(agenda: Browser, code: str):
    sessions, _led, speakers, _hours = counted(agenda, code)

    page = agenda.get(f"{EVENT}/agenda?project={code}").text
    chip = re.search(rf'data-project-count="{code.lower()}".*?<b>(\d+)</b>', page)
    assert chip is not None
    assert int(chip[1]) == sessions
    assert f"{sessions} of " in page
    overview = agenda.get(f"{EVENT}/projects/").text
    own = overview.partition(f"?project={code}")[2].partition("</p>")[0]
    assert f">{sessions} sessions</a> · {speakers} speakers" in own.partition('"')[2] + own


def test_what_is_called_off_is_shown_and_counted_apart(agenda: Browser):
    page = agenda.get(f"{EVENT}/agenda?project=BOMCA").text

    assert "Called off" in page
    assert "1 cancelled" in page
    assert "Called off" in agenda.get(f"{EVENT}/projects/BOMCA").text


def test_nobody_is_counted_or_named_without_leave(agenda: Browser):
    for page in ("/agenda", "/projects/BOMCA", "/speakers/", "/schedule.json"):
        assert NEVER not in agenda.get(f"{EVENT}{page}").text


def test_components_add_up_by_hand(agenda: Browser):
    tree = html5lib.parse(agenda.get(f"{EVENT}/projects/BOMCA").text, namespaceHTMLElements=False)

    shares = [words(line) for line in has_class(tree, "component__share")]

    assert shares == ["1 session (1 led) · 1 speaker · 0.75 h", "2 sessions · 2 speakers · 2.42 h"]


def test_marks_stand_everywhere_that_the_agenda_does(agenda: Browser):
    own = next(card for card in cards(agenda) if card["projects"] == ["BOMCA", "BOMCA", "PROTECT"])
    speaker = re.search(rf'href="({EVENT}/speakers/\w+)"', agenda.get(f"{EVENT}/speakers/").text)
    assert speaker is not None
    screens = re.findall(rf'href="({EVENT}/screens/\w+)"', agenda.get(f"{EVENT}/screens/").text)

    pages = [f"{EVENT}/agenda", f"{EVENT}/agenda?view=grid", f"{EVENT}/sessions/{own['code']}", speaker[1]]
    for page in pages:
        assert 'class="project-mark__code">BOMCA' in agenda.get(page).text, page
    assert any("</svg>BOMCA</span>" in agenda.get(page).text for page in screens)
    for name in ("schedule.json", "schedule.xml", "agenda.ics"):
        assert "BOMCA" in agenda.get(f"{EVENT}/{name}").text, name
    assert '"BOMCA"' in agenda.get(f"/api/v1{EVENT}/sessions").text


@pytest.mark.parametrize("code", CODES)
def test_programs_are_told_the_same_number(agenda: Browser, code: str):
    told = {one["code"]: one["sessions"] for one in found_in(agenda.get(f"/api/v1{EVENT}/projects").json)}

    assert told[code] == counted(agenda, code)[0]


def found_in(answer: Any) -> list[dict[str, Any]]:
    """The list of an answer, whatever it is called."""
    found = answer if isinstance(answer, list) else next(value for value in answer.values() if isinstance(value, list))
    return list(found)


def test_an_organiser_of_the_published_agenda_stays(agenda: Browser):
    from conference.programme.project_services import StillRuns, refuse_running  # noqa: PLC0415

    event = db.session.query(EventProject).first()
    assert event is not None
    with transaction() as session:
        session.execute(db.text("DELETE FROM session_project"))

    with pytest.raises(StillRuns, match="BOMCA runs sessions"):
        refuse_running(event.event_id, {event.project_id})
