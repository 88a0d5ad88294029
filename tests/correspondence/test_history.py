"""Everything that was written to a person, on the organisers' page of their registration."""

import re

from conference.core.db import db, transaction
from conference.events.permissions import Role
from conference.mail.models import Message, MessageState
from conference.mail.services import note_undeliverable
from tests.browser import Browser
from tests.factories import OPEN, make_event, make_member, store_message, store_registration


def test_page_of_a_person_tells_all_mails_to_them_and_sends_again_what_may_be(client: Browser):
    event = make_event(slug="border")
    person = store_registration(event, email="Ada@example.org")
    page = f"/manage/border/registrations/{person.code}"
    kinds = {"registration.confirmed": person.id, "announcement.sent": 5, "personal.released": 7, "speaker.invited": 9}
    for kind, subject_id in kinds.items():
        store_message(event, kind=kind, subject_id=subject_id, subject=f"About {kind}", to_email="Ada@example.org")
    store_message(event, "waiting", kind="registration.link", subject_id=person.id, to_email="old@example.org")
    store_message(event, kind="registration.link", subject_id=0, subject="Somebody else", to_email="bob@example.org")
    store_message(make_event(), kind="announcement.sent", subject_id=5, subject="Elsewhere", to_email="Ada@example.org")
    client.sign_in(make_member(event))

    text = client.get(page).text

    assert all(f"About {kind}" in text for kind in kinds)
    assert "The link of the own page, asked for again" in text
    assert "Somebody else" not in text
    assert "Elsewhere" not in text
    assert len(re.findall(r"/border/mail/[^\"]+/resend", text)) == len(kinds)

    client.fill(page, form="/mail/")
    db.session.rollback()
    again = db.session.query(Message).filter_by(event_id=event.id, state=MessageState.WAITING).count()
    assert again == 2


def test_viewer_sees_the_mails_and_sends_none(client: Browser):
    event = make_event(slug="border")
    person = store_registration(event, email="ada@example.org")
    store_message(event, subject_id=person.id, subject="Your ticket")
    client.sign_in(make_member(event, Role.VIEWER))

    text = client.get(f"/manage/border/registrations/{person.code}").text

    assert "Your ticket" in text
    assert "/border/mail/" not in text


def test_table_of_registrations_is_narrowed_to_whom_mail_came_back(client: Browser):
    event = make_event(slug="border")
    store_registration(event, name="Ada Sample")
    client.sign_in(make_member(event))
    table = "/manage/border/registrations/"
    assert "Mail came back" not in client.get(table).text

    store_registration(event, name="Bek Sample", email="Bek@example.org")
    with transaction():
        note_undeliverable(event.id, "bek@example.org", "550 5.1.1 Unknown", at=OPEN)

    assert "Mail came back (1)" in client.get(table).text
    for query in ("?mail=bounced", "?mail=bounced&q=sample"):
        page = client.get(table + query).text
        assert "Bek Sample" in page
        assert "Ada Sample" not in page
    assert "Ada Sample" in client.get(f"{table}?mail=nonsense").text
