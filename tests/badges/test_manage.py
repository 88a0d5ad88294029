"""Organisers make badges: sheets by the worker, single ones at once."""

from datetime import timedelta

import pypdfium2
import pytest
import time_machine
import zxingcpp
from flask import current_app
from sqlalchemy import select

from conference.badges import drawing, jobs, queries, services
from conference.badges.models import BadgeSheet
from conference.core.audit import Actor, LogEntry
from conference.core.db import db
from conference.core.jobs import Job, run_due
from conference.core.pdf import PdfFailed
from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration.links import ticket_code_of
from conference.registration.models import Registration
from tests.browser import Browser, forms_of
from tests.counting import count_queries
from tests.factories import OPEN, make_category, make_event, make_member, make_project, store_registration

OLGA = Actor("Olga Organiser")


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="border")
    client.sign_in(make_member(event))
    return event


def codes_in(pdf: bytes) -> list[str]:
    """What an independent reader finds in the QR codes of all pages."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=150 / 72).to_pil()
        found += [code.text for code in zxingcpp.read_barcodes(picture)]
    return sorted(found)


def text_of(pdf: bytes) -> str:
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return " ".join(" ".join(pages).split())


def code_of(registration: Registration) -> str:
    return ticket_code_of(registration.tickets[0])


def run_jobs() -> None:
    """What the worker does, in a context of its own."""
    db.session.rollback()
    with current_app.app_context():
        run_due()


def test_single_badge_shows_the_person_and_opens_the_door(client: Browser, event: Event):
    make_project("BOMCA", event)
    registration = store_registration(
        event,
        make_category(event, "speaker", name="Speaker", colour="#7a2e1f"),
        name="Omurbek Sample",
        national_name="Өмүрбек Үлгү",
        organisation="State Border Service",
        country="KG",
    )

    answer = client.get(f"/manage/border/badges/{registration.code}.pdf")

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f"attachment; filename=badge-{registration.code}.pdf"
    assert codes_in(answer.data) == [code_of(registration)]
    for words in (
        "Omurbek Sample",
        "Өмүрбек Үлгү",
        "State Border Service",
        "Kyrgyzstan",
        "Speaker",
        "BOMCA",
        "Brussels",
    ):
        assert words in text_of(answer.data)


def test_single_badge_is_noted(client: Browser, event: Event):
    registration = store_registration(event)

    client.get(f"/manage/border/badges/{registration.code}.pdf")

    entry = db.session.scalars(select(LogEntry).where(LogEntry.action == "badge.made")).one()
    assert (entry.subject_id, entry.actor_label) == (registration.id, "Olga Organiser")


@pytest.mark.parametrize("state", ["pending", "waiting", "declined", "cancelled"])
def test_no_badge_without_a_confirmed_place(client: Browser, event: Event, state: str):
    registration = store_registration(event, state=state)

    answer = client.get(f"/manage/border/badges/{registration.code}.pdf")

    assert answer.status_code == 409
    assert "only for people with a confirmed place" in answer.text


def test_badge_of_another_event_is_not_there(client: Browser, event: Event):
    stranger = store_registration(make_event())

    assert client.get(f"/manage/border/badges/{stranger.code}.pdf").status_code == 404


def test_sheet_is_drawn_by_the_worker_and_downloaded(client: Browser, event: Event):
    press = make_category(event, "press")
    people = [store_registration(event, press, name=f"Person {number}") for number in range(5)]
    store_registration(event, make_category(event, "staff"), name="Not press")
    store_registration(event, press, state="pending")

    answer = client.fill("/manage/border/badges/", {"category": "press", "layout": "a4"})
    address = answer.headers["Location"]
    waiting = client.get(address).text
    run_jobs()
    ready = client.get(address).text
    pdf = client.get(f"{address}.pdf")

    assert "Waiting for its turn" in waiting
    assert "data-unfinished" in waiting
    assert "Download the PDF" in ready
    assert "data-unfinished" not in ready
    assert len(pypdfium2.PdfDocument(pdf.data)) == 2
    assert codes_in(pdf.data) == sorted(code_of(person) for person in people)
    assert pdf.headers["Content-Disposition"] == "attachment; filename=badges-border-a4.pdf"
    assert pdf.headers["Cache-Control"] == "private, no-store"


def test_sheet_of_everybody_on_a6_has_one_badge_a_page(client: Browser, event: Event):
    for number in range(3):
        store_registration(event, name=f"Person {number}")

    address = client.fill("/manage/border/badges/", {"layout": "single"}).headers["Location"]
    run_jobs()

    assert len(pypdfium2.PdfDocument(client.get(f"{address}.pdf").data)) == 3


def test_progress_is_shown_while_it_is_drawn(client: Browser, event: Event, monkeypatch: pytest.MonkeyPatch):
    store_registration(event)
    address = client.fill("/manage/border/badges/").headers["Location"]
    seen = []

    def draw(_sheet, progress):
        progress(1, 2)
        seen.append(client.get(address).text)
        return b"%PDF", 2

    monkeypatch.setattr(drawing, "draw_sheet", draw)
    run_jobs()

    assert "Being drawn" in seen[0]
    assert 'value="1" max="2"' in seen[0]


def test_asking_again_while_one_is_in_work_gives_the_same(client: Browser, event: Event):
    store_registration(event)
    first = client.fill("/manage/border/badges/", {"layout": "a4"}).headers["Location"]

    again = client.fill("/manage/border/badges/", {"layout": "a4"}).headers["Location"]
    other = client.fill("/manage/border/badges/", {"layout": "single"}).headers["Location"]

    assert again == first
    assert other != first
    assert db.session.query(Job).count() == 2


def test_asking_again_later_gives_a_new_one(client: Browser, event: Event):
    store_registration(event)
    first = client.fill("/manage/border/badges/").headers["Location"]
    run_jobs()

    assert client.fill("/manage/border/badges/").headers["Location"] != first


def test_sheet_is_forgotten_after_a_day(client: Browser, event: Event):
    store_registration(event)
    with time_machine.travel(OPEN, tick=False):
        client.sign_in(make_member(event))
        address = client.fill("/manage/border/badges/").headers["Location"]
        run_jobs()
    with time_machine.travel(OPEN + timedelta(hours=24, seconds=1), tick=False):
        client.sign_in(make_member(event))
        assert client.get(address).status_code == 410
        assert client.get(f"{address}.pdf").status_code == 410
        run_jobs()
        assert client.get(address).status_code == 404
        assert db.session.query(BadgeSheet).count() == 0


def test_nobody_confirmed_says_so(client: Browser, event: Event):
    registration = store_registration(event)
    form_page = client.get("/manage/border/badges/")
    registration.state = "cancelled"
    db.session.commit()

    form = next(form for form in forms_of(form_page.text) if "sign-out" not in form.action)
    answer = client.send("/manage/border/badges/", form, {})

    assert answer.status_code == 409
    assert "Nobody here has a confirmed place yet" in answer.text
    assert "No badges to make yet" in client.get("/manage/border/badges/").text


def test_failed_drawing_says_so_and_can_be_asked_for_again(
    client: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
):
    store_registration(event)
    address = client.fill("/manage/border/badges/").headers["Location"]

    def fail(*_args):
        raise PdfFailed("too large")

    monkeypatch.setattr(drawing, "draw_sheet", fail)
    run_jobs()

    assert "could not be drawn" in client.get(address).text
    assert client.get(f"{address}.pdf").status_code == 404
    assert client.fill("/manage/border/badges/").headers["Location"] != address


def test_running_twice_after_a_crash_draws_once(client: Browser, event: Event, monkeypatch: pytest.MonkeyPatch):
    store_registration(event)
    code = services.ask_for_sheet(event.id, "a4", None, actor=OLGA, at=OPEN)
    sheet = queries.find_sheet(event.id, code)
    assert sheet is not None
    services.keep_sheet(sheet.id, b"%PDF", 1, at=OPEN)
    monkeypatch.setattr(drawing, "draw_sheet", lambda *_args: pytest.fail("drawn again"))

    jobs.make_sheet(1, {"sheet_id": sheet.id})


def test_unknown_category_or_paper_is_refused(client: Browser, event: Event):
    store_registration(event)

    answer = client.fill("/manage/border/badges/", {"layout": "a0", "category": "nobody"})

    assert answer.status_code == 422
    assert "Choose one of the list" in answer.text
    assert db.session.query(BadgeSheet).count() == 0


def test_sheet_of_another_event_is_not_there(client: Browser, event: Event):
    other = make_event()
    store_registration(other)
    code = services.ask_for_sheet(other.id, "a4", None, actor=OLGA, at=OPEN)

    assert client.get(f"/manage/border/badges/sheets/{code}").status_code == 404
    assert client.get(f"/manage/border/badges/sheets/{code}.pdf").status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 200), (Role.VIEWER, 200), (Role.DOOR, 403)])
def test_roles_that_print(client: Browser, event: Event, role: Role, status: int):
    client.sign_in(make_member(event, role))

    assert client.get("/manage/border/badges/").status_code == status


def test_people_are_read_in_the_same_number_of_queries(client: Browser, event: Event):
    category = make_category(event)
    store_registration(event, category)

    def read() -> None:
        db.session.expire_all()
        for row in queries.confirmed_registrations(event.id, None):
            assert row.category.name
            assert row.valid_ticket

    ident = event.id
    assert ident
    one = count_queries(read)
    for number in range(7):
        store_registration(event, category, name=f"Person {number}")
    assert event.id == ident

    assert count_queries(read) == one
