import re
from datetime import timedelta

from conference.core.audit import SYSTEM
from conference.core.db import db, transaction
from conference.programme.models import Session
from conference.programme.services import release_agenda
from conference.programme.views import history
from tests.counting import count_queries
from tests.factories import OPEN, make_event, make_room, make_session, place

HOUR = timedelta(hours=1)


def publish(event, note="", *, hours=0):
    return release_agenda(event.id, note, actor=SYSTEM, at=OPEN + hours * HOUR)


def shift(placement, hours=1):
    with transaction() as session:
        row = session.merge(placement)
        row.starts_at += hours * HOUR
        row.ends_at += hours * HOUR


def test_before_the_first_release_nothing_is_told(event, get):
    place(make_session(event, "Secret draft"), None)

    page = get(event, "agenda/changes").text

    assert "The agenda is not published yet" in page
    assert "Secret draft" not in page


def test_each_version_says_its_note_and_what_became_of_each_session(event, get):
    hall = make_room(event, "Hall")
    opening, panel, talk = (make_session(event, title) for title in ("Opening", "Panel", "Talk"))
    moved, _panel, _talk = (place(one, hall) for one in (opening, panel, talk))
    publish(event, "First")
    shift(moved)
    place(make_session(event, "Encore"), hall)
    with transaction() as session:
        session.get_one(Session, panel.id).cancelled_at = OPEN
        session.get_one(Session, talk.id).title = "Long talk"
    publish(event, "Line one\nLine two", hours=1)

    page = get(event, "agenda/changes").text

    assert re.findall(r'id="version-(\d)"', page) == ["2", "1"]
    assert "1 cancelled, 1 moved, 1 new, 1 changed" in page
    for words in ("Line one\nLine two", "Moved to 12 May 2027, 10:00–11:00, Hall; it was 12 May 2027, 09:00–10:00",
                  "Cancelled: it was to be 12 May 2027, 09:00–10:00, Hall", "Changed: title",
                  "New: 12 May 2027, 09:00–10:00, Hall", "The first version: 3 sessions.", "First",
                  f'href="/events/{event.slug}/sessions/{opening.code}"',
                  f'href="/events/{event.slug}/releases.atom"'):  # fmt: skip
        assert words in page, words


def test_agenda_leads_to_what_changed_once_there_is_something_to_read(event, get):
    moved = place(make_session(event, "Opening"), None)
    publish(event)
    link = f'href="/events/{event.slug}/agenda/changes"'
    assert link not in get(event, "agenda").text
    shift(moved)
    publish(event, hours=1)

    assert link in get(event, "agenda").text


def test_drafts_and_events_that_are_not_published_stay_unseen(client, event, get):
    moved = place(make_session(event, "Opening"), None)
    publish(event)
    shift(moved)
    assert "moved" not in get(event, "agenda/changes").text
    hidden = make_event(published_at=None)
    assert client.get(f"/events/{hidden.slug}/agenda/changes").status_code == 404


def test_page_is_known_by_its_tag_until_the_next_release(client, event, get):
    moved = place(make_session(event, "Opening"), None)
    publish(event)
    tag = {"If-None-Match": get(event, "agenda/changes").headers["ETag"]}
    address = f"/events/{event.slug}/agenda/changes"
    assert client.get(address, headers=tag).status_code == 304
    shift(moved)
    publish(event, hours=1)

    assert client.get(address, headers=tag).status_code == 200


def test_a_long_history_is_cut_and_read_no_further(event, get, monkeypatch):
    monkeypatch.setattr(history, "MOST", 2)
    moved = place(make_session(event, "Opening"), None)
    for number in range(3):
        publish(event, hours=number)
        shift(moved)
    few = count_queries(lambda: get(event, "agenda/changes"))
    page = get(event, "agenda/changes").text
    assert re.findall(r'id="version-(\d)"', page) == ["3", "2"]
    assert "Older versions are not listed" in page
    for number in range(3, 6):
        publish(event, hours=number)
        shift(moved)
    db.session.rollback()

    assert count_queries(lambda: get(event, "agenda/changes")) == few
