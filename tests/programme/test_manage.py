"""The organiser's forms of sessions, speakers and projects."""

import io

import pytest
from PIL import Image

from conference.core.db import db, transaction
from conference.events.permissions import Role
from conference.programme import edit_queries, speaker_queries
from conference.projects.models import Component
from tests.browser import Browser
from tests.factories import (
    OPEN,
    make_event,
    make_member,
    make_project,
    make_release,
    make_room,
    make_session,
    make_speaker,
    place,
    speaks_at,
    store,
)


def test_session_is_written_placed_and_released(client: Browser):
    event = make_event()
    bomca, room, speaker = make_project("BOMCA", event), make_room(event), make_speaker(event)
    part = store(Component(project_id=bomca.id, number=2, title="Detection"))
    slug, event_id = event.slug, event.id
    facts = {
        "title": "Dogs and scanners",
        "kind": "panel",
        "slots-0-starts_at": "2027-05-12T10:00",
        "slots-0-ends_at": "2027-05-12T11:00",
        "slots-0-room": str(room.id),
        "projects-0-part": f"{bomca.id}/{part.id}",
        "speakers-0-speaker": speaker.code,
        "speakers-0-role": "moderator",
        "languages": ["en", "ru"],
    }
    client.sign_in(make_member(event))

    assert client.fill(f"/manage/{slug}/sessions/new", facts).status_code == 302
    assert "Dogs and scanners" not in client.get(f"/events/{slug}/agenda").text
    client.fill(f"/manage/{slug}/releases", {"note": "first", "accepts": "y"})

    agenda = client.get(f"/events/{slug}/agenda").text
    assert "Dogs and scanners" in agenda
    assert "BOMCA" in agenda
    ((session, [placement]),) = edit_queries.draft_sessions(event_id)
    assert placement.starts_at.isoformat() == "2027-05-12T08:00:00+00:00"
    assert [(link.component_id, link.is_lead) for link in session.project_links] == [(part.id, True)]
    assert [(link.speaker_id, link.role) for link in session.speaker_links] == [(speaker.id, "moderator")]
    shown = client.get(f"/manage/{slug}/sessions/{session.code}").text
    assert "Dogs and scanners" in shown
    assert "Session saved" in shown


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({"slots-0-starts_at": "2027-05-12T11:00", "slots-0-ends_at": "2027-05-12T10:00"}, "must end after it starts"),
        ({"slots-0-starts_at": "2027-05-12T11:00"}, "Give both the start and the end"),
        (
            {"slots-0-starts_at": "2027-06-12T10:00", "slots-0-ends_at": "2027-06-12T11:00"},
            "within the days of the event",
        ),
        ({"slots-0-starts_at": "yesterday"}, "Enter a date and time"),
    ],
)
def test_impossible_times_are_refused_and_kept(client: Browser, times: dict[str, str], words: str):
    event = make_event()
    slug = event.slug
    client.sign_in(make_member(event))

    answer = client.fill(f"/manage/{slug}/sessions/new", {"title": "Kept title", **times})

    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert "Kept title" in answer.text


def test_cancelled_session_stays_on_the_agenda(client: Browser):
    event = make_event()
    session = make_session(event, "Off")
    place(session, make_room(event))
    slug, code = event.slug, session.code
    client.sign_in(make_member(event))
    client.fill(f"/manage/{slug}/releases", {"accepts": "y"})

    client.fill(f"/manage/{slug}/sessions/{code}", form="cancel")

    assert "Cancelled" not in client.get(f"/events/{slug}/agenda").text
    client.fill(f"/manage/{slug}/releases", {"accepts": "y"})
    assert "Cancelled" in client.get(f"/events/{slug}/agenda").text


def test_speaker_with_photo_is_shown_to_visitors_without_address(client: Browser):
    event = make_event()
    slug, event_id = event.slug, event.id
    client.sign_in(make_member(event, Role.EDITOR))
    photo = io.BytesIO()
    Image.new("RGB", (60, 60), "green").save(photo, "PNG")
    facts = {"name": "Айгүл", "email": "secret@example.org", "photo": (io.BytesIO(photo.getvalue()), "a.png")}

    client.fill(f"/manage/{slug}/speakers/new", facts, content_type="multipart/form-data")

    db.session.rollback()
    (speaker,) = speaker_queries.speakers_of_event(event_id)
    assert speaker.photo is not None
    with transaction():
        speaker.consented_at = OPEN
    session = make_session(event, "Opening")
    speaks_at(speaker, session)
    make_release(event, place(session, None))
    assert client.get(f"/pictures/{speaker.photo.name}").mimetype == "image/webp"
    public = client.get(f"/events/{slug}/speakers/{speaker.code}")
    assert "Айгүл" in public.text
    assert "secret@example.org" not in public.text


def test_speaker_form_refuses_what_is_no_picture(client: Browser):
    event = make_event()
    slug = event.slug
    client.sign_in(make_member(event))
    facts = {"name": "Kept name", "photo": (io.BytesIO(b"MZ\x90 program"), "photo.png")}

    answer = client.fill(f"/manage/{slug}/speakers/new", facts, content_type="multipart/form-data")

    assert answer.status_code == 409
    assert "Choose a picture" in answer.text
    assert "Kept name" in answer.text


def test_projects_of_other_events_and_strangers_are_not_found(client: Browser):
    event, other = make_event(), make_event()
    make_project("PROTECT", other)
    slug = event.slug
    client.sign_in(make_member(event))

    assert client.get(f"/manage/{slug}/projects/PROTECT").status_code == 404
    assert client.get(f"/manage/{other.slug}/projects/PROTECT").status_code == 404
