from datetime import timedelta

import pytest

from conference.programme.agenda import Item, Mark, Part, RunBy
from conference.programme.calendar import entry_of
from tests.factories import OPEN, STARTS, make_event

ITEM = Item(
    release_id=1, code="ABC123", kind="panel", title="Opening", is_cancelled=False, languages=("en",),
    interpretation=("ru",), track="Trade", room="Plenary", starts_at=STARTS, ends_at=STARTS + timedelta(hours=1),
    run_by=(RunBy(Mark("BOMCA", "In full", "#000000", "component"), None, is_lead=True),),
    people=(Part("P1", "Ada", "speaker"), Part("P2", "Bo", "moderator")), abstract="See **here**",
    slot_uuid="0f8fad5b-d9cb-469f-a165-70867728950e", sequence=2, changed_at=OPEN,
)  # fmt: skip


@pytest.mark.usefixtures("db_session")
def test_entry_says_what_the_session_is(app):
    event = make_event(slug="infopoint", venue="Charlemagne")
    with app.test_request_context():
        entry = entry_of(ITEM, event)

    assert (entry.uid, entry.sequence, entry.stamp) == (f"{ITEM.slot_uuid}@localhost", 2, OPEN)
    assert entry.location == "Plenary, Charlemagne, Brussels, Belgium"
    assert entry.url == "http://localhost/events/infopoint/sessions/ABC123"
    assert entry.categories == ("Trade", "Panel discussion", "BOMCA")
    assert entry.description == (
        "See here\n\nSpeakers: Ada, Bo (Moderator)\n\nLanguages: English, interpreted into Russian\n\n" + entry.url
    )


@pytest.mark.usefixtures("db_session")
def test_entry_can_lead_to_a_page_of_ones_own(app):
    event = make_event()
    with app.test_request_context():
        entry = entry_of(ITEM, event, "http://localhost/own")

    assert entry.url == "http://localhost/own"
    assert entry.description.endswith("http://localhost/own")
