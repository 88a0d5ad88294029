"""The organiser's pages of speakers: nothing is lost on them, and nobody is shown who did not agree."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.programme.models import Speaker, SpeakerAbsence
from tests.browser import Browser, forms_of
from tests.counting import count_queries
from tests.factories import (
    OPEN,
    STARTS,
    make_event,
    make_member,
    make_release,
    make_session,
    make_speaker,
    place,
    speaks_at,
    store,
)

LONG = "Ж" * 500


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(languages=["en", "ru"])
    client.sign_in(make_member(event, Role.EDITOR, name="Elena"))
    return event


@pytest.fixture
def speaker(event: Event) -> Speaker:
    return make_speaker(
        event, "Aigul Sample", title="Dr", position="Head of Unit", organisation_name="Border Service",
        country="KG", biography="Writes *books*.", email="aigul@example.org", language="ru",
        consented_at=None, consent_source="",
        translations={"ru": {"position": "Начальник отдела"}, "fr": {"position": "Cheffe"}},
    )  # fmt: skip


def address(event: Event, speaker: Speaker) -> str:
    return f"/manage/{event.slug}/speakers/{speaker.code}"


def stored(speaker: Speaker) -> Speaker:
    db.session.rollback()
    return db.session.get_one(Speaker, speaker.id, populate_existing=True)


def told(speaker: Speaker) -> dict[str, object]:
    row = stored(speaker)
    names = ("title", "name", "national_name", "position", "organisation_name", "country", "biography", "email",
             "language", "translations", "consented_at", "photo_id")  # fmt: skip
    absences = [(one.starts_at, one.ends_at, one.note) for one in row.absences]
    return {name: getattr(row, name) for name in names} | {"absences": absences}


def test_form_sent_back_as_shown_changes_nothing(client: Browser, event: Event, speaker: Speaker):
    store(SpeakerAbsence(speaker_id=speaker.id, starts_at=STARTS, ends_at=STARTS + timedelta(hours=2), note="Train"))
    before = told(speaker)

    assert client.fill(address(event, speaker)).status_code == 302

    assert told(speaker) == before


def test_everything_that_was_typed_is_stored(client: Browser, event: Event, speaker: Speaker):
    facts = {
        "title": "H.E.", "national_name": "Айгүл Үлгүбаева", "organisation": "Ministry", "country": "KZ",
        "texts-0-biography": "Пишет книги.", "language": "en",
    }  # fmt: skip
    rows = {"absences-0-ident": "", "absences-0-starts_at": "2027-05-12T09:00",
            "absences-0-ends_at": "2027-05-12T12:00", "absences-0-note": "Flight"}  # fmt: skip

    assert client.fill(address(event, speaker), facts | rows).status_code == 302

    row = stored(speaker)
    assert (row.title, row.national_name, row.affiliation, row.country, row.language) == (
        "H.E.", "Айгүл Үлгүбаева", "Ministry", "KZ", "en")  # fmt: skip
    assert row.translations == {
        "ru": {"position": "Начальник отдела", "biography": "Пишет книги."}, "fr": {"position": "Cheffe"}}  # fmt: skip
    assert [(one.starts_at.isoformat(), one.note) for one in row.absences] == [("2027-05-12T07:00:00+00:00", "Flight")]


def picture(size: tuple[int, int]) -> io.BytesIO:
    data = io.BytesIO()
    Image.new("RGB", size, "green").save(data, "PNG")
    return io.BytesIO(data.getvalue())


def test_photo_becomes_square_and_can_be_removed(client: Browser, event: Event, speaker: Speaker):
    url = address(event, speaker)

    client.fill(url, {"photo": (picture((300, 200)), "a.png")}, content_type="multipart/form-data")

    photo = stored(speaker).photo
    assert photo is not None
    assert photo.width == photo.height
    client.fill(url, {"photo_removed": "y"}, content_type="multipart/form-data")
    assert stored(speaker).photo is None


@pytest.mark.parametrize("data", [b"MZ program", b"<svg onload='alert(1)'/>", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_is_no_picture_is_refused_and_the_rest_kept(client: Browser, event: Event, speaker: Speaker, data: bytes):
    facts = {"position": "Kept as typed", "photo": (io.BytesIO(data), "photo.png")}

    answer = client.fill(address(event, speaker), facts, content_type="multipart/form-data")

    assert answer.status_code == 409
    assert "Choose a picture" in answer.text
    assert "Kept as typed" in answer.text
    assert stored(speaker).photo is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": LONG}, "Use 200 characters or fewer"),
        ({"name": " "}, "Enter the speaker&#39;s name"),
        ({"email": "nobody"}, "Enter one e-mail address"),
        ({"country": "XX"}, "Choose one of the list"),
        ({"texts-0-position": LONG}, "Use 200 characters or fewer"),
        ({"absences-0-ident": "", "absences-0-starts_at": "2027-05-12T09:00"}, "Give both the start and the end"),
        ({"absences-0-ident": "", "absences-0-starts_at": "2027-05-12T09:00",
          "absences-0-ends_at": "2027-05-12T08:00"}, "must end after it starts"),
        ({"absences-0-ident": "", "absences-0-starts_at": "2027-03-28T02:30",
          "absences-0-ends_at": "2027-03-28T08:00"}, "clocks go forward"),
    ],
)  # fmt: skip
def test_bad_input_is_said_beside_its_cause_and_kept(
    client: Browser, event: Event, speaker: Speaker, typed: dict[str, str], words: str
):
    before = told(speaker)

    answer = client.fill(address(event, speaker), {"national_name": "Kept as typed", **typed})

    assert answer.status_code == 422
    assert words in answer.text
    assert "Kept as typed" in answer.text
    assert told(speaker) == before


def test_edits_that_do_not_touch_are_merged_and_others_refused(client: Browser, event: Event, speaker: Speaker):
    url = address(event, speaker)
    pavel = Browser(client.application)
    pavel.sign_in(make_member(event, Role.EDITOR, name="Pavel"))
    form = forms_of(pavel.get(url).text)
    sheet = next(one for one in form if one.action.endswith(speaker.code))
    client.fill(url, {"position": "Director"})

    assert pavel.send(url, sheet, {"biography": "New words"}).status_code == 302
    assert (stored(speaker).position, stored(speaker).biography) == ("Director", "New words")
    refused = pavel.send(url, sheet, {"position": "Adviser"})
    assert refused.status_code == 409
    assert "saved this in the meantime" in refused.text
    assert "Adviser" in refused.text
    assert stored(speaker).position == "Director"


def test_row_for_an_absence_comes_and_goes_without_a_script(client: Browser, event: Event, speaker: Speaker):
    page = client.fill(address(event, speaker), {"position": "Typed", "rows": "absences:add:0"})

    assert page.status_code == 200
    assert 'name="absences-0-starts_at"' in page.text
    assert "Typed" in page.text
    assert stored(speaker).position == "Head of Unit"


def test_nobody_is_shown_before_consent_and_nobody_after_it_is_withdrawn(
    client: Browser, event: Event, speaker: Speaker
):
    session = make_session(event)
    speaks_at(speaker, session, answer="confirmed")
    make_release(event, place(session, None))
    url, public = address(event, speaker), f"/events/{event.slug}/speakers/{speaker.code}"
    assert client.get(public).status_code == 404

    refused = client.fill(url, {"source": " "}, form="consent")
    assert refused.status_code in (409, 422)
    assert "Say how we know" in refused.text
    assert client.get(public).status_code == 404
    client.fill(url, {"source": "E-mail of 3 March"}, form="consent")

    assert client.get(public).status_code == 200
    assert "E-mail of 3 March" in client.get(url).text
    client.fill(url, form="consent")
    assert client.get(public).status_code == 404


def test_speaker_in_use_stays_and_the_page_says_where(client: Browser, event: Event, speaker: Speaker):
    session = make_session(event, "Opening")
    link = speaks_at(speaker, session)
    make_release(event, place(session, None))
    url = address(event, speaker)
    assert "Yes, delete them" not in client.get(url).text

    db.session.delete(db.session.merge(link))
    db.session.commit()
    page = client.get(url).text
    assert "Session of a published agenda" in page
    assert f"/manage/{event.slug}/sessions/{session.code}" in page
    consent = next(form for form in forms_of(page) if "consent" in form.action)
    answer = client.send(f"{url}/delete", type(consent)(f"{url}/delete", consent.fields), {}, follow_redirects=True)
    assert "cannot be deleted" in answer.text
    assert stored(speaker).name == "Aigul Sample"


def test_speaker_whom_nothing_names_is_deleted(client: Browser, event: Event, speaker: Speaker):
    store(SpeakerAbsence(speaker_id=speaker.id, starts_at=STARTS, ends_at=STARTS + timedelta(hours=2)))

    url = address(event, speaker)

    client.fill(url, form="delete")

    assert db.session.query(Speaker).count() == 0
    assert client.get(url).status_code == 404


def test_speakers_are_found_by_letters_of_any_script_and_by_state(client: Browser, event: Event, speaker: Speaker):
    make_speaker(event, "Bērziņš", consented_at=OPEN)
    make_speaker(event, "Өмүрбек Асанов", consented_at=OPEN)
    url = f"/manage/{event.slug}/speakers"

    found = {
        query: client.get(f"{url}?{query}").text for query in ("q=berzins", "q=omurbek", "state=no_consent", "q=zzzzzz")
    }

    assert "Bērziņš" in found["q=berzins"]
    assert "Aigul" not in found["q=berzins"]
    assert "Өмүрбек" in found["q=omurbek"]
    assert "Aigul" in found["state=no_consent"]
    assert "Bērziņš" not in found["state=no_consent"]
    assert "Nobody matches" in found["q=zzzzzz"]


def test_list_takes_as_many_queries_for_many_speakers(client: Browser, event: Event, speaker: Speaker):
    url = f"/manage/{event.slug}/speakers"
    few = count_queries(lambda: client.get(url))
    for number in range(12):
        make_speaker(event, f"Speaker {number}")

    assert count_queries(lambda: client.get(url)) == few
