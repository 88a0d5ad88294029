"""The badge of one person at the desk: printed, printed again, lost."""

from datetime import timedelta

import pypdfium2
import pytest
import time_machine
import zxingcpp
from sqlalchemy import select

from conference.core.audit import Actor, LogEntry
from conference.core.clock import now
from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.printing import services
from conference.printing.models import BadgePrint
from conference.printing.printable import page_style
from conference.registration.links import ticket_code_of
from conference.registration.models import Registration, Ticket
from tests.browser import Browser, Form, forms_of
from tests.checkin.devices import Paired
from tests.counting import count_queries
from tests.factories import (
    OPEN,
    make_category,
    make_event,
    make_member,
    make_point,
    make_project,
    store_registration,
)

OLGA = Actor("Olga Organiser")
MORNING = OPEN + timedelta(hours=1, minutes=42)  # 12:42 in Brussels


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="border")
    client.sign_in(make_member(event))
    return event


def page_of(person: Registration) -> str:
    return f"/manage/border/badges/people/{person.code}"


def press(client: Browser, person: Registration, reason: str = "") -> str:
    """Press the button of the page that sends the reason; where it leads."""
    answer = client.get(page_of(person))
    form = next(
        form
        for form in forms_of(answer.text)
        if "/people/" in form.action and dict(form.fields).get("reason", "") == reason
    )
    return str(client.send(page_of(person), form, {}).headers["Location"])


def hand_out(*people: Registration) -> None:
    """They have a badge already."""
    for person in people:
        services.print_badge(person.id, None, "", actor=OLGA, at=now())


def reasons() -> list[str]:
    return list(db.session.scalars(select(BadgePrint.reason).order_by(BadgePrint.id)))


def test_badge_shows_the_person_and_opens_the_door(client: Browser, event: Event):
    make_project("BOMCA", event)
    person = store_registration(
        event,
        make_category(event, "speaker", name="Speaker", colour="#7a2e1f"),
        name="Omurbek Sample",
        national_name="Өмүрбек Үлгү",
        organisation="State Border Service",
        country="KG",
    )

    answer = client.get(f"{press(client, person)}.pdf")

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    page = pypdfium2.PdfDocument(answer.data)[0]
    assert [code.text for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())] == [
        ticket_code_of(person.tickets[0])
    ]
    text = " ".join(page.get_textpage().get_text_bounded().split())
    for words in ("Omurbek Sample", "Өмүрбек Үлгү", "State Border Service", "Kyrgyzstan", "Speaker", "BOMCA"):
        assert words in text
    entry = db.session.scalars(select(LogEntry).where(LogEntry.action == "badge.printed")).one()
    assert (entry.subject_id, entry.actor_label) == (person.id, "Olga Organiser")


def test_printed_before_says_when_and_by_whom_and_asks(client: Browser, event: Event):
    person = store_registration(event)
    with time_machine.travel(MORNING, tick=False):
        client.sign_in(make_member(event, name="Aigul Desk"))
        press(client, person)
        page = client.get(page_of(person)).text
        press(client, person, "damaged")

    assert "Already printed" in page
    assert "12:42 by Aigul Desk" in page
    assert "Print it again?" in page
    assert reasons() == ["first", "damaged"]


def test_two_desks_at_once_print_one_badge(client: Browser, event: Event):
    person = store_registration(event)
    form = next(form for form in forms_of(client.get(page_of(person)).text) if "/people/" in form.action)
    hand_out(person)

    answer = client.send(page_of(person), form, {})

    assert answer.status_code == 409
    assert "Olga Organiser has just printed this badge" in answer.text
    assert reasons() == ["first"]


def test_changed_name_is_said_and_printed_anew(client: Browser, event: Event):
    person = store_registration(event, name="Ada Sample")
    hand_out(person)
    person.name = "Ada Other"
    db.session.commit()

    page = client.get(page_of(person)).text
    press(client, person)

    assert "this has changed: name." in page
    assert reasons() == ["first", "changed"]


def test_lost_badge_gets_a_new_code_and_the_old_one_is_refused(client: Browser, event: Event):
    person, owner = store_registration(event), make_member(event)
    make_point(event, code="entrance")
    hand_out(person)
    old = ticket_code_of(person.tickets[0])
    with time_machine.travel(MORNING, tick=False):
        client.sign_in(owner)
        press(client, person, "lost")
        new = ticket_code_of(db.session.scalars(select(Ticket).where(Ticket.revoked_at.is_(None))).one())
        page = client.get(f"/manage/border/registrations/{person.code}").text
        phone = Paired(client, event)
        refused, admitted = (phone.ask(code, "entrance", MORNING).json["decision"] for code in (old, new))

    assert reasons() == ["first", "lost"]
    assert "Revoked: lost" in page
    assert (refused["outcome"], refused["reason"], admitted["outcome"]) == ("deny", "replaced", "admit")


def test_only_who_edits_people_may_replace_a_code(client: Browser, event: Event):
    person = store_registration(event)
    hand_out(person)
    client.sign_in(make_member(event, Role.VIEWER))
    page = client.get(page_of(person))

    form = next(form for form in forms_of(page.text) if "/people/" in form.action)
    answer = client.send(page_of(person), form, {"reason": "lost"})

    assert "It was lost" not in page.text
    assert answer.status_code == 403


@pytest.mark.parametrize("state", ["waiting", "cancelled"])
def test_no_badge_without_a_confirmed_place(client: Browser, event: Event, state: str):
    person = store_registration(event, state=state)

    page = client.get(page_of(person))

    assert "only for people with a confirmed place" in page.text
    assert not [form for form in forms_of(page.text) if "/people/" in form.action]


def test_print_of_somebody_else_is_not_there(client: Browser, event: Event):
    ada, bea = store_registration(event), store_registration(event, name="Bea")
    address = press(client, ada)

    for end in ("", ".pdf"):
        assert client.get(address + end).status_code == 200
        assert client.get(address.replace(ada.code, bea.code) + end).status_code == 404


def test_search_finds_in_any_script_and_says_who_has_a_badge(client: Browser, event: Event):
    found = store_registration(event, name="Өмүрбек Үлгү", organisation="Border Service")
    store_registration(event, name="Umar Other", state="waiting")
    hand_out(found)

    page = client.get("/manage/border/badges/desk?q=omurbek").text
    other = client.get("/manage/border/badges/desk?q=umar").text

    assert page_of(found) in page
    assert "by Olga Organiser" in page
    assert "No badge yet" not in other
    assert "Nobody is called that" in client.get("/manage/border/badges/desk?q=somebody-else").text


def test_ticket_scanned_into_the_search_leads_to_its_person(client: Browser, event: Event):
    person = store_registration(event)
    code = ticket_code_of(person.tickets[0])

    answer = client.get("/manage/border/badges/desk", query_string={"q": code.lower()})

    assert answer.headers["Location"] == page_of(person)


def test_search_asks_as_often_for_one_as_for_many(client: Browser, event: Event):
    category = make_category(event)
    store_registration(event, category, name="Ada 0")
    one = count_queries(lambda: client.get("/manage/border/badges/desk?q=ada"))
    for number in range(1, 7):
        store_registration(event, category, name=f"Ada {number}")

    assert count_queries(lambda: client.get("/manage/border/badges/desk?q=ada")) == one


def test_outdated_badges_are_listed_with_what_changed(client: Browser, event: Event):
    ada, bea = store_registration(event, name="Ada"), store_registration(event, name="Bea")
    hand_out(ada, bea)
    ada.name, ada.organisation = "Ada New", "Ministry"
    db.session.commit()

    page = client.get("/manage/border/badges/outdated").text

    assert "name, organisation or position" in page
    assert (page_of(ada) in page, page_of(bea) in page) == (True, False)
    assert "Print this badge" in page


@pytest.mark.parametrize(("sent", "number"), [({"codes": ["AAAAAAAA"]}, 1), ({"scope": "all", "q": "bea"}, 1), ({}, 2)])
def test_table_of_registrations_leads_to_badges_of_those_chosen(
    client: Browser, event: Event, sent: dict[str, object], number: int
):
    store_registration(event, name="Ada", code="AAAAAAAA")
    store_registration(event, name="Bea")
    form = next(f for f in forms_of(client.get("/manage/border/registrations/").text) if f.action.endswith("/bulk"))

    answer = client.send("/manage/border/badges/chosen", Form("", form.fields), {"scope": "ticked", **sent})

    assert f"Make {number} badge" in client.get(answer.headers["Location"]).text


def test_page_to_print_is_as_large_as_the_badge(client: Browser, event: Event):
    page = client.get(press(client, store_registration(event))).text

    assert 'width="105mm" height="148mm"' in page
    assert "/print-page/105x148.css" in page
    assert "size: 105mm 148mm; margin: 0" in client.get("/print-page/105x148.css").text
    assert client.get("/print-page/105.css").status_code == 404


@pytest.mark.parametrize("size", ["105", "0x148", "9999x1", "105x148}body{", "1e3x5"])
def test_what_is_no_size_has_no_style(size: str):
    assert page_style(size) is None


def test_registration_says_that_the_badge_is_printed(client: Browser, event: Event):
    person = store_registration(event)
    hand_out(person)

    page = client.get(f"/manage/border/registrations/{person.code}").text

    assert "Badge printed" in page
    assert page_of(person) in page
