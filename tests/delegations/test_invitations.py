"""Personal invitations: the list, the preview, the link, the states."""

import io
from datetime import timedelta

import pytest

from conference.core.db import db
from conference.core.errors import StaleEdit
from conference.core.times import instant
from conference.correspondence.models import Unsubscription
from conference.delegations import invitation_queries, links, queries, rules, services
from conference.delegations.inviting import read_list
from conference.delegations.models import Invitation
from conference.delegations.reminder_rules import Reminders, morning, next_reminder
from conference.events.permissions import Role
from conference.mail.models import Message, Undeliverable
from conference.registration.models import Registration
from tests.delegations.conftest import CUT_OFF, OLGA, accept, nominee
from tests.factories import OPEN, make_event, make_member, store

pytestmark = pytest.mark.usefixtures("clock")
WHEN = {"expires_at": "2027-04-11T11:00", "category": "guest"}


def read(text, known=()):
    rows = [(number, line.split(";")) for number, line in enumerate(text.splitlines(), 1)]
    return read_list(rows, categories={"guest": 1, "press": 2}, default_category=1, default_language="en", known=known)


def test_a_list_names_people_and_says_what_is_wrong_with_each_line():
    lines = read(
        "name;e-mail;category;language\n"
        "Ada Sample; ada@example.org\n"
        "\n"
        "Омурбек; omur@example.org; Press; русский\n"
        "boris@example.org; Boris Sample\n"
        "No Mail; nowhere; guest\n"
        "Twice; ADA@example.org\n"
        "Known; known@example.org\n"
        "Which; w@example.org; minister\n"
        "; noname@example.org\n"
        "Tongue; t@example.org; guest; Klingon\n"
        "Bad\x07Name; b@example.org\n",
        known={"known@example.org"},
    )

    assert [(line.number, line.nominee and (line.nominee.name, line.nominee.category_id, line.nominee.language))
            for line in lines if line.nominee] == [
        (2, ("Ada Sample", 1, "en")), (4, ("Омурбек", 2, "ru")), (5, ("Boris Sample", 1, "en")),
    ]  # fmt: skip
    assert [(line.number, bool(line.wrong)) for line in lines if not line.nominee] == [
        (number, True) for number in (6, 7, 8, 9, 10, 11, 12)
    ]


def test_organisers_look_at_a_list_mend_it_and_send_it(client, event, letters):
    client.sign_in(make_member(event, Role.EDITOR))
    page = f"/manage/{event.slug}/invitations/new"

    wrong = client.fill(page, {**WHEN, "people": "Ada; ada@example.org\nBob; nowhere", "deed": "send"})
    assert wrong.status_code == 422
    assert "1 line is wrong" in wrong.text
    assert db.session.query(Invitation).count() == 0
    look = client.fill(page, {**WHEN, "people": "Ada; ada@example.org; guest; ru", "deed": "look"})
    assert "1 person gets an invitation" in look.text
    assert db.session.query(Invitation).count() == 0
    client.fill(page, {**WHEN, "people": "Ada; ada@example.org; guest; English", "deed": "send"})

    (mail,) = letters()
    assert mail["To"].addresses[0].addr_spec == "ada@example.org"
    text = " ".join(mail.get_body(("plain",)).get_content().split())
    assert "The organisers entered your name and e-mail address themselves" in text
    (row,) = db.session.query(Invitation).all()
    assert (row.state, row.expires_at) == ("sent", CUT_OFF)
    again = client.fill(page, {**WHEN, "people": "Ada; ada@example.org", "deed": "send"})
    assert "This address is invited already" in again.text


def test_a_csv_file_is_shown_before_it_is_sent(client, event):
    client.sign_in(make_member(event, Role.EDITOR))
    page = f"/manage/{event.slug}/invitations/new"
    csv = 'Name,E-mail,Category\r\n"Doe, Jane",jane@example.org,Guest\r\n=cmd(),x@example.org,\r\n'.encode("utf-16")
    shown = client.get(page).text
    token = shown.split('name="csrf_token" value="')[1].split('"')[0]

    answer = client.post(page, data={**WHEN, "csrf_token": token, "language": "en", "people": "",
                                     "file": (io.BytesIO(csv), "list.csv")})  # fmt: skip

    assert answer.status_code == 200
    assert "2 people get an invitation" in answer.text
    assert "Doe, Jane" in answer.text


def test_nothing_pasted_a_past_time_and_no_table_are_refused_in_words(client, event):
    client.sign_in(make_member(event, Role.EDITOR))
    page = f"/manage/{event.slug}/invitations/new"

    assert "Paste a list, or choose a file" in client.fill(page, WHEN).text
    late = client.fill(page, {**WHEN, "people": "Ada; a@example.org", "expires_at": "2020-01-01T00:00"})
    assert "Choose a time to come" in late.text


def invited(event, email="ada@example.org", **values):
    person = nominee(event.id, email, **values)
    services.invite(event.id, [person], expires_at=CUT_OFF, actor=OLGA, at=OPEN)
    return db.session.query(Invitation).filter_by(email=email).one()


def test_the_link_opens_the_form_bound_to_the_category(client, event):
    row = invited(event)
    page = f"/events/{event.slug}/invitation/{links.token_of_invitation(row)}/"

    form = client.get(page + "accept").text
    assert "You are invited by the organisers" in form
    sent = client.fill(page + "accept", {"country": "KG", "organisation": "Lab", "category": "participant"})
    assert sent.status_code in (409, 422)  # another category than that of the invitation
    client.fill(page + "accept", {"country": "KG", "organisation": "Lab"})

    (registration,) = db.session.query(Registration).all()
    assert (registration.source, registration.state, registration.category.code) == ("invitation", "confirmed", "guest")
    assert "Thank you" in client.get(page).text


def test_a_withdrawn_invitation_opens_nothing_and_mails_nothing(client, event, letters):
    client.sign_in(make_member(event, Role.EDITOR))
    row = invited(event)
    page = f"/events/{event.slug}/invitation/{links.token_of_invitation(row)}/"

    client.fill(f"/manage/{event.slug}/invitations/", form=f"{row.code}/withdraw")

    assert letters() == []
    assert client.get(page + "accept").status_code == 303
    assert "This invitation was withdrawn" in client.get(page).text


def test_reminders_go_to_who_has_not_answered(event, letters):
    waits, gone = invited(event), invited(event, "gone@example.org")
    services.decline(gone.id, at=OPEN)
    letters()

    waiting = invitation_queries.unanswered_invitations(event.id)
    assert services.remind_invited(event.id, waiting, actor=OLGA, at=OPEN) == 1
    assert services.remind_invited(event.id, waiting, actor=OLGA, at=OPEN) == 0

    assert [mail["To"].addresses[0].addr_spec for mail in letters()][-1] == waits.email


def test_who_does_not_answer_in_time_is_out(event):
    row = invited(event)

    services.expire_invitation(row.id, at=CUT_OFF - timedelta(seconds=1))
    assert queries.get_invitation(row.id).state == "sent"
    services.expire_invitation(row.id, at=CUT_OFF)

    db.session.expire_all()
    assert queries.get_invitation(row.id).state == "expired"


def test_a_link_of_another_event_is_unknown(client, event):
    row = invited(event)
    other = make_event()

    assert client.get(f"/events/{other.slug}/invitation/{links.token_of_invitation(row)}/").status_code == 404


def test_an_address_is_invited_once(event):
    invited(event)

    with pytest.raises(rules.InvitedAlready):
        services.invite(event.id, [nominee(event.id, "ADA@example.org")], expires_at=CUT_OFF, actor=OLGA, at=OPEN)


def test_who_did_not_register_is_forgotten_after_the_event_as_promised(event):
    gone, stays = invited(event), invited(event, "came@example.org")
    accept(queries.get_invitation(stays.id))
    gone_id, stays_id, over = gone.id, stays.id, event.ends_at + rules.KEPT_FOR

    assert services.forget_people(over) == 0
    assert services.forget_people(over + timedelta(seconds=1)) == 1

    db.session.expire_all()
    assert (db.session.get(Invitation, gone_id), db.session.get(Invitation, stays_id) is not None) == (None, True)


def test_reminders_come_on_the_mornings_that_the_rules_say_and_a_day_apart():
    row = Invitation(state="sent", created_at=OPEN, expires_at=OPEN + timedelta(days=5))
    both = Reminders(after_days=2, before_days=1)

    assert next_reminder(both, row, "UTC") == ("after", morning(OPEN.date() + timedelta(days=2), "UTC"))
    row.after_reminded_at = row.reminded_at = OPEN + timedelta(days=2)
    assert next_reminder(both, row, "UTC") == ("before", morning(OPEN.date() + timedelta(days=4), "UTC"))
    row.reminded_at = OPEN + timedelta(days=4)  # by hand
    assert next_reminder(both, row, "UTC") is None  # it would come too late
    row.reminded_at, row.state = None, "declined"
    assert next_reminder(both, row, "UTC") is None
    row.state, row.after_reminded_at = "sent", None
    assert next_reminder(Reminders(after_days=9), row, "UTC") is None
    assert next_reminder(Reminders(), row, "UTC") is None


def test_only_who_has_not_answered_and_can_be_reached_is_reminded_once_and_slowly(event):
    rows = {name: invited(event, f"{name}@example.org") for name in ("late", "slow", "no", "bounced", "away")}
    services.decline(rows["no"].id, at=OPEN)
    store(Undeliverable(event_id=event.id, email_key="bounced@example.org", reason="x", noted_at=OPEN))
    store(Unsubscription(event_id=event.id, email_key="away@example.org", at=OPEN))
    services.change_reminders(event.id, Reminders(after_days=3), version=0, actor=OLGA, at=OPEN)
    with pytest.raises(StaleEdit):
        services.change_reminders(event.id, Reminders(), version=0, actor=OLGA, at=OPEN)

    due = morning(OPEN.date() + timedelta(days=3), event.zone)
    assert services.send_reminders(due - timedelta(minutes=1)) == 0
    assert services.send_reminders(due) == 2
    assert services.send_reminders(due + timedelta(days=2)) == 0

    sent = db.session.query(Message).filter_by(kind="invitation.reminded").order_by(Message.id).all()
    assert [message.to_email for message in sent] == ["late@example.org", "slow@example.org"]
    assert [message.next_try_at for message in sent] == [due, due + timedelta(seconds=1)]


def test_organisers_choose_the_days_and_see_when_each_goes_out(client, event):
    invited(event)
    client.sign_in(make_member(event, Role.EDITOR))
    base = f"/manage/{event.slug}/invitations/"

    assert "Enter a whole number of days" in client.fill(base + "reminders", {"after_days": "91"}).text
    assert client.fill(base + "reminders", {"after_days": "3", "before_days": ""}).status_code == 303

    page = client.get(base).text
    assert "3 days after the invitation." in page
    assert instant(morning(OPEN.date() + timedelta(days=3), event.zone), event.zone) in page
