from datetime import timedelta

import pytest

from conference.core import audit
from conference.core.clock import now
from conference.core.db import db, transaction
from conference.events.permissions import Role
from conference.programme.models import SessionSpeaker, Speaker
from conference.speaking import links, services
from conference.speaking.rules import NoAddress
from tests.factories import OPEN, make_event, make_member, make_session, make_speaker, speaks_at

OLGA = audit.Actor("Olga", 7)
WEEK = timedelta(days=7)


@pytest.fixture
def event(client):
    return make_event()


@pytest.fixture
def speaker(event):
    row = make_speaker(event, "Aigul", consented_at=None, email="aigul@example.org")
    speaks_at(row, make_session(event, "Borders"))
    return row


def test_the_invitation_leads_to_the_own_page(client, event, speaker, letters):
    services.invite(event.id, [speaker.id], actor=OLGA, at=now())

    (letter,) = letters()
    assert letter["To"] == "Aigul <aigul@example.org>"
    text = letter.get_body(("plain",)).get_content()
    token = links.token_of(db.session.get_one(Speaker, speaker.id))
    assert token in text
    assert "Borders" in text
    assert client.get(f"/events/{event.slug}/speaking/{token}/").status_code == 200


def test_inviting_again_sends_the_same_link(event, speaker):
    services.invite(event.id, [speaker.id], actor=OLGA, at=OPEN)
    first = links.token_of(db.session.get_one(Speaker, speaker.id))
    services.invite(event.id, [speaker.id], actor=OLGA, at=OPEN + WEEK)

    assert links.token_of(db.session.get_one(Speaker, speaker.id)) == first


def test_speakers_without_address_are_left_out_and_alone_refused(event, speaker):
    mute = make_speaker(event, "Mute")

    assert services.invite(event.id, [speaker.id, mute.id], actor=OLGA, at=OPEN) == 1
    with pytest.raises(NoAddress, match="has an e-mail address"):
        services.invite(event.id, [mute.id], actor=OLGA, at=OPEN)


def test_who_has_answered_is_not_reminded(event, speaker):
    services.invite(event.id, [speaker.id], actor=OLGA, at=OPEN)
    version = db.session.get_one(Speaker, speaker.id).link_version
    assert services.remind_when_due(speaker.id, version, 1, at=OPEN + WEEK)

    with transaction():
        db.session.get_one(Speaker, speaker.id).consented_at = OPEN
        db.session.scalars(db.select(SessionSpeaker)).one().answer = "confirmed"

    assert not services.remind_when_due(speaker.id, version, 2, at=OPEN + 2 * WEEK)
    assert services.remind(event.id, [speaker.id], actor=OLGA, at=OPEN + WEEK) == 0


def test_a_replaced_link_and_a_past_event_remind_nobody(event, speaker):
    services.invite(event.id, [speaker.id], actor=OLGA, at=OPEN)
    assert not services.remind_when_due(speaker.id, 99, 1, at=OPEN + WEEK)
    assert not services.remind_when_due(speaker.id, 1, 1, at=event.starts_at)


def test_the_list_shows_who_has_not_answered_and_mails_them(client, event, speaker, letters):
    slug, code = event.slug, speaker.code
    client.sign_in(make_member(event, Role.EDITOR))
    page = client.get(f"/manage/{slug}/speaking/")
    assert "1 speaker has something left to answer" in page.text

    client.fill(f"/manage/{slug}/speaking/", {"speaker": code, "deed": "invite"}, form="")

    assert [letter["To"] for letter in letters()] == ["Aigul <aigul@example.org>"]


def test_the_link_is_made_shown_and_ended(client, event, speaker):
    slug, page = event.slug, f"/manage/{event.slug}/speaking/{speaker.code}"
    client.sign_in(make_member(event, Role.EDITOR))

    client.fill(page, form="link")
    token = links.token_of(db.session.get_one(Speaker, speaker.id))
    assert f"/events/{slug}/speaking/{token}/" in client.get(page).text
    client.fill(page, {"deed": "revoke"}, form="link")

    assert "has no link" in client.get(page).text


@pytest.mark.parametrize("role", [Role.VIEWER, Role.DOOR])
def test_only_those_who_edit_the_programme_see_links(client, event, speaker, role):
    client.sign_in(make_member(event, role))

    assert client.get(f"/manage/{event.slug}/speaking/").status_code == 403
    assert client.get(f"/manage/{event.slug}/speaking/{speaker.code}").status_code == 403
