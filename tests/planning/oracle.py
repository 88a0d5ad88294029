"""What clashes on a board, worked out the slow and plain way: minute by minute, every slot with every other."""

from itertools import combinations

from conference.planning.board import Board
from conference.planning.kinds import Kind
from tests.planning.boards import MIDNIGHT


def minute(instant):
    return int((instant - MIDNIGHT).total_seconds() // 60)


def minutes(span):
    return set(range(minute(span.starts_at), minute(span.ends_at)))


def people_of(row):
    return {part.person for part in row.parts if part.answer != "declined"}


def live(board):
    return [row for row in board.slots if row.span is not None and not row.is_cancelled]


def open_minutes(board):
    found = set()
    for day in board.hours.days:
        offset = (day.on - MIDNIGHT.date()).days * 24 * 60
        opens, closes = (clock.hour * 60 + clock.minute for clock in (day.opens, day.closes))
        found |= set(range(offset + opens, offset + (closes if closes > opens else closes + 24 * 60)))
    return found


def expected(board: Board):
    """{(kind, slots, who or what else)} of everything that is wrong, whatever its level; sets, so no order."""
    return {*of_pairs(board), *of_places(board), *of_sessions(board)}


def of_pairs(board):
    for one, two in combinations(live(board), 2):
        slots = frozenset({one.slot, two.slot})
        common = minutes(one.span) & minutes(two.span)
        shared = people_of(one) & people_of(two)
        if common:
            if one.room is not None and one.room == two.room:
                yield Kind.SAME_ROOM, slots, frozenset({one.room})
            if one.team is not None and one.team == two.team:
                yield Kind.TEAM_TWICE, slots, frozenset({one.team})
            if one.lead and one.lead == two.lead and not one.is_break and not two.is_break:
                yield Kind.PROJECT_TWICE, slots, frozenset({one.lead})
            if shared:
                yield Kind.PERSON_TWICE, slots, frozenset(shared)
        elif shared and one.room in board.rooms and two.room in board.rooms and one.room != two.room:
            same = board.rooms[one.room].building == board.rooms[two.room].building
            needed = board.settings.room_change_minutes if same else board.settings.building_change_minutes
            between = min(
                abs(minute(one.span.ends_at) - minute(two.span.starts_at)),
                abs(minute(two.span.ends_at) - minute(one.span.starts_at)),
            )
            if between < needed:
                yield Kind.NO_TIME_TO_CHANGE, slots, frozenset(shared)


def of_places(board):
    is_open = open_minutes(board)
    for row in live(board):
        own, slots = minutes(row.span), frozenset({row.slot})
        if own - is_open:
            yield Kind.OUTSIDE_HOURS, slots, frozenset()
        for person in people_of(row):
            if any(own & minutes(away) for away in board.people[person].absences):
                yield Kind.PERSON_AWAY, slots, frozenset({person})
        if row.room not in board.rooms:
            if board.rooms and not row.is_break:
                yield Kind.NO_ROOM, slots, frozenset()
            continue
        room = board.rooms[row.room]
        if any(own & minutes(closed) for closed in room.closures):
            yield Kind.ROOM_CLOSED, slots, frozenset({row.room})
        if room.capacity and max(row.capacity or 0, row.sign_ups) > room.capacity:
            yield Kind.ROOM_SMALL, slots, frozenset({row.room})
        if row.interpretation and room.booths == 0:
            yield Kind.NO_BOOTH, slots, frozenset({row.room})


def of_sessions(board):
    for row in board.slots:
        if row.span is None and not row.is_cancelled:
            yield Kind.UNSCHEDULED, frozenset({row.slot}), frozenset()
    for row in live(board):
        slots = frozenset(other.slot for other in live(board) if other.session == row.session)
        silent = {part.person for part in row.parts if not part.answer}
        declined = {part.person for part in row.parts if part.answer == "declined"}
        if not row.is_break and not people_of(row):
            yield Kind.NO_SPEAKER, slots, frozenset()
        if not row.is_break and not row.languages:
            yield Kind.NO_LANGUAGE, slots, frozenset()
        if silent:
            yield Kind.NO_ANSWER, slots, frozenset(silent)
        if declined:
            yield Kind.DECLINED, slots, frozenset(declined)
        for person in people_of(row):
            if not board.people[person].has_consented:
                everywhere = frozenset(other.slot for other in live(board) if person in people_of(other))
                yield Kind.NO_CONSENT, everywhere, frozenset({person})
        yield from of_interpreters(board, row)


def of_interpreters(board, row):
    slots = frozenset({row.slot})
    if row.interpretation and board.teams:
        if row.team not in board.teams:
            yield Kind.NO_TEAM, slots, frozenset()
        else:
            speaks = set(board.teams[row.team].languages)
            if speaks and not {*row.languages, *row.interpretation} <= speaks:
                yield Kind.TEAM_LANGUAGE, slots, frozenset({row.team})


def plain(clash):
    """A clash as the oracle writes it down."""
    named = {*clash.people, *clash.projects} | {name for name in (clash.room, clash.team) if name}
    return clash.kind, frozenset(clash.slots), frozenset(named)
