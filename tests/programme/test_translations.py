"""The list of texts that are not translated, and the texts of an event in its languages."""

import pytest

from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.programme.models import Track
from tests.browser import Browser, forms_of
from tests.counting import count_queries
from tests.factories import OPEN, make_event, make_member, make_room, make_session, make_speaker, store


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(title="Border Cooperation", languages=["en", "ru"], summary="Two days", venue="", address="",
                       city="", translations={"fr": {"title": "Coopération"}})  # fmt: skip
    client.sign_in(make_member(event, Role.OWNER, name="Elena"))
    return event


def test_every_text_that_lacks_a_translation_is_listed_with_its_form(client: Browser, event: Event):
    session = make_session(event, "Opening", abstract="Words", translations={"ru": {"title": "Открытие"}})
    gone = make_session(event, "Called off", cancelled_at=OPEN)
    track = store(Track(event_id=event.id, name="Borders"))
    room, speaker = make_room(event, "Hall A"), make_speaker(event, "Aigul", position="Head")

    page = client.get(f"/manage/{event.slug}/translations").text

    for address in (
        f"/manage/{event.slug}/settings#texts-ru",
        f"/manage/{event.slug}/sessions/{session.code}#texts-ru",
        f"/manage/{event.slug}/tracks/{track.id}#texts-ru",
        f"/manage/{event.slug}/rooms/{room.code}#texts-ru",
        f"/manage/{event.slug}/speakers/{speaker.code}#texts-ru",
    ):
        assert address in page
        assert 'id="texts-ru"' in client.get(address).text
    assert gone.code not in page


def test_what_is_translated_is_not_listed(client: Browser, event: Event):
    url = f"/manage/{event.slug}/settings"
    client.fill(url, {"texts-0-title": "Сотрудничество", "texts-0-summary": "Два дня"})

    page = client.get(f"/manage/{event.slug}/translations?language=ru").text

    assert "Everything is translated" in page
    db.session.rollback()
    row = db.session.get_one(Event, event.id, populate_existing=True)
    assert row.translations == {
        "ru": {"title": "Сотрудничество", "summary": "Два дня"}, "fr": {"title": "Coopération"}}  # fmt: skip
    assert "Сотрудничество" in client.get(f"/events/{event.slug}/?lang=ru").text


def test_event_with_one_language_says_what_to_do(client: Browser):
    event = make_event(languages=["en"])
    client.sign_in(make_member(event))

    assert "The event has one language" in client.get(f"/manage/{event.slug}/translations").text


def test_list_takes_as_many_queries_for_many_sessions(client: Browser, event: Event):
    url = f"/manage/{event.slug}/translations"
    make_session(event)
    make_speaker(event)
    few = count_queries(lambda: client.get(url))
    for _number in range(12):
        make_session(event)
        make_speaker(event)

    assert count_queries(lambda: client.get(url)) == few


def test_settings_that_two_people_change_are_merged_or_refused(client: Browser, event: Event):
    url = f"/manage/{event.slug}/settings"
    pavel = Browser(client.application)
    pavel.sign_in(make_member(event, Role.OWNER, name="Pavel"))
    sheet = next(form for form in forms_of(pavel.get(url).text) if not form.action)
    client.fill(url, {"city": "Brussels"})
    make_session(event)

    assert pavel.send(url, sheet, {"summary": "Three days"}).status_code == 302
    refused = pavel.send(url, sheet, {"city": "Vienna"})

    assert refused.status_code == 409
    assert "saved this in the meantime" in refused.text
    assert "Vienna" in refused.text
    db.session.rollback()
    row = db.session.get_one(Event, event.id, populate_existing=True)
    assert (row.city, row.summary) == ("Brussels", "Three days")
