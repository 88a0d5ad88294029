"""Speakers hand in slides and links by their personal link."""

import io

import pytest

from conference.core import audit
from conference.core.codes import new_uuid7
from conference.core.db import db, transaction
from conference.programme import material_services
from conference.programme.material_rules import MaterialValues
from conference.programme.models import Material, Session, SessionSpeaker, Speaker
from conference.speaking import links, services
from tests.core.test_files import PDF
from tests.factories import (
    ENDS,
    OPEN,
    STARTS,
    make_event,
    make_member,
    make_release,
    make_session,
    make_speaker,
    place,
    speaks_at,
)

OLGA = audit.Actor("Olga", 7)
LINK = {"url": "https://example.org/paper?a=1&b=2", "title": "Paper <b>"}


@pytest.fixture
def event(client, monkeypatch):
    monkeypatch.setattr("conference.speaking.views.own.now", lambda: OPEN)
    monkeypatch.setattr("conference.speaking.views.materials.now", lambda: OPEN)
    return make_event(starts_at=STARTS, ends_at=ENDS)


@pytest.fixture
def session(event):
    return make_session(event, "Borders", code="BORDER")


def speaker_of(event, *sessions, name="Aigul Sample"):
    row = make_speaker(event, name, email="aigul@example.org")
    for one in sessions:
        speaks_at(row, one)
    services.make_link(row.id, actor=OLGA, at=OPEN)
    return db.session.get_one(Speaker, row.id)


def page_of(event, speaker):
    return f"/events/{event.slug}/speaking/{links.token_of(speaker)}/materials"


def slides(name="talk.pdf", data=PDF):
    return {"file": (io.BytesIO(data), name)}


def hand_in(client, page, values):
    return client.fill(page, values, form="/materials", content_type="multipart/form-data")


def stored():
    db.session.rollback()
    return list(db.session.scalars(db.select(Material).order_by(Material.id)))


def test_a_file_that_is_handed_in_reaches_visitors_and_the_history(client, event, session):
    page = page_of(event, speaker_of(event, session))
    make_release(event, place(session, None))

    answer = hand_in(client, page, slides() | {"shown": "always"})

    assert answer.status_code == 303
    assert "talk" in client.get(answer.location).text
    (material,) = stored()
    assert f"/materials/{material.uuid}/" in client.get(f"/events/{event.slug}/sessions/BORDER").text
    own = client.get(f"{page}/{material.uuid}/file")
    assert (own.data, own.headers["Content-Disposition"].split(";")[0]) == (PDF, "attachment")
    (entry,) = [one for one in audit.history(db.session.get_one(Session, session.id)) if "material" in one.action]
    assert (entry.action, entry.actor_label) == ("session.material_added", audit.SPEAKER.label)


def test_a_file_for_later_is_kept_from_visitors_but_not_from_its_speaker(client, event, session):
    page = page_of(event, speaker_of(event, session))
    make_release(event, place(session, None))

    hand_in(client, page, slides() | {"shown": "never"})

    (material,) = stored()
    assert client.get(f"/events/{event.slug}/materials/{material.uuid}/talk.pdf").status_code == 404
    assert client.get(f"{page}/{material.uuid}/file").data == PDF


def test_a_link_belongs_to_the_session_that_was_chosen(client, event, session):
    other = make_session(event, "Trade", code="TRADE")
    page = page_of(event, speaker_of(event, session, other))

    refused = hand_in(client, page, {**LINK, "session": ""})
    assert refused.status_code == 422
    assert "Choose the session it belongs to" in refused.text
    assert "Paper &lt;b&gt;" in refused.text  # what was typed is kept
    assert 'selected value="TRADE"' in client.get(f"{page}?session=TRADE").text

    hand_in(client, page, {**LINK, "session": "TRADE"})

    assert [(one.session_id, one.url, one.title) for one in stored()] == [(other.id, LINK["url"], LINK["title"])]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"file": b"MZ\x90\x00not a pdf"}, "Choose a PDF, an office document"),
        ({}, "Choose a file, or enter a link"),
        ({"url": "http://example.org/x", "title": "x"}, "begins with https://"),
        ({"url": "javascript:alert(1)", "title": "x"}, "https://"),
        ({"url": "https://example.org/x"}, "Enter a title for the link"),
    ],
)
def test_what_cannot_be_handed_in_is_refused_beside_its_field(client, event, session, values, words):
    values = slides(data=values["file"]) if "file" in values else values
    answer = hand_in(client, page_of(event, speaker_of(event, session)), values)

    assert answer.status_code == (409 if "file" in values else 422)
    assert words in answer.text
    assert stored() == []


def test_nobody_hands_in_for_a_session_of_others(client, event, session):
    page = page_of(event, speaker_of(event, session))
    make_session(event, "Theirs", code="THEIRS")

    assert hand_in(client, page, {**LINK, "session": "THEIRS"}).status_code == 422
    assert stored() == []


def test_a_speaker_deletes_their_own_and_nothing_else(client, event, session):
    speaker = speaker_of(event, session)
    page = page_of(event, speaker)
    hand_in(client, page, LINK)
    given = material_services.add_link(
        session.id, None, MaterialValues("Of the organisers", url="https://example.org"), actor=OLGA, at=OPEN
    )
    own = next(one.uuid for one in stored() if one.speaker_id == speaker.id)

    assert "Of the organisers" not in client.get(page).text
    assert client.post(f"{page}/{given}/delete").status_code == 404
    assert client.get(f"{page}/{given}/file").status_code == 404
    assert client.post(f"{page}/{new_uuid7()}/delete").status_code == 404
    assert client.post(f"{page}/{own}/delete").status_code == 400  # not sent from our page
    assert client.fill(page, form=f"{own}/delete").status_code == 303

    assert [one.uuid for one in stored()] == [given]
    actions = [one.action for one in audit.history(db.session.get_one(Session, session.id))]
    assert actions[0] == "session.material_removed"


def test_nothing_is_taken_for_a_session_that_is_called_off_or_declined(client, event, session):
    declined = make_session(event, "Declined", code="NOTME")
    speaker = speaker_of(event, session, declined)
    with transaction():
        db.session.get_one(Session, session.id).cancelled_at = OPEN
        link = db.session.scalars(db.select(SessionSpeaker).filter_by(session_id=declined.id)).one()
        link.answer = "declined"

    page = client.get(page_of(event, speaker))

    assert "Nothing can be handed in now" in page.text
    assert 'type="file"' not in page.text


def test_organisers_see_what_a_speaker_handed_in(client, event, session):
    hand_in(client, page_of(event, speaker_of(event, session)), LINK)
    client.sign_in(make_member(event))

    page = client.get(f"/manage/{event.slug}/sessions/BORDER/materials").text

    assert "Paper &lt;b&gt;" in page
    assert "from Aigul Sample" in page


def test_a_file_of_too_many_bytes_is_refused_beside_its_field(client, event, session):
    own = f"/events/{event.slug}/speaking/{links.token_of(speaker_of(event, session))}/materials"

    answer = client.post(own, environ_overrides={"CONTENT_LENGTH": str(22 * 1024 * 1024)})

    assert answer.status_code == 409
    assert "Choose a file of at most 20 MB" in answer.text
