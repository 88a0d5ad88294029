import gzip
import re

import pytest

from conference.core import throttle
from conference.core.db import db
from conference.personal.models import PersonalAgenda
from tests.counting import count_queries
from tests.factories import STARTS, make_event, make_session, place
from tests.planning.releasing import HOUR, PAST, Agenda


def entries(text):
    """The lines of each VEVENT, by its summary."""
    found = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text.replace("\r\n ", ""), re.DOTALL)
    return {re.search(r"SUMMARY:(.*)\r", one)[1]: one.split("\r\n") for one in found}


def test_page_of_the_device_is_the_same_for_everybody_and_names_nothing_as_chosen(client, agenda):
    answer = client.get(f"/events/{agenda.event.slug}/my-agenda")

    assert answer.status_code == 200
    assert answer.text.count("data-mine=") == 2
    assert "Set-Cookie" not in answer.headers
    assert (
        client.get(
            f"/events/{agenda.event.slug}/my-agenda", headers={"If-None-Match": answer.headers["ETag"]}
        ).status_code
        == 304
    )


def test_agenda_and_session_pages_lead_to_the_own_agenda(client, agenda):
    slug = agenda.event.slug

    for page in ("agenda", "agenda?view=grid", f"sessions/{agenda.opening.code}"):
        assert f'href="/events/{slug}/my-agenda"' in client.get(f"/events/{slug}/{page}").text
        assert 'data-controller="stars"' in client.get(f"/events/{slug}/{page}").text


def test_before_the_first_release_there_is_nothing_to_take(client):
    event = make_event()

    assert "not published yet" in client.get(f"/events/{event.slug}/my-agenda").text
    assert client.get(f"/events/{event.slug}/my-agenda/take").status_code == 404


def test_taking_it_along_keeps_the_sessions_and_no_secret(client, agenda):
    answer = client.fill(f"/events/{agenda.event.slug}/my-agenda/take", {"codes": f"{agenda.opening.code},NOSUCH"})

    address = answer.headers["Location"]
    assert re.fullmatch(r"/my/[\w-]{22}", address)
    page = client.get(address)
    assert "Opening" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers
    row = db.session.scalars(db.select(PersonalAgenda)).one()
    assert address.removeprefix("/my/") not in repr(vars(row))
    assert len(row.picks) == 1


def test_own_page_hints_at_clashes(client, agenda, keep):
    text = client.get(keep(agenda.opening, agenda.panel)).text

    assert "At the same time as “Opening”" in text
    assert "At the same time as “Panel”" in text


def test_sessions_are_added_and_taken_out_by_plain_forms(client, agenda, keep):
    address = keep(agenda.opening)

    client.fill(address, {"codes": agenda.panel.code}, form="add")
    both = client.get(address).text
    client.fill(address, {"codes": agenda.opening.code}, form="remove")

    assert both.count("session__title") == 2
    assert client.get(address).text.count("session__title") == 1


def test_new_address_ends_the_old_one(client, agenda, keep):
    address = keep(agenda.opening)

    renewed = client.fill(address, form="renew").headers["Location"].partition("?")[0]

    assert renewed != address
    assert client.get(address).status_code == 404
    assert client.get(f"{address}.ics").status_code == 404
    assert "Opening" in client.get(renewed).text


def test_deleted_agenda_is_gone(client, agenda, keep):
    address = keep(agenda.opening)

    answer = client.fill(address, form="forget")

    assert answer.headers["Location"] == f"/events/{agenda.event.slug}/my-agenda?done=forgotten"
    assert client.get(address).status_code == 404
    assert db.session.scalar(db.select(db.func.count()).select_from(PersonalAgenda)) == 0


def test_feed_holds_what_was_chosen_and_follows_releases(client, agenda, keep):
    address = keep(agenda.opening, agenda.panel)
    before = entries(client.get(f"{address}.ics").text)
    agenda.move("opening", hours=2)
    agenda.cancel(agenda.panel)
    agenda.publish(tells=False, at=PAST + HOUR)

    after = entries(client.get(f"{address}.ics").text)

    assert before.keys() == after.keys() == {"Opening", "Panel"}
    assert "SEQUENCE:0" in before["Opening"]
    assert "SEQUENCE:1" in after["Opening"]
    assert "DTSTART;TZID=Europe/Brussels:20270512T110000" in after["Opening"]
    assert {"STATUS:CANCELLED", "SEQUENCE:1"} <= set(after["Panel"])
    uid = next(line for line in before["Opening"] if line.startswith("UID"))
    assert uid in after["Opening"]


def test_feed_answers_304_until_something_changes(client, agenda, keep):
    address = keep(agenda.opening)
    first = client.get(f"{address}.ics")
    known = {"If-None-Match": first.headers["ETag"]}

    assert client.get(f"{address}.ics", headers=known).status_code == 304
    assert client.get(f"{address}.ics").data == first.data
    client.fill(address, {"codes": agenda.panel.code}, form="add")
    assert client.get(f"{address}.ics", headers=known).status_code == 200
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert first.mimetype == "text/calendar"


def test_feed_is_compressed_and_still_known_by_its_tag(client, agenda, keep):
    address = keep(agenda.opening)
    whole = client.get(f"{address}.ics")
    packed = client.get(f"{address}.ics", headers={"Accept-Encoding": "gzip"})
    known = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}

    assert gzip.decompress(packed.data) == whole.data
    again = client.get(f"{address}.ics", headers=known)
    assert (again.status_code, again.data, again.headers["Cache-Control"]) == (304, b"", "private, no-cache")
    assert client.head(f"{address}.ics").headers["ETag"] == whole.headers["ETag"]


def test_wrong_addresses_tell_nothing_and_are_counted(client, agenda, keep):
    keep(agenda.opening)

    assert client.get("/my/AAAAAAAAAAAAAAAAAAAAAA").status_code == 404
    assert client.get("/my/AAAAAAAAAAAAAAAAAAAAAA.ics").status_code == 404
    counts = db.session.scalars(db.select(throttle.ThrottleCount.count).filter_by(bucket="my.miss"))
    assert sum(counts) == 2


def test_agendas_are_kept_only_so_often_for_one_client(client, agenda, monkeypatch):
    monkeypatch.setattr("conference.personal.views.device.KEPT_A_CLIENT", 1)
    address = f"/events/{agenda.event.slug}/my-agenda/take"

    assert client.fill(address).status_code == 303
    assert client.fill(address).status_code == 429


def test_event_that_is_withdrawn_takes_its_agendas_along(client, agenda, keep):
    address, event_id = keep(agenda.opening), agenda.event.id
    with db.engine.begin() as connection:
        connection.execute(db.text("UPDATE event SET published_at = NULL WHERE id = :id"), {"id": event_id})

    assert client.get(address).status_code == 404
    assert client.get(f"{address}.ics").status_code == 404


@pytest.mark.parametrize("deed", ["add", "remove", "renew", "forget"])
def test_nothing_is_done_that_our_page_did_not_send(client, agenda, keep, deed):
    address = keep(agenda.opening)

    assert client.post(f"{address}/{deed}", data={"codes": agenda.panel.code}).status_code == 400
    assert client.get(address).text.count("session__title") == 1


def test_own_page_needs_as_many_queries_for_many_sessions(client, keep, agenda):
    few = keep(agenda.opening)
    for number in range(12):
        place(make_session(agenda.event, f"Session {number}"), None, starts_at=STARTS + number * HOUR / 2, minutes=20)
    agenda.publish(tells=False, at=PAST + HOUR)
    client.get(few)
    count = count_queries(lambda: client.get(few))
    codes = [code for (code,) in db.session.execute(db.text("SELECT code FROM session"))]
    client.fill(few, {"codes": ",".join(codes)}, form="add")

    assert count_queries(lambda: client.get(few)) <= count


def test_agenda_of_another_event_cannot_be_taken_from_here(client, agenda):
    other = Agenda()
    other.publish(tells=False)

    answer = client.fill(f"/events/{agenda.event.slug}/my-agenda/take", {"codes": other.opening.code})

    assert "Nothing is in it yet" in client.get(answer.headers["Location"]).text
