import io
from datetime import timedelta

import pytest
from PIL import Image

from conference.core import audit
from conference.core.db import db, transaction
from conference.core.errors import StaleEdit
from conference.core.merging import marks
from conference.events.models import Event
from conference.mail.letters import Letter
from conference.programme.models import SessionSpeaker, Speaker
from conference.speaking import links, mails, queries, services
from conference.speaking.rules import ProfileValues
from tests.factories import (
    ENDS,
    OPEN,
    STARTS,
    make_event,
    make_release,
    make_room,
    make_session,
    make_speaker,
    place,
    speaks_at,
)

OLGA = audit.Actor("Olga", 7)


@pytest.fixture
def event(client):
    return make_event(starts_at=STARTS, ends_at=ENDS)


@pytest.fixture
def speaker(event):
    """A speaker with a session, an address, and no consent yet."""
    row = make_speaker(event, "Өмүрбек Sample", consented_at=None, email="omurbek@example.org")
    speaks_at(row, make_session(event, "Borders"))
    services.make_link(row.id, actor=OLGA, at=OPEN)
    return db.session.get_one(Speaker, row.id)


@pytest.fixture
def own(event, speaker, monkeypatch):
    monkeypatch.setattr("conference.speaking.views.own.now", lambda: OPEN)
    return f"/events/{event.slug}/speaking/{links.token_of(speaker)}/"


def part_of(speaker):
    return db.session.scalars(db.select(SessionSpeaker).filter_by(speaker_id=speaker.id)).one()


def test_nothing_is_public_before_the_speaker_agrees(client, event, speaker, own):
    session = db.session.get_one(SessionSpeaker, part_of(speaker).id).session
    make_release(event, place(session, None))
    slug, code = event.slug, speaker.code
    assert "Өмүрбек" not in client.get(f"/events/{slug}/agenda").text
    assert client.get(f"/events/{slug}/speakers/{code}").status_code == 404

    client.fill(own, form="consents/publish")

    assert "Өмүрбек" in client.get(f"/events/{slug}/agenda").text
    assert client.get(f"/events/{slug}/speakers/{code}").status_code == 200

    client.fill(own, form="consents/publish")

    assert "Өмүрбек" not in client.get(f"/events/{slug}/agenda").text
    assert client.get(f"/events/{slug}/speakers/{code}").status_code == 404


def test_a_consent_that_organisers_noted_is_told_and_can_be_taken_back(client, event, speaker, own):
    with transaction():
        db.session.get_one(Speaker, speaker.id).consented_at = OPEN
    page = client.get(own).text
    assert "You are not on the public agenda yet" not in page
    assert "The organisers noted" in page
    assert '<p class="agreed">' in page  # long sentences break on a phone

    client.fill(own, form="consents/publish")  # the first button takes it back

    db.session.expire_all()
    assert db.session.get_one(Speaker, speaker.id).consented_at is None
    assert "You are not on the public agenda yet" in client.get(own).text


def test_consents_are_kept_with_their_words_and_times(client, speaker, own):
    client.fill(own, form="consents/recording")
    (given,) = queries.consents_of(speaker.id).values()
    assert "recorded" in given.text
    assert (given.purpose, given.given_at, given.withdrawn_at) == ("recording", OPEN, None)

    client.fill(own, form="consents/recording")

    db.session.expire_all()
    assert queries.consents_of(speaker.id) == {}
    assert given.withdrawn_at == OPEN


def test_a_part_is_confirmed_and_declined(client, event, speaker, own):
    client.fill(own, form="answer")
    assert (part_of(speaker).answer, part_of(speaker).answered_at) == ("confirmed", OPEN)

    client.fill(own, form="answer")

    db.session.expire_all()
    assert part_of(speaker).answer == "declined"
    assert "You said that you cannot" in client.get(own).text


def test_details_are_saved_and_scripts_in_them_do_nothing(client, speaker, own):
    answer = client.fill(own + "profile", {"name": "Өмүрбек Улгу", "biography": "**Guards** <script>x</script>"})

    assert answer.status_code == 303
    db.session.expire_all()
    row = db.session.get_one(Speaker, speaker.id)
    assert row.name == "Өмүрбек Улгу"
    assert "<script>x" not in client.get(own).text


def test_a_change_to_what_somebody_else_changed_is_refused_with_who_and_when(client, event, speaker, own):
    values = ProfileValues("", "New by speaker", "", "", "", None, "", "en")
    before = marks({**vars(values), "name": "Өмүрбек Sample"})
    with transaction():
        row = db.session.get_one(Speaker, speaker.id)
        row.name = "New by organiser"
        audit.record("speaker.saved", row, actor=OLGA, event_id=event.id, at=OPEN)

    with pytest.raises(StaleEdit, match="Olga"):
        services.save_profile(speaker.id, values, shown=before, zone="Europe/Brussels", at=OPEN)


def test_a_photo_becomes_square(client, speaker, own):
    out = io.BytesIO()
    Image.new("RGB", (300, 100), "green").save(out, "PNG")
    photo = {"photo": (io.BytesIO(out.getvalue()), "me.png"), "crop": "0.5,0,1"}

    client.fill(own, photo, form="photo", content_type="multipart/form-data")

    db.session.expire_all()
    stored = db.session.get_one(Speaker, speaker.id).photo
    assert (stored.width, stored.height) == (100, 100)


def test_what_is_no_photo_is_refused_beside_the_field(client, own):
    photo = {"photo": (io.BytesIO(b"<svg onload='x'>"), "me.png")}

    answer = client.fill(own, photo, form="photo", content_type="multipart/form-data")

    assert answer.status_code == 409
    assert "Choose a picture: a JPEG, PNG or WebP file" in answer.text


def test_absences_are_stored_and_a_backward_one_is_refused(client, speaker, own):
    backward = {"absences-0-starts_at": "2027-05-12T12:00", "absences-0-ends_at": "2027-05-12T10:00"}
    answer = client.fill(own + "absences", backward)
    assert answer.status_code == 409
    assert "must end after it starts" in answer.text

    client.fill(own + "absences", {**backward, "absences-0-ends_at": "2027-05-12T14:00"})

    db.session.expire_all()
    (absence,) = db.session.get_one(Speaker, speaker.id).absences
    assert (absence.starts_at.hour, absence.ends_at.hour) == (10, 12)  # UTC, Brussels is two hours ahead


def test_a_half_absence_is_refused_beside_the_gap(client, own):
    answer = client.fill(own + "absences", {"absences-0-starts_at": "2027-05-12T12:00"})

    assert answer.status_code == 422
    assert "Give both the start and the end" in answer.text


def test_an_abstract_changes_the_draft_and_not_what_visitors_see(client, event, speaker, own):
    session = part_of(speaker).session
    make_release(event, place(session, None))
    slug, code = event.slug, session.code

    client.fill(f"{own}sessions/{code}", {"title": "Better borders", "abstract": "New"})

    db.session.expire_all()
    assert part_of(speaker).session.title == "Better borders"
    assert "Better borders" not in client.get(f"/events/{slug}/agenda").text


def test_sessions_of_others_are_not_there(client, event, own):
    other = make_session(event, "Not mine").code

    assert client.get(f"{own}sessions/{other}").status_code == 404


def test_a_link_ends_when_it_is_revoked_replaced_or_too_old(client, event, speaker, own, monkeypatch):
    assert client.get(own).status_code == 200
    services.make_link(speaker.id, actor=OLGA, at=OPEN)
    assert client.get(own).status_code == 404
    newer = f"/events/{event.slug}/speaking/{links.token_of(db.session.get_one(Speaker, speaker.id))}/"
    assert client.get(newer).status_code == 200

    monkeypatch.setattr("conference.speaking.views.own.now", lambda: ENDS + timedelta(days=31))
    assert client.get(newer).status_code == 404
    monkeypatch.setattr("conference.speaking.views.own.now", lambda: OPEN)
    services.revoke_link(speaker.id, actor=OLGA, at=OPEN)
    assert client.get(newer).status_code == 404


def test_a_link_of_one_event_opens_no_other(client, own):
    other = make_event()

    assert client.get(own.replace(own.split("/")[2], other.slug)).status_code == 404


def test_the_page_is_kept_by_nobody(client, own):
    answer = client.get(own)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers


def test_a_wrong_or_ended_link_says_where_the_newest_one_is(client, own):
    wrong = client.get(own.rstrip("/")[:-4] + "AAAA/")

    assert wrong.status_code == 404
    assert "Answer that mail to ask them for a new one" in wrong.text


def test_a_photo_of_too_many_bytes_is_refused_beside_its_field(client, own):
    answer = client.post(f"{own}photo", environ_overrides={"CONTENT_LENGTH": str(13 * 1024 * 1024)})

    assert answer.status_code == 409
    assert "Choose a picture of at most 10 MB" in answer.text
    assert "Your sessions" in answer.text


def test_the_square_of_a_photo_is_chosen_without_keys_too(client, own):
    page = client.get(own).text

    assert "Larger square" in page
    assert "Smaller square" in page


def test_times_say_whose_clocks_they_are(client, speaker, own):
    place(part_of(speaker).session, None)

    assert "All times are those of Brussels, UTC+2." in client.get(own).text
    with client.application.test_request_context():
        assert "All times are those of Brussels, UTC+2." in (mails.invited(speaker.id) or Letter("", "", "")).text


def test_titles_are_in_the_speakers_language_where_somebody_wrote_them(client, speaker, own):
    with transaction():
        part_of(speaker).session.translations = {"ru": {"title": "Границы"}}
        db.session.get_one(Speaker, speaker.id).language = "ru"

    assert "Границы" in client.get(own).text
    with client.application.test_request_context("/?lang=ru"):
        assert "Границы" in (mails.invited(speaker.id) or Letter("", "", "")).text


def test_letter_names_event_and_room_in_the_speakers_language(client, event, speaker):
    hall = make_room(event, "Hall", translations={"ru": {"name": "Зал"}})
    place(part_of(speaker).session, hall)
    with transaction():
        db.session.get_one(Event, event.id).translations = {"ru": {"title": "Границы"}}

    with client.application.test_request_context("/?lang=ru"):
        letter = mails.invited(speaker.id) or Letter("", "", "")

    assert "Границы" in letter.subject
    for text in (letter.text, letter.html):
        assert "Зал" in text
        assert "Hall" not in text
    assert "<strong>Границы</strong>" in letter.html
