"""An event that moves: organisers see it, choose to tell, and people's calendars move along."""

import json

import pytest
import time_machine
from icalendar import Calendar

from conference.core import audit
from conference.core.db import transaction
from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration import links, queries, services
from tests.factories import OPEN, make_member, make_registration


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(OPEN, tick=False):
        yield


def move(shop, **values):
    with transaction() as session:
        event = session.get_one(Event, shop.event_id)
        for name, value in values.items():
            setattr(event, name, value)
        event.version += 1
        fields = list(values)
        audit.record("event.changed", event, actor=audit.SYSTEM, event_id=event.id, at=OPEN, fields=fields)


def entry(mail):
    part = next(part for part in mail.iter_attachments() if part.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_content())
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


def test_people_are_told_once_of_a_move_and_their_entry_follows_and_goes_when_they_cancel(client, shop, letters):
    ada = make_registration(shop.event, "Ada")
    _method, before = entry(letters()[-1])
    client.sign_in(make_member(shop.event))
    address = f"/manage/{shop.event.slug}/registrations/tell"
    assert "Nothing to tell" in client.get(address).text

    move(shop, venue="Another house", capacity=500)
    assert "tell the people" in client.get(f"/manage/{shop.event.slug}/registrations/").text
    page = client.get(address).text
    assert "Venue." in page
    assert "Tell 1 person" in page
    client.fill(address, form="")
    assert "Nothing to tell" in client.get(address).text
    services.tell_of_event(shop.event_id, version=2, actor=audit.SYSTEM, at=OPEN)

    mails = letters()
    assert len(mails) == 2
    method, after = entry(mails[-1])
    assert method == "REQUEST"
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert "Another house" in after["LOCATION"]

    services.cancel(ada.id, actor=audit.ATTENDEE, at=OPEN)
    method, last = entry(letters()[-1])
    assert (method, last["STATUS"], last["UID"]) == ("CANCEL", "CANCELLED", before["UID"])
    assert last["SEQUENCE"] > after["SEQUENCE"]


def test_who_may_not_write_cannot_tell(client, shop):
    client.sign_in(make_member(shop.event, Role.VIEWER))

    assert client.get(f"/manage/{shop.event.slug}/registrations/tell").status_code == 403


def test_ticket_for_wallets_has_the_code_and_is_gone_with_the_ticket(client, shop):
    ada = make_registration(shop.event, "Ada")
    row = queries.get_registration(ada.id)
    assert row.valid_ticket is not None
    code = links.ticket_code_of(row.valid_ticket)
    address = f"/events/{shop.event.slug}/registrations/{links.own_page_token(row)}/pass.json"

    made = json.loads(client.get(address).text)

    assert made["barcodes"][0]["message"] == code
    assert made["eventTicket"]["secondaryFields"][0]["value"] == "Ada"
    services.cancel(ada.id, actor=audit.ATTENDEE, at=OPEN)
    assert client.get(address).status_code == 410
