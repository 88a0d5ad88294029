"""Two people work on one session; and a form that comes back as it was shown."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from conference.core import audit
from conference.core.db import db, transaction
from conference.events.models import Event
from conference.events.permissions import Role
from conference.programme.edit_queries import drafted_placements
from conference.programme.models import Placement, Session, SpeakerAnswer
from conference.projects.models import Component
from tests.browser import Browser, Form, forms_of
from tests.factories import (
    OPEN,
    STARTS,
    make_event,
    make_member,
    make_project,
    make_room,
    make_session,
    make_speaker,
    place,
    run_by,
    speaks_at,
    store,
)

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
URL = "/manage/infopoint/sessions/OPEN"


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="infopoint", languages=["en", "ru", "ky"])
    client.sign_in(make_member(event, Role.EDITOR, name="Elena"))
    return event


@pytest.fixture
def session(event: Event) -> Session:
    return make_session(event, "Opening", code="OPEN", languages=["en"])


@pytest.fixture
def shown(client: Browser) -> Callable[[], Form]:
    return lambda: next(form for form in forms_of(client.get(URL).text) if not form.action)


def everything(session: Session) -> Any:
    """All that is stored of a session, the identity of its parts and its version included."""
    db.session.rollback()
    row = db.session.get_one(Session, session.id, populate_existing=True)
    columns = {column.name: getattr(row, column.name) for column in Session.__table__.columns}
    projects = [(x.id, x.project_id, x.component_id, x.is_lead, x.position) for x in row.project_links]
    speakers = [(x.id, x.speaker_id, x.role, x.position, x.answer) for x in row.speaker_links]
    places = [
        (x.slot_id, x.room_id, x.starts_at, x.ends_at, x.version) for x in drafted_placements(session.id).values()
    ]
    return columns, projects, speakers, places, len(audit.history(row)), event_version(row)


def event_version(session: Session) -> int:
    return db.session.get_one(Event, session.event_id, populate_existing=True).version


def places(session: Session) -> dict[int, Any]:
    db.session.rollback()
    return {slot: row.starts_at for slot, row in drafted_placements(session.id).items()}


def move(session: Session, slot_id: int, hours: int) -> None:
    """As somebody does in the editor of the agenda."""
    with transaction():
        row = db.session.scalars(select(Placement).where(Placement.slot_id == slot_id)).one()
        row.starts_at, row.ends_at = row.starts_at + hours * HOUR, row.ends_at + hours * HOUR
        audit.record("session.moved", session, actor=audit.Actor("Olga"), event_id=session.event_id, at=OPEN)


def test_a_form_sent_back_as_shown_writes_nothing(client: Browser, event: Event):
    """Not even where a form knows less than the database: seconds, odd languages, what is no longer offered."""
    gone, bomca = make_project("GONE"), make_project("BOMCA", event)
    part, other = (store(Component(project_id=bomca.id, number=n, title=f"Part {n}")) for n in (1, 2))
    session = make_session(
        event, "Opening  of the day ", code="OPEN", subtitle="e\u0301", abstract="one\r\n\r\ntwo   \n",
        notes="\n\nnote", languages=["ru", "eo", "en"], interpretation=["ky", "en"], minutes=25,
        stream_url="https://example.org/" + "a" * 400,
        translations={"ru": {"title": " Открытие "}, "fr": {"title": "Ouverture"}, "ky": {}}, capacity=7,
        is_recorded=True,
    )  # fmt: skip
    run_by(session, gone, position=0)
    run_by(session, bomca, position=1, component_id=part.id)
    run_by(session, bomca, position=2, component_id=other.id, is_lead=True)
    for position, role in enumerate(("moderator", "speaker")):
        speaks_at(make_speaker(event, f"Speaker {position}"), session, role=role, position=1 - position,
                  answer=SpeakerAnswer.CONFIRMED)  # fmt: skip
    hidden = make_room(event, "Old hall", hidden_at=OPEN)
    place(session, hidden, STARTS + 3 * HOUR + 7 * SECOND, 45)
    place(session, None, STARTS + timedelta(days=400))  # the event was held on other days then
    place(session, make_room(event, "Aula"))
    before = everything(session)

    answer = client.fill(URL)

    assert answer.status_code == 302, answer.text
    assert everything(session) == before


def test_a_text_is_changed_and_everything_else_stays_as_it_was(client: Browser, event: Event, session: Session):
    speaker = make_speaker(event)
    speaks_at(speaker, session, answer=SpeakerAnswer.CONFIRMED)
    place(session, None)
    _columns, projects, speakers, placed, entries, version = everything(session)

    client.fill(URL, {"title": "Opening words"})

    columns, *others, entries_after, version_after = everything(session)
    assert columns["title"] == "Opening words"
    assert others == [projects, speakers, placed]
    assert (entries_after, version_after) == (entries + 1, version + 1)


def test_what_two_people_change_apart_is_merged(
    client: Browser, event: Event, session: Session, shown: Callable[[], Form]
):
    first, second = (place(session, None, STARTS + hours * HOUR).slot_id for hours in (0, 2))
    form = shown()
    client.send(URL, form, {"texts-0-title": "Открытие"})
    move(session, second, 3)
    added = place(session, None, STARTS + HOUR).slot_id

    answer = client.send(URL, form, {
        "texts-1-title": "Ачылышы", "notes": "Early", "slots-0-starts_at": "2027-05-12T08:30",
    })  # fmt: skip

    assert answer.status_code == 302, answer.text
    columns, *_rest = everything(session)
    assert columns["translations"] == {"ru": {"title": "Открытие"}, "ky": {"title": "Ачылышы"}}
    assert columns["notes"] == "Early"
    assert places(session) == {
        first: STARTS - HOUR / 2, second: STARTS + 5 * HOUR, added: STARTS + HOUR,
    }  # fmt: skip


def test_what_two_people_change_alike_is_refused_with_what_it_says_now(
    client: Browser, event: Event, session: Session, shown: Callable[[], Form]
):
    slot_id = place(session, None).slot_id
    speaker = make_speaker(event, code="AIGUL")
    form = shown()
    part = {"speakers-0-speaker": speaker.code, "speakers-0-role": "speaker"}
    client.send(URL, form, {"title": "Elena's title", "texts-0-title": "Елена", **part})
    move(session, slot_id, 2)
    before = everything(session)

    answer = client.send(URL, form, {
        "title": "Pavel's title", "texts-0-title": "Павел", "slots-0-starts_at": "2027-05-12T08:00", "subtitle": "Kept",
        "speakers-0-speaker": speaker.code, "speakers-0-role": "host",
    })  # fmt: skip

    assert answer.status_code == 409
    assert "Olga saved this in the meantime" in answer.text
    for words in ("It says now: Elena&#39;s title", "It says now: Елена", "Pavel&#39;s title", "Павел", "Kept"):
        assert words in answer.text
    assert answer.text.count("Somebody else changed this meanwhile") >= 4
    assert everything(session) == before


def test_room_and_time_of_one_slot_are_changed_apart(
    client: Browser, event: Event, session: Session, shown: Callable[[], Form]
):
    hall = make_room(event, "Aula")
    slot_id = place(session, None).slot_id
    form = shown()
    move(session, slot_id, 2)

    answer = client.send(URL, form, {"slots-0-room": str(hall.id)})

    assert answer.status_code == 302, answer.text
    db.session.rollback()
    row = drafted_placements(session.id)[slot_id]
    assert (row.room_id, row.starts_at, row.ends_at) == (hall.id, STARTS + 2 * HOUR, STARTS + 3 * HOUR)


def test_room_of_a_slot_that_others_took_out_is_refused(
    client: Browser, event: Event, session: Session, shown: Callable[[], Form]
):
    hall = make_room(event, "Aula")
    place(session, None)
    form = shown()
    client.send(URL, form, {"slots-0-starts_at": "", "slots-0-ends_at": "", "slots-0-room": ""})

    answer = client.send(URL, form, {"slots-0-room": str(hall.id)})

    assert answer.status_code == 409
    assert places(session) == {}


def test_a_slot_that_others_took_out_stays_out(
    client: Browser, event: Event, session: Session, shown: Callable[[], Form]
):
    first, second = (place(session, None, STARTS + hours * HOUR).slot_id for hours in (0, 2))
    form = shown()
    client.send(URL, form, {"slots-1-starts_at": "", "slots-1-ends_at": "", "slots-1-room": ""})
    assert list(places(session)) == [first]

    client.send(URL, form, {"title": "Opening words"})

    assert list(places(session)) == [first]
    assert second not in places(session)


def test_a_new_slot_that_is_sent_twice_is_added_once(
    client: Browser, event: Event, session: Session, shown: Callable[[], Form]
):
    form = shown()
    typed = {"slots-0-starts_at": "2027-05-12T10:00", "slots-0-ends_at": "2027-05-12T11:00"}

    for _time in range(2):
        assert client.send(URL, form, typed).status_code == 302

    assert list(places(session).values()) == [STARTS + HOUR]


def test_a_new_session_that_is_sent_twice_is_added_once(client: Browser, event: Event):
    url = "/manage/infopoint/sessions/new"
    form = next(form for form in forms_of(client.get(url).text) if not form.action)

    answers = [client.send(url, form, {"title": "Only once"}) for _time in range(2)]

    assert answers[0].location == answers[1].location
    assert db.session.scalar(select(func.count()).select_from(Session)) == 1


def test_the_key_of_a_session_elsewhere_makes_a_new_one(client: Browser, event: Event):
    theirs = make_session(make_event())

    answer = client.fill("/manage/infopoint/sessions/new", {"title": "Mine", "key": theirs.uuid})

    assert answer.status_code == 302
    db.session.rollback()
    assert db.session.get_one(Session, theirs.id).title == "Opening"
    assert {row.title for row in db.session.scalars(select(Session))} == {"Opening", "Mine"}


def test_the_first_project_leads_and_buttons_change_which_that_is(client: Browser, event: Event, session: Session):
    bomca, protect = make_project("BOMCA", event), make_project("PROTECT", event)
    part = store(Component(project_id=protect.id, number=1, title="Governance"))
    typed = {"projects-0-part": str(bomca.id), "projects-1-ident": "", "projects-1-part": f"{protect.id}/{part.id}"}
    client.fill(URL, typed)
    assert [link[1:4] for link in everything(session)[1]] == [
        (bomca.id, None, True), (protect.id, part.id, False),
    ]  # fmt: skip

    page = client.fill(URL, {"rows": "projects:up:1"})
    form = next(form for form in forms_of(page.text) if not form.action)
    client.send(URL, form, {})

    assert [link[1:4] for link in everything(session)[1]] == [
        (protect.id, part.id, True), (bomca.id, None, False),
    ]  # fmt: skip


def test_the_form_tells_answers_and_keeps_them_while_the_order_changes(client: Browser, event: Event, session: Session):
    one, two = make_speaker(event, "One", code="ONE"), make_speaker(event, "Two", code="TWO")
    speaks_at(one, session, answer=SpeakerAnswer.CONFIRMED)
    speaks_at(two, session, position=1)

    speaks_at(make_speaker(event, "Three", consented_at=None), session, position=2, answer=SpeakerAnswer.DECLINED)
    speaks_at(make_speaker(event, "Four", consented_at=None), session, position=3)
    told = client.get(URL).text
    for words in (
        ">Confirmed<",
        ">Declined: not shown to visitors<",
        ">No answer yet · not agreed to being shown yet<",
    ):
        assert words in told

    page = client.fill(URL, {"rows": "speakers:down:0"})
    client.send(URL, next(form for form in forms_of(page.text) if not form.action), {})

    assert [(link[1], link[4]) for link in everything(session)[2]][:2] == [(two.id, ""), (one.id, "confirmed")]


def test_the_preview_shows_clean_markdown_and_stores_nothing(client: Browser, event: Event, session: Session):
    before = everything(session)
    text = "**Bold**\n\n<script>alert(1)</script>\n\n[x](javascript:alert(2))\n\n![y](https://evil.example/p.png)"

    page = client.fill(URL, {"abstract": text, "texts-0-abstract": "*Курсив*", "title": "", "preview": "yes"})

    assert page.status_code == 200
    assert "<strong>Bold</strong>" in page.text
    assert "<em>Курсив</em>" in page.text
    assert "<script>alert" not in page.text
    assert 'href="javascript' not in page.text
    assert "<img" not in page.text
    assert everything(session) == before
