"""Every kind of clash where people see it: on the card, in the list, before publishing."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from conference.events.models import Event, RoomClosure
from conference.events.permissions import Role
from conference.planning.kinds import Kind
from conference.planning.words import KIND_WORDS
from conference.programme.models import InterpretationTeam, SpeakerAbsence
from tests.browser import Browser
from tests.factories import (
    STARTS,
    make_event,
    make_member,
    make_project,
    make_room,
    make_session,
    make_speaker,
    place,
    run_by,
    speaks_at,
    store,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def event(client: Browser) -> Event:
    """A morning in which everything that can be wrong is wrong."""
    event = make_event()
    client.sign_in(make_member(event, Role.OWNER, name="Elena"))
    hall, side = make_room(event, "Hall", code="HALL22", capacity=10, booths=0), make_room(event, "Side", code="SIDE22")
    team = store(InterpretationTeam(event_id=event.id, name="Booth team", languages=["en"]))
    bomca = make_project("BOMCA", event)
    chair = make_speaker(event, "Chair Person", code="CHAIR2", consented_at=None)
    silent, refusing = make_speaker(event, "Silent Person"), make_speaker(event, "Refusing Person")

    def session(title: str, room: Any, hours: float, **values: Any) -> Any:
        row = make_session(event, title, **values)
        place(row, room, STARTS + hours * HOUR)
        return row

    interpreted = {"interpretation": ["ru"], "interpretation_team_id": team.id}
    opening = session("Opening", hall, 0, capacity=50, **interpreted)
    panel = session("Panel", hall, 0.5, **interpreted)
    for row, role in ((opening, "moderator"), (panel, "speaker")):
        speaks_at(chair, row, role=role, answer="confirmed")
        run_by(row, bomca, is_lead=True)
    after = session("Straight after", side, 1.5, interpretation=["ru"])
    speaks_at(chair, after, answer="confirmed")
    speaks_at(silent, after, answer="")
    speaks_at(refusing, after, answer="declined")
    session("Nobody, nowhere, in no language", None, 3, languages=[])
    session("At night", side, 13)
    make_session(event, "Without a time")
    store(RoomClosure(room_id=hall.id, starts_at=STARTS, ends_at=STARTS + HOUR))
    store(SpeakerAbsence(speaker_id=chair.id, starts_at=STARTS, ends_at=STARTS + HOUR))
    return event


def test_every_kind_is_on_the_card_in_the_list_and_before_publishing(client: Browser, event: Event):
    state = client.get(f"/manage/{event.slug}/agenda/state").json
    assert state is not None
    everywhere = {str(words) for kind, words in KIND_WORDS.items() if kind != Kind.UNSCHEDULED}
    placed = {card["slot"] for card in state["cards"]}

    assert {clash["short"] for clash in state["clashes"]} == everywhere
    assert all(set(clash["slots"]) <= placed for clash in state["clashes"])
    assert [card["title"] for card in state["waiting"]] == ["Without a time"]

    listed = unescape(client.get(f"/manage/{event.slug}/clashes").text)
    before = unescape(client.get(f"/manage/{event.slug}/releases").text)
    for words in (*everywhere, str(KIND_WORDS[Kind.UNSCHEDULED])):
        assert words in listed
    for page in (listed, before):
        for link in ("/speakers/CHAIR2", "/rooms/HALL22", "/projects/BOMCA", "/interpretation/"):
            assert f'href="/manage/{event.slug}{link}' in page
    assert "These clashes stop the agenda from being published" in before
    assert before.count("Chair Person") > 3
