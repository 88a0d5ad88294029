from datetime import UTC, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from conference.core.db import db, transaction
from conference.programme.models import Placement
from tests.exports.conftest import SECRET
from tests.factories import STARTS, make_event


def entries(answer: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for entry in Calendar.from_ical(answer.data).walk("VEVENT"):
        found.setdefault(str(entry["summary"]), []).append(entry)
    return found


def test_calendar_holds_every_slot_at_its_time(conference):
    answer = conference.get("agenda.ics")
    found = entries(answer)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "inline; filename=2027-in-brussels.ics"
    assert len(found) == 6
    assert [entry["dtstart"].dt.astimezone(UTC) for entry in found["Workshop"]] == [
        STARTS + timedelta(hours=2),
        STARTS + timedelta(days=1),
    ]
    (opening,) = found["Opening"]
    assert str(opening["uid"]) == f"{conference.opening.uuid}@localhost"
    assert str(opening["location"]) == "Plenary, Charlemagne, Rue de la Loi 170, Brussels, Belgium"
    assert str(opening["url"]) == f"http://localhost/events/2027-in-brussels/sessions/{conference.opening.code}"
    assert opening["categories"].cats == ["1. Trade", "Presentation", "BOMCA"]
    assert (
        "Why we are here\n\nSpeakers: Ada Sample (Moderator)\n\nLanguages: English, Russian" in opening["description"]
    )
    assert (opening["transp"], found["Coffee"][0]["transp"]) == ("OPAQUE", "TRANSPARENT")


def test_two_slots_of_a_session_are_two_entries(conference):
    uids = [str(entry["uid"]) for entry in entries(conference.get("agenda.ics"))["Workshop"]]

    assert uids[0] == f"{conference.repeated.uuid}@localhost"
    assert len(set(uids)) == 2


def test_cancelled_session_stays_and_says_so(conference):
    (entry,) = entries(conference.get("agenda.ics"))["Called off"]

    assert (entry["status"], entry["sequence"], entry["transp"]) == ("CANCELLED", 1, "TRANSPARENT")


def test_moved_session_keeps_its_identity_and_counts_up(conference):
    (before,) = entries(conference.get("agenda.ics"))["Opening"]
    with transaction() as session:
        query = session.query(Placement).filter_by(session_id=conference.opening.id, release_id=None)
        draft = query.one()
        draft.starts_at, draft.ends_at = draft.starts_at + timedelta(hours=5), draft.ends_at + timedelta(hours=5)
    conference.release(days=2)
    (after,) = entries(conference.get("agenda.ics"))["Opening"]

    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert after["dtstamp"].dt > before["dtstamp"].dt
    assert after["dtstart"].dt - before["dtstart"].dt == timedelta(hours=5)


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("?track=1.%20Trade", {"Opening"}),
        ("?project=bomca", {"Opening"}),
        ("?room=Room%202", {"Workshop", "Called off"}),
        ("?day=2027-05-14", set()),
    ],
)
def test_part_of_the_agenda_is_a_calendar_of_its_own(conference, asked, titles):
    whole, part = conference.get("agenda.ics"), conference.get(f"agenda.ics{asked}")

    assert set(entries(part)) == titles
    assert Calendar.from_ical(part.data)["uid"] != Calendar.from_ical(whole.data)["uid"]
    assert part.headers["ETag"] != whole.headers["ETag"]


def test_session_and_speaker_have_calendars(conference):
    code = conference.opening.code
    speaker = conference.api("/speakers")["items"][0]["code"]

    assert set(entries(conference.get(f"sessions/{code}.ics"))) == {"Opening"}
    assert set(entries(conference.get(f"speakers/{speaker}.ics"))) == {"Opening"}
    assert str(Calendar.from_ical(conference.get(f"speakers/{speaker}.ics").data)["name"]).startswith("Ada Sample – ")


@pytest.mark.parametrize("name", ["sessions/NOSUCH.ics", "speakers/NOSUCH.ics"])
def test_calendar_of_nothing_is_not_there(conference, name):
    assert conference.get(name).status_code == 404


def test_speaker_who_did_not_agree_has_no_calendar(conference):
    assert conference.get(f"speakers/{conference.hidden}.ics").status_code == 404
    assert "Nobody" not in conference.get("agenda.ics").text


def test_calendar_speaks_the_language_that_is_asked_for_whatever_the_browser_prefers(conference):
    plain = conference.get("agenda.ics", **{"Accept-Language": "ru"})
    russian = conference.get("agenda.ics?lang=ru")

    assert "Opening" in entries(plain)
    assert "Открытие" in entries(russian)
    assert str(Calendar.from_ical(russian.data)["name"]) == "Сотрудничество на границах"


def test_event_without_a_release_has_an_empty_calendar_to_subscribe_to(client):
    event = make_event()
    answer = client.get(f"/events/{event.slug}/agenda.ics")

    assert answer.status_code == 200
    assert not Calendar.from_ical(answer.data).walk("VEVENT")
    assert Calendar.from_ical(answer.data).walk("VTIMEZONE")


def test_no_calendar_holds_a_mail_address(conference):
    db.session.expire_all()
    text = conference.get("agenda.ics").text

    assert SECRET not in text
    assert "mailto:" not in text
