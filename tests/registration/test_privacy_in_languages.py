"""Privacy statement and consents in the language that the person read, and what is stored as proof."""

import pytest
import time_machine

from conference.core.db import db
from conference.registration.models import Consent
from tests.factories import OPEN, make_category, make_event, make_member

pytestmark = pytest.mark.usefixtures("clock")
FILLED = {"name": "Ada Sample", "email": "ada@example.org", "organisation": "Guard", "country": "LV", "language": "ru"}


@pytest.fixture
def clock():
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def event(db_session):
    event = make_event(
        languages=["en", "ru"],
        controller="The institute",
        privacy_text="We **keep** little.",
        translations={"ru": {"controller": "Институт", "privacy_text": "Мы храним **мало**."}},
    )
    make_category(event)
    return event


@pytest.mark.parametrize("place", ["register", "privacy"])
def test_statement_is_read_in_the_language_of_the_reader(client, event, place):
    russian = client.get(f"/events/{event.slug}/{place}?lang=ru").text
    assert "Мы храним <strong>мало</strong>." in russian
    assert "Институт" in russian
    assert "The institute" not in russian
    assert "We <strong>keep</strong> little." in client.get(f"/events/{event.slug}/{place}?lang=en").text


def test_statement_that_nobody_translated_says_its_language(client, event):
    event.translations = {}
    event.version += 1
    db.session.commit()

    page = client.get(f"/events/{event.slug}/privacy?lang=ru").text

    assert '<span lang="en">The institute</span>' in page
    assert '<div class="stack" lang="en"><p>We <strong>keep</strong> little.' in page


def test_consent_is_stored_in_the_words_that_the_person_read(client, event):
    address = f"/events/{event.slug}/register?lang=ru"
    assert "Я даю согласие на фото" in client.get(address).text

    assert client.fill(address, FILLED | {"photo": "y"}).status_code == 303

    db.session.rollback()
    stored = db.session.query(Consent).one().text
    assert "Я даю согласие на фото" in stored
    assert stored in client.get(address).text


def test_organiser_translates_the_statement_in_the_settings(client, event):
    client.sign_in(make_member(event))
    address = f"/manage/{event.slug}/settings"
    assert "Мы храним **мало**." in client.get(address).text

    assert client.fill(address, {"texts-0-privacy_text": "Мы храним *всё*."}).status_code == 302

    assert "Мы храним <em>всё</em>." in client.get(f"/events/{event.slug}/privacy?lang=ru").text
