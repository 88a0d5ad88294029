"""Boards for tests: small ones by hand, random ones, and a large one."""

import random
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from conference.planning.board import (
    Board,
    Part,
    PersonFact,
    Placed,
    RoomFact,
    Settings,
    Span,
    TeamFact,
    every_day,
)
from conference.planning.kinds import Kind, Level

MIDNIGHT = datetime(2027, 5, 12, tzinfo=UTC)
FIRST = date(2027, 5, 12)
ROOMS = ("R1", "R2", "R3")
PEOPLE = ("ANNA", "BORIS", "CHINARA", "DILNOZA")


def at(clock, day=0):
    """09:30 as an instant of the boards' first day."""
    hours, minutes = map(int, clock.split(":"))
    return MIDNIGHT + timedelta(days=day, hours=hours, minutes=minutes)


def span(start, end, day=0):
    return Span(at(start, day), at(end, day))


def placed(slot=1, start="10:00", end="11:00", *, day=0, **values):
    """A session that lacks nothing: person, room and languages are its own."""
    own = {"session": f"S{slot}", "title": f"Session {slot}", "room": f"R{slot}", "parts": (Part(f"P{slot}"),)}
    when = None if start is None else span(start, end, day)
    return Placed(slot=slot, span=when, **{**own, **values})


def board(*slots, rooms=None, people=None, teams=(), opens=time(8), closes=time(20), days=2, zone="UTC", **settings):
    """Rooms and people are made as far as the slots name them and they are not given."""
    facts = {room.key: room for room in rooms or ()}
    named = {part.person: PersonFact(part.person, part.person.title()) for row in slots for part in row.parts}
    return Board(
        slots=slots,
        rooms={**{key: RoomFact(key, f"Room {key}") for row in slots if (key := row.room)}, **facts},
        hours=every_day(zone, FIRST, FIRST + timedelta(days=days - 1), opens, closes),
        people={**named, **{person.key: person for person in people or ()}},
        teams={team.key: team for team in teams},
        settings=Settings(**settings),
    )


@st.composite
def spans(draw):
    """On one of two days; often in the same two hours, so that sessions meet, touch or nearly do."""
    first = at("08:00", draw(st.sampled_from([0, 0, 0, 1])))
    start = draw(st.integers(0, 12) | st.integers(0, 60))
    return Span(first + timedelta(minutes=5 * start), first + timedelta(minutes=5 * (start + draw(st.integers(1, 12)))))


parts = st.builds(
    Part,
    st.sampled_from([PEOPLE[0], *PEOPLE]),
    st.sampled_from(["speaker", "moderator"]),
    st.sampled_from(["confirmed", "confirmed", "confirmed", "", "declined"]),
)
languages = st.lists(st.sampled_from(["en", "ru", "kk"]), max_size=2, unique=True).map(tuple)


@st.composite
def slots(draw, number):
    lead = draw(st.none() | st.sampled_from(["BOMCA", "PROTECT"]))
    return Placed(
        slot=number,
        session=f"S{draw(st.integers(max(0, number - 1), number))}",  # now and then a session has two slots
        title=f"Session {number}",
        span=draw(st.none() | spans() | spans() | spans()),
        room=draw(st.sampled_from([None, *ROOMS, *ROOMS])),
        parts=tuple(draw(st.lists(parts, min_size=draw(st.integers(0, 1)), max_size=3))),
        projects=(lead,) if lead else (),
        lead=lead,
        team=draw(st.none() | st.sampled_from(["T1", "T2"])),
        languages=draw(languages),
        interpretation=draw(languages),
        capacity=draw(st.none() | st.integers(1, 60)),
        sign_ups=draw(st.integers(0, 60)),
        is_break=draw(st.integers(0, 5)) == 5,
        is_cancelled=draw(st.integers(0, 7)) == 7,
    )


some_spans = st.lists(spans(), max_size=2).map(tuple)
levels = st.dictionaries(st.sampled_from(list(Kind)), st.sampled_from(list(Level)), max_size=6)


@st.composite
def boards(draw, most=7, levels=levels):
    """Random boards of up to two days, in UTC; sessions of one session's slots share its content."""
    rows: list[Placed] = []
    contents: dict[str, Placed] = {}
    for number in range(1, draw(st.integers(0, most) | st.just(most)) + 1):
        row = draw(slots(number))
        rows.append(same_content(contents.setdefault(row.session, row), row))
    rooms = [
        RoomFact(key, key, draw(st.sampled_from(["", "Annex"])), draw(st.none() | st.integers(1, 60)),
                 draw(some_spans), draw(st.sampled_from([None, 0, 2])), draw(st.integers(0, 4)) == 4)
        for key in ROOMS if draw(st.integers(0, 7)) < 7
    ]  # fmt: skip
    people = [PersonFact(key, key.title(), draw(some_spans), draw(st.booleans())) for key in PEOPLE]
    teams = [TeamFact(key, key, draw(languages)) for key in ("T1", "T2") if draw(st.booleans())]
    return Board(
        slots=tuple(draw(st.permutations(rows))),
        rooms={room.key: room for room in rooms},
        hours=every_day(
            "UTC", FIRST, FIRST + timedelta(days=1), time(8, 30), draw(st.sampled_from([time(11), time()]))
        ),
        people={person.key: person for person in people},
        teams={team.key: team for team in teams},
        settings=Settings(draw(st.sampled_from([0, 5, 10])), draw(st.sampled_from([0, 10, 25])), 10, draw(levels)),
    )


def same_content(first, row):
    return Placed(
        row.slot, first.session, first.title, row.span, row.room, first.minutes, first.parts, first.projects,
        first.lead, first.team, first.languages, first.interpretation, first.capacity, first.sign_ups,
        first.is_break, row.is_cancelled,
    )  # fmt: skip


def large_board(sessions=200, rooms=8, people=150, seed=7):
    """Three full days with something wrong here and there, as a draft is while people work on it."""
    chance = random.Random(seed)
    facts = {f"R{n}": RoomFact(f"R{n}", f"Room {n}", "Annex" if n > 5 else "", 40 * n) for n in range(1, rooms + 1)}
    names = [f"P{n}" for n in range(people)]
    rows = []
    for number in range(1, sessions + 1):
        place, room = divmod(number - 1, rooms)
        start = at("09:00", place // 9) + timedelta(minutes=50 * (place % 9))
        rows.append(Placed(
            number, f"S{number}", f"Session {number}", Span(start, start + timedelta(minutes=50)), f"R{room + 1}",
            parts=tuple(Part(person) for person in chance.sample(names, chance.choice([1, 1, 2, 4]))),
            lead=f"PROJECT{number % 12}", languages=("en", "ru"), capacity=chance.choice([None, 30, 300]),
        ))  # fmt: skip
    return Board(
        slots=tuple(rows),
        rooms=facts,
        hours=every_day("UTC", FIRST, FIRST + timedelta(days=2), time(8), time(20)),
        people={name: PersonFact(name, f"Person {name}") for name in names},
    )
