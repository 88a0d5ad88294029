from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conference.programme.agenda import Item, by_day
from conference.programme.grid import tables

NINE = datetime(2027, 5, 12, 7, tzinfo=UTC)  # in Brussels
BRUSSELS = "Europe/Brussels"


def item(code, room, start=0, minutes=60, **values):
    """start: minutes after nine."""
    starts_at = NINE + timedelta(minutes=start)
    return Item(
        release_id=1, code=code, kind="panel", title=code, is_cancelled=False, languages=(), interpretation=(),
        track="", room=room, room_code=room.lower(), starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes), **values,
    )  # fmt: skip


def drawn(items):
    """Each row as (start, [(room, codes, rows, columns)])."""
    items = sorted(items, key=lambda one: (one.starts_at, one.room, one.code))
    return [
        [(row.start, [(cell.room[1], "".join(line.item.code for line in cell.lines), cell.rows, cell.columns)
                      for cell in row.cells]) for row in table.rows]
        for table in tables(by_day(items, BRUSSELS, NINE))
    ]  # fmt: skip


def test_rooms_stand_beside_each_other_and_long_sessions_reach_down():
    found = drawn([item("A", "Attic", minutes=120), item("B", "Hall"), item("C", "Hall", start=60)])

    assert found == [[
        ("09:00", [("Attic", "A", 2, 1), ("Hall", "B", 1, 1)]),
        ("10:00", [("Hall", "C", 1, 1)]),
    ]]  # fmt: skip


def test_what_is_for_all_goes_through_all_columns():
    found = drawn(
        [item("A", "Attic"), item("B", "Hall"), item("K", "", start=60, minutes=30), item("C", "Hall", start=90)]
    )

    assert found[0][1] == ("10:00", [("", "K", 1, 2)])
    assert found[0][2] == ("10:30", [("Attic", "", 1, 1), ("Hall", "C", 1, 1)])


def test_what_has_no_room_beside_others_gets_a_column_of_its_own():
    found = drawn([item("A", "Attic", minutes=90), item("K", "", start=60, minutes=30)])

    assert found == [[
        ("09:00", [("Attic", "A", 2, 1), ("", "", 1, 1)]),
        ("10:00", [("", "K", 1, 1)]),
    ]]  # fmt: skip


def test_what_overlaps_in_one_room_shares_a_cell():
    found = drawn([item("A", "Hall"), item("B", "Hall", start=30), item("C", "Attic", start=30)])

    assert found == [[
        ("09:00", [("Attic", "", 1, 1), ("Hall", "AB", 2, 1)]),
        ("09:30", [("Attic", "C", 1, 1)]),
    ]]  # fmt: skip


def test_rooms_stand_in_their_order():
    items = [item("A", "Attic", room_position=2), item("B", "Hall", room_position=1)]

    assert tables(by_day(items, BRUSSELS, NINE))[0].rooms == (("hall", "Hall"), ("attic", "Attic"))


DRAFTS = st.tuples(st.sampled_from(["Hall", "Attic", "Cellar", ""]), st.integers(0, 40), st.integers(1, 20))


@given(st.lists(DRAFTS, max_size=30))
def test_every_session_is_shown_once_and_every_row_is_full(drafts):
    items = [item(f"{number:02}", room, start * 15, long * 15) for number, (room, start, long) in enumerate(drafts)]
    items.sort(key=lambda one: (one.starts_at, one.room, one.code))
    for table in tables(by_day(items, BRUSSELS, NINE)):
        open_rows = dict.fromkeys(table.rooms, 0)
        for row in table.rows:
            width = sum(cell.columns for cell in row.cells) + sum(left > 0 for left in open_rows.values())
            assert width == len(table.rooms)
            open_rows = {room: max(0, left - 1) for room, left in open_rows.items()}
            for cell in row.cells:
                if cell.columns == 1:
                    open_rows[cell.room] = cell.rows - 1
        assert not any(open_rows.values())
    shown = [line.item.code for table in tables(by_day(items, BRUSSELS, NINE))
             for row in table.rows for cell in row.cells for line in cell.lines]  # fmt: skip
    assert sorted(shown) == sorted(one.code for one in items)
