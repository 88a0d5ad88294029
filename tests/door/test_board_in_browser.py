"""The supervisor's pages by keys alone and by ear, while the board keeps itself up to date under their hands."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from conference.checkin import queries
from conference.checkin.models import CheckPoint, DeadLetter, Device, Scan, ScanConflict
from conference.checkin.services.presence import refold
from conference.core.clock import now
from conference.core.codes import new_uuid7
from conference.core.db import db, transaction
from conference.events.models import Event
from conference.registration.models import Registration
from tests.browser import Browser as Client
from tests.door.phones import StoppableSite, rows
from tests.factories import make_device, make_member, store

SOON = 15_000  # milliseconds: some rounds of the board


def let_in(event: Event, device: Device, person: Registration, minutes_ago: int, standing: str = "counted") -> None:
    at = now() - timedelta(minutes=minutes_ago)
    with transaction() as session:
        session.add(
            Scan(
                id=new_uuid7(), event_id=event.id, point_id=device.point_id, device_id=device.id, kind="entry",
                via="camera", registration_id=person.id, outcome="admit", scanned_at=at, received_at=at,
                standing=standing,
            )
        )  # fmt: skip
        session.flush()
        refold(queries.floor_of(event.id), [person.id])


@pytest.fixture
def device(event: Event, codes: list[str]) -> Device:
    point = db.session.query(CheckPoint).filter_by(event_id=event.id).one()
    return make_device(point, "Entrance A")


@pytest.fixture
def board(browser: Browser, client: Client, site: StoppableSite, event: Event, device: Device) -> Iterator[Page]:
    """With one badge let in twice and one message that nobody can read."""
    first = db.session.query(Registration).order_by(Registration.id).first()
    assert first is not None
    for minutes in (9, 4):
        let_in(event, device, first, minutes)
    letter = {"why": "malformed", "body": {"seq": "?"}, "body_digest": "0" * 64, "received_at": now()}
    store(DeadLetter(event_id=event.id, device_id=device.id, **letter))
    client.sign_in(make_member(event))
    cookie = client.get_cookie("session")
    assert cookie is not None
    db.session.rollback()
    context = browser.new_context()
    context.add_cookies([{"name": "session", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}])
    page = context.new_page()
    page.goto(f"{site.address}/manage/{event.slug}/check-in/live/?lang=en")
    yield page
    context.close()


def test_what_waits_is_settled_by_keys_alone_while_the_board_renews_itself(board: Page, event: Event, device: Device):
    link = board.get_by_role("link", name="1 badge let in twice")
    link.focus()
    second = db.session.query(Registration).order_by(Registration.id.desc()).first()
    assert second is not None
    let_in(event, device, second, 1)
    db.session.rollback()

    expect(board.get_by_text("1 inside")).to_be_hidden(timeout=SOON)
    expect(board.get_by_text("2 inside")).to_be_visible(timeout=SOON)
    expect(link).to_be_focused()

    board.keyboard.press("Enter")
    for field in ("Why: Өмүрбек Касымов", "Why: Entrance A"):
        board.get_by_label(field).focus()
        board.keyboard.type("One person, went out unseen")
        board.keyboard.press("Tab")
        expect(board.locator(":focus")).to_have_text("Settled")
        board.keyboard.press("Enter")
        expect(board.get_by_label(field)).to_be_hidden()

    assert [one.settled_how for kind in (ScanConflict, DeadLetter) for one in rows(kind)] == [
        "One person, went out unseen"
    ] * 2


def test_held_scans_are_decided_by_keys_one_after_the_other(board: Page, event: Event, device: Device):
    people = db.session.query(Registration).order_by(Registration.id).all()
    for person, minutes in zip(people, (30, 20, 10), strict=True):
        let_in(event, device, person, minutes, "held")
    db.session.rollback()
    board.goto(board.url.replace("/live/", "/settle"))
    press, focused = board.keyboard.press, board.locator(":focus")

    board.get_by_label(f"Why: {people[0].name}").last.focus()
    board.keyboard.type("Seen at the door")
    press("Enter")
    press("Tab")
    expect(focused).to_have_text("Release")  # Enter alone chose neither
    press("Enter")
    expect(focused).to_contain_text(people[1].name)
    press("Tab")
    board.keyboard.type("Borrowed badge")
    press("Tab")
    press("Tab")
    expect(focused).to_have_text("Discard")
    press("Enter")
    expect(focused).to_contain_text(people[2].name)

    oldest = sorted(rows(Scan), key=lambda one: one.scanned_at)[:3]
    assert [one.standing for one in oldest] == ["counted", "discarded", "held"]


def test_what_is_typed_in_from_paper_and_taken_back_is_heard(board: Page, event: Event, codes: list[str]):
    ana = db.session.query(Registration).order_by(Registration.id.desc()).first()
    assert ana is not None
    name = ana.name
    db.session.rollback()
    board.goto(board.url.replace("/check-in/live/", "/attendance/paper/entry"))
    heard = board.locator("p.visually-hidden[role=status]")

    board.get_by_label("Name or code").fill(name)
    board.keyboard.press("Enter")
    expect(heard).to_have_text(re.compile(f"{name}, .*: noted"))
    expect(board.get_by_label("Name or code")).to_be_focused()
    board.get_by_role("button", name=f"Take back: {name}").focus()
    board.keyboard.press("Enter")
    expect(heard).to_have_text("Taken back.")
