"""Desks that register people and give them blank badges, with the server stopped and with it running."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from conference.checkin import services
from conference.checkin.blank_codes import code_of
from conference.checkin.models import BlankBadge, Presence
from conference.checkin.queries import blanks
from conference.core.audit import SYSTEM
from conference.core.clock import now
from conference.core.db import db
from conference.events.models import Event
from conference.registration.models import Registration, Ticket
from tests.door.phones import GO, Phone, pairing
from tests.factories import make_category

NAME = "Ана Мария Ионеску"


@pytest.fixture
def badges(event: Event) -> list[str]:
    """The codes of three blank ones."""
    make_category(event, "visitor", name="Visitor")
    services.make_blanks(event.id, 3, "a4", actor=SYSTEM, at=now())
    found = [code_of(row) for row in db.session.scalars(select(BlankBadge).order_by(BlankBadge.number))]
    db.session.rollback()
    return found


def desk_of(phones, event: Event, name: str = "Desk 1") -> Phone:
    phone: Phone = phones()
    phone.pair(pairing(event, name, walk_in=True), "Main entrance")
    phone.has_sent_all()
    phone.is_kept()
    return phone


def fill_in(phone: Phone, name: str, **fields: str) -> None:
    phone.page.get_by_role("button", name="Find", exact=True).click()
    phone.page.get_by_role("button", name="Register somebody new").click()
    phone.page.get_by_label("Full name").fill(name)
    for label, words in fields.items():
        phone.page.get_by_label(label).fill(words)


def waits(phone: Phone, name: str) -> None:
    expect(phone.part("blankWait")).to_contain_text(f"Scan a blank badge for {name}")


def numbers() -> dict[str, int | None]:
    """{name: number of the blank badge that is their ticket}."""
    db.session.rollback()
    query = (
        select(Registration.name, BlankBadge.number)
        .join(Ticket, (Ticket.registration_id == Registration.id) & Ticket.revoked_at.is_(None))
        .outerjoin(BlankBadge, BlankBadge.uuid == Ticket.uuid)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def test_without_a_server_somebody_gets_a_badge_and_is_registered_later(phones, site, event, badges):
    desk, other = desk_of(phones, event), desk_of(phones, event, "Entrance B")
    site.stop()

    fill_in(desk, NAME, Organisation="Ministry of Tests")
    desk.page.keyboard.press("Enter")
    waits(desk, NAME)
    desk.scan(badges[0], GO, NAME)
    expect(desk.part("verdict")).to_contain_text("Registered on this phone")
    expect(desk.part("blankWait")).to_be_hidden()
    desk.page.reload()
    desk.scan(badges[0], re.compile("^(already|just)$"), NAME)
    other.scan(badges[0], "no", "has not been given to anybody yet")

    kept = desk.stored()
    assert badges[0] not in kept
    assert not re.search("Ионеску|Ministry of Tests", kept)

    site.start()
    desk.has_sent_all()
    assert numbers() == {NAME: 1}
    assert [row.is_inside for row in db.session.scalars(select(Presence))] == [True]
    other.has_sent_all()
    other.scan(badges[0], "already", NAME)


def test_a_blank_badge_that_was_scanned_first_is_given_by_its_number(phones, site, event, badges):
    desk = desk_of(phones, event)

    desk.scan(badges[1], "no", "has not been given to anybody yet")
    desk.page.get_by_role("button", name="Register somebody", exact=True).click()
    expect(desk.part("walkInBadge")).to_have_text("For the blank badge No. 2")
    desk.page.get_by_label("Full name").fill(NAME)
    desk.page.get_by_role("button", name="Register", exact=True).click()

    desk.says(GO, NAME)
    desk.has_sent_all()  # a server that is slow hears of it afterwards
    assert numbers() == {NAME: 2}


def test_a_badge_of_somebody_is_refused_and_the_person_goes_on_waiting(phones, site, event, badges):
    desk = desk_of(phones, event)
    fill_in(desk, "Ada")
    desk.page.get_by_role("button", name="With a blank badge").click()
    waits(desk, "Ada")
    desk.scan(badges[0], GO, "Ada")
    desk.page.keyboard.press("Escape")

    fill_in(desk, "Bob")
    desk.page.get_by_role("button", name="With a blank badge").click()
    desk.scan(badges[0], "no", "Somebody has this badge already")
    waits(desk, "Bob")
    desk.scan(badges[2], GO, "Bob")
    desk.has_sent_all()

    assert numbers() == {"Ada": 1, "Bob": 3}


def test_two_desks_without_a_server_give_the_same_badge_and_a_person_is_asked(phones, site, event, badges):
    desks = [desk_of(phones, event), desk_of(phones, event, "Desk 2")]
    site.stop()
    for desk, name in zip(desks, ("Ada", "Bob"), strict=True):
        fill_in(desk, name)
        desk.page.keyboard.press("Enter")
        waits(desk, name)
        desk.scan(badges[0], GO, name)
    site.start()

    for desk in reversed(desks):  # who comes first to the server does not matter
        desk.has_sent_all()

    assert numbers() == {"Ada": 1, "Bob": None}
    [contest] = blanks.contests(event.id)
    assert {use.registration.name for use in contest.uses} == {"Ada", "Bob"}


def test_practice_registers_nobody(phones, site, event, badges):
    services.switch_rehearsal(event.id, is_on=True, actor=SYSTEM, at=now())
    db.session.rollback()
    desk = desk_of(phones, event)
    fill_in(desk, NAME)
    desk.page.keyboard.press("Enter")
    waits(desk, NAME)
    desk.scan(badges[0], GO, "Practice: nobody is registered")
    desk.has_sent_all()

    assert numbers() == {}


def test_long_words_of_what_can_be_done_leave_the_camera_free(phones, event, badges):
    desk = desk_of(phones, event)
    desk.page.goto(f"{desk.site.address}/door/?lang=ru")
    expect(desk.part("scan")).to_be_visible()
    desk.scan(badges[0], "no", "Пустой бейдж")

    button, camera = (desk.page.locator(place).bounding_box() for place in ("[data-part=giveBlank]", ".camera"))

    assert button
    assert camera
    assert button["x"] + button["width"] <= camera["x"]
