from datetime import UTC, datetime, timedelta

import pytest

from conference.core.db import transaction
from conference.programme.agenda import Item
from conference.programme.screens import entries, moment
from tests.factories import STARTS, make_project, make_room, make_session, make_speaker, place, run_by, speaks_at

HOUR = timedelta(hours=1)
NINE = datetime(2027, 5, 12, 7, tzinfo=UTC)  # in Brussels


def item(slot_id, start, minutes=60, **values):
    """start: minutes after nine."""
    starts_at = NINE + timedelta(minutes=start)
    defaults = {"is_cancelled": False, "kind": "panel", "room": "Hall"}
    return Item(
        release_id=1, code=f"S{slot_id}", title=f"Session {slot_id}", languages=(), interpretation=(), track="",
        slot_id=slot_id, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes), **{**defaults, **values},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "going_on", "coming", "rest"),
    [
        (-30, [], [1], [2, 3, 4]),
        (0, [1], [3], [2, 4]),
        (59, [1], [3], [2, 4]),
        (60, [], [3], [2, 4]),  # 2 is cancelled: it never goes on, and stays in the list until its end
        (120, [3], [4], []),
        (180, [4], [5], []),
        (300, [], [5], []),
        (24 * 60 + 30, [5], [], []),
        (48 * 60, [], [], []),
    ],
)
def test_moment(db_session, minutes, going_on, coming, rest):
    items = [item(1, 0), item(2, 60, is_cancelled=True), item(3, 120), item(4, 180), item(5, 24 * 60)]

    found = moment(entries(items, {}, "Europe/Brussels"), NINE + timedelta(minutes=minutes))

    assert [[entry["id"] for entry in part] for part in (found.going_on, found.coming, found.rest)] == [
        going_on,
        coming,
        rest,
    ]


def test_screen_shows_now_next_and_the_rest_of_its_room_alone(event, get, clock, release):
    hall, attic = make_room(event, "Hall", floor="First floor"), make_room(event, "Attic")
    now, elsewhere = make_session(event, "Opening"), make_session(event, "Elsewhere")
    place(now, hall)
    place(elsewhere, attic)
    run_by(now, make_project("BOMCA", event))
    speaks_at(make_speaker(event, "Aigul Sample"), now)
    place(make_session(event, "Coffee", kind="break"), None, starts_at=STARTS + HOUR)
    place(make_session(event, "Closing"), hall, starts_at=STARTS + 2 * HOUR)
    release(event)
    clock(STARTS + timedelta(minutes=10))

    page = get(event, f"screens/{hall.code}")

    assert page.status_code == 200
    for words in (
        "Hall",
        "First floor",
        "Opening",
        "Aigul Sample",
        "BOMCA",
        "Coffee",
        "Closing",
        "Next at 10:00",
    ):
        assert words in page.text, words
    assert "Elsewhere" not in page.text
    assert "Set-Cookie" not in page.headers


def test_screen_without_scripts_says_of_which_day_the_next_session_is_and_until_when_this_one(
    event, get, clock, release
):
    hall = make_room(event, "Hall")
    place(make_session(event, "Opening"), hall)
    place(make_session(event, "Closing"), hall, starts_at=STARTS + 24 * HOUR)
    release(event)
    clock(STARTS + timedelta(minutes=10))

    page = get(event, f"screens/{hall.code}").text

    assert "Thursday, 13 May 2027, at 09:00" in page
    assert ">Next at 09:00<" not in page
    assert "until 10:00" in page


def test_screen_before_the_first_and_after_the_last_session(event, get, clock, release):
    hall = make_room(event, "Hall")
    place(make_session(event, "Opening"), hall)
    release(event)

    clock(STARTS - 2 * HOUR)
    before = get(event, f"screens/{hall.code}")
    clock(STARTS + 5 * HOUR)
    after = get(event, f"screens/{hall.code}")

    assert [before.status_code, after.status_code] == [200, 200]
    assert "Nothing now" in before.text
    assert "Next at 09:00" in before.text
    assert "Nothing more today" in after.text


def test_screens_data_is_known_by_its_tag_until_the_agenda_changes(client, event, get, clock, release):
    hall, attic = make_room(event, "Hall"), make_room(event, "Attic")
    placement = place(make_session(event, "Opening"), hall)
    release(event)
    address = f"/events/{event.slug}/screens/{hall.code}.json"
    first = client.get(address)
    tag = {"If-None-Match": first.headers["ETag"]}

    assert [(entry["title"], entry["start"], entry["note"]) for entry in first.json["entries"]] == [
        ("Opening", "09:00", "")
    ]
    assert client.get(address, headers=tag).status_code == 304
    with transaction():
        placement.room_id = attic.id
    release(event)
    moved = client.get(address, headers=tag)
    assert moved.status_code == 200
    assert moved.json["entries"] == []
    assert [(entry["title"], entry["note"], entry["start"]) for entry in moved.json["moved"]] == [
        ("Opening", "now 09:00, Attic", "09:00")
    ]


def test_overview_has_every_room_in_use(event, get, clock, release):
    hall = make_room(event, "Hall")
    make_room(event, "Closed", hidden_at=STARTS)
    place(make_session(event, "Opening"), hall)
    release(event)
    clock(STARTS)

    page, data = get(event, "screens/overview").text, get(event, "screens/overview.json").json

    assert "Opening" in page
    assert "Closed" not in page
    assert [(room["name"], len(room["entries"])) for room in data["rooms"]] == [("Hall", 1)]


def test_list_of_screens_has_an_address_for_each_room(event, get):
    hall = make_room(event, "Hall")

    page = get(event, "screens/").text

    assert f"http://localhost/events/{event.slug}/screens/{hall.code}" in page
    assert f"http://localhost/events/{event.slug}/screens/overview" in page


def test_screen_before_the_first_release_says_nothing_and_shows_no_draft(event, get, clock):
    hall = make_room(event, "Hall")
    place(make_session(event, "Secret draft"), hall)

    assert "Secret draft" not in get(event, f"screens/{hall.code}").text
    assert get(event, f"screens/{hall.code}.json").json["entries"] == []
    assert get(event, "screens/NOROOM").status_code == 404


def test_worker_speaks_for_the_screens_alone(event, get):
    answer = get(event, "screens/worker.js")

    assert answer.mimetype == "text/javascript"
    assert "Service-Worker-Allowed" not in answer.headers
