"""Clashes against an oracle that goes minute by minute, and laws that hold for every board."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from conference.planning.board import Day, Hours, Span
from conference.planning.clashes import LEVELS, blocking, by_slot, clashes_of
from conference.planning.kinds import Kind, Level, level_of
from tests.planning.boards import boards
from tests.planning.oracle import expected, plain

usual = boards(levels=st.just({}))


@settings(max_examples=250)
@given(usual)
def test_clashes_are_those_of_the_oracle_each_once(board):
    found = [plain(clash) for clash in clashes_of(board)]

    assert set(found) == expected(board)
    assert len(found) == len(set(found))


@settings(max_examples=60)
@given(boards())
def test_levels_ignore_and_raise_but_change_nothing_else(board):
    found = clashes_of(board)

    assert {plain(clash) for clash in found} == {
        clash for clash in expected(board) if level_of(clash[0], board.settings.levels) is not Level.IGNORE
    }
    assert all(clash.level is level_of(clash.kind, board.settings.levels) for clash in found)
    assert [LEVELS[clash.level] for clash in found] == sorted(LEVELS[clash.level] for clash in found)
    assert blocking(found) == [clash for clash in found if clash.level is Level.BLOCK]


@settings(max_examples=80)
@given(boards(), st.sets(st.integers(1, 8)))
def test_clashes_of_touched_slots_are_the_whole_list_filtered(board, touched):
    assert clashes_of(board, touched) == [clash for clash in clashes_of(board) if touched & set(clash.slots)]


@settings(max_examples=60)
@given(boards(), st.randoms())
def test_the_order_of_slots_changes_nothing(board, chance):
    shuffled = list(board.slots)
    chance.shuffle(shuffled)

    assert clashes_of(replace(board, slots=tuple(shuffled))) == clashes_of(board)


@settings(max_examples=60)
@given(boards())
def test_keys_name_each_clash_apart_and_by_slot_knows_all(board):
    found = clashes_of(board)

    assert len({clash.key for clash in found}) == len(found)
    assert by_slot(found) == {
        row.slot: [clash for clash in found if row.slot in clash.slots]
        for row in board.slots if any(row.slot in clash.slots for clash in found)
    }  # fmt: skip


WEEK = timedelta(weeks=1)


def later(span):
    return span and Span(span.starts_at + WEEK, span.ends_at + WEEK)


def a_week_later(board):
    return replace(
        board,
        slots=tuple(replace(row, span=later(row.span)) for row in board.slots),
        rooms={key: replace(room, closures=tuple(map(later, room.closures))) for key, room in board.rooms.items()},
        people={key: replace(who, absences=tuple(map(later, who.absences))) for key, who in board.people.items()},
        hours=Hours(board.hours.zone, tuple(Day(on + WEEK, opens, closes) for on, opens, closes in board.hours.days)),
    )


@settings(max_examples=60)
@given(boards())
def test_a_week_later_the_same_things_clash(board):
    before = [
        replace(clash, starts_at=clash.starts_at + WEEK, ends_at=clash.ends_at + WEEK)
        if clash.starts_at and clash.ends_at
        else clash
        for clash in clashes_of(board)
    ]

    assert clashes_of(a_week_later(board)) == before


@settings(max_examples=60)
@given(boards(), st.data())
def test_what_is_cancelled_clashes_with_nothing(board, data):
    cancelled = data.draw(st.sets(st.sampled_from(board.slots or (None,))))
    slots = tuple(replace(row, is_cancelled=True) if row in cancelled else row for row in board.slots)
    gone = tuple(row for row in board.slots if row not in cancelled)

    assert clashes_of(replace(board, slots=slots)) == clashes_of(replace(board, slots=gone))


@settings(max_examples=60)
@given(usual, st.data())
def test_adding_a_slot_takes_no_clash_of_places_away(board, data):
    added = data.draw(st.sampled_from(board.slots or (None,)))
    rest = tuple(row for row in board.slots if row != added)
    alone = {plain(clash) for clash in clashes_of(replace(board, slots=rest)) if len(clash.slots) == 2}
    pairs = {Kind.SAME_ROOM, Kind.PERSON_TWICE, Kind.NO_TIME_TO_CHANGE, Kind.TEAM_TWICE, Kind.PROJECT_TWICE}

    assert {clash for clash in alone if clash[0] in pairs} <= {plain(clash) for clash in clashes_of(board)}
