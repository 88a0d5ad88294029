"""Which days, rooms and sessions a registration may enter."""

from datetime import date, timedelta
from typing import Any

import pytest

from conference.events.models import Mode
from conference.registration import queries
from conference.registration.models import RegistrationState
from conference.registration.rules import EntryRights, Lack, entry_rights_of, lack_at
from tests.counting import count_queries
from tests.factories import make_category, make_event, store_registration

DAY = date(2027, 5, 12)
NEXT = DAY + timedelta(days=1)
CONFIRMED = RegistrationState.CONFIRMED
NARROW = {"days": [DAY.isoformat()], "rooms": ["plenary"], "sessions": ["S1"]}


@pytest.mark.parametrize(
    ("asked", "lack"),
    [
        ({}, None),
        ({"on": DAY}, None),
        ({"on": NEXT}, Lack.DAY),
        ({"on": DAY, "room": "plenary"}, None),
        ({"on": DAY, "room": "annex"}, Lack.ROOM),
        ({"on": NEXT, "room": "annex"}, Lack.DAY),
        ({"room": "plenary", "session": "S1"}, None),
        ({"room": "plenary", "session": "S2"}, Lack.SESSION),
        ({"session": "S2"}, Lack.SESSION),
    ],
)
def test_narrow_rights_open_what_they_name_alone(asked: dict[str, Any], lack: Lack | None):
    assert lack_at(entry_rights_of(CONFIRMED, Mode.IN_PERSON, NARROW), **asked) == lack


@pytest.mark.parametrize("rights", [{}, {"days": []}, {"rooms": [], "sessions": []}])
def test_a_part_that_names_nothing_opens_everything(rights: dict[str, list[str]]):
    everything = entry_rights_of(CONFIRMED, Mode.IN_PERSON, rights)

    assert everything == EntryRights()
    assert lack_at(everything, on=NEXT, room="annex", session="S9") is None


@pytest.mark.parametrize("state", set(RegistrationState) - {CONFIRMED})
def test_who_is_not_confirmed_enters_nowhere(state: RegistrationState):
    assert lack_at(entry_rights_of(state, Mode.IN_PERSON, {})) == Lack.STATE


def test_who_takes_part_online_enters_no_room():
    assert lack_at(entry_rights_of(CONFIRMED, Mode.ONLINE, {}), on=DAY) == Lack.ONLINE


@pytest.mark.usefixtures("db_session")
def test_rights_of_many_are_read_in_two_statements():
    event, other = make_event(mode=Mode.HYBRID), make_event()
    press = make_category(event, "press", rights=NARROW)
    in_press = [store_registration(event, press) for _number in range(3)]
    guest = store_registration(event, make_category(event, "guest"))
    online = store_registration(event, press, mode=Mode.ONLINE)
    stranger = store_registration(other, make_category(other))
    event_id, ids = event.id, [row.id for row in (*in_press, guest, online, stranger)]
    found: dict[int, EntryRights] = {}

    assert count_queries(lambda: found.update(queries.entry_rights(event_id, ids))) == 2

    narrow = EntryRights(None, frozenset({DAY}), frozenset({"plenary"}), frozenset({"S1"}))
    assert found == {
        **dict.fromkeys(ids[:3], narrow),
        ids[3]: EntryRights(),
        ids[4]: EntryRights(Lack.ONLINE, narrow.days, narrow.rooms, narrow.sessions),
    }
    assert queries.entry_rights(event_id) == found
    assert queries.entry_rights(event_id, []) == {}
