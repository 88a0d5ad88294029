"""A large invented event for benches: always the same for a size, and written in bulk."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from conference.core.codes import new_uuid7
from conference.core.db import lock, transaction
from conference.core.times import from_wall, local_day
from conference.events.models import Event, Mode
from conference.events.queries import event_by_slug, find_event
from conference.registration.models import Registration, RegistrationState
from conference.registration.rules import Person

from .files import Table
from .loader import ACCOUNTS, Loaded, add_memberships
from .loader.agenda import Agenda
from .loader.events import add_parts
from .loader.registrations import Sample, add_registrations

SLUG = "load-test"
ZONE = "Europe/Brussels"
DAYS, ROOMS, SESSIONS, SPEAKERS = 3, 8, 200, 150
SLOTS_A_DAY = 9
FIRST_HOUR = 9
AHEAD = timedelta(days=90)
CAPACITY = 1_000_000
OPEN_FOR = timedelta(days=30)  # by when the people had registered
MAIL_DOMAIN = "load-test.example.org"
PENDING_EVERY, CANCELLED_EVERY = 40, 25
COUNTRIES = ("KZ", "KG", "TJ", "TM", "UZ", "LV", "LT", "HU", "PL", "IT", "BE", "AT")
TRACKS = ("Borders", "Trade", "People", "Together", "Data", "Law")
COLOURS = ("#1f4e79", "#3f6212", "#6b21a8", "#7c2d12", "#0f766e", "#854d0e")
KINDS = ("presentation", "panel", "workshop", "discussion", "keynote")
RUN_BY = ("BOMCA/1", "BOMCA/2", "BOMCA/3", "BOMCA/4", "PROTECT/1", "PROTECT/2", "PROTECT/3")
CATEGORIES: list[Table] = [
    {"code": "participant", "name": "Participant", "colour": "#1d4ed8"},
    {"code": "press", "name": "Press", "colour": "#854d0e", "needs_approval": True},
    {"code": "speaker", "name": "Speaker", "colour": "#9a3412", "is_public": False},
]
GIVEN = (
    "Aigul", "Bekzat", "Çynar", "Dénes", "Ёлка", "Faridun", "Gʻayrat", "Hasmik", "Ilze", "Jamshed", "Ķirsta", "Łucja",
    "Мадина", "Нұрлан", "Өмүрбек", "Pāvils", "Рӯзихон", "Šarūnas", "Ťažbek", "Үсөн", "Vaidotė", "Ýazgül", "Žaneta",
)  # fmt: skip
FAMILY = (
    "Ābols", "Bērziņa", "Ćwik", "Dąbek", "Ергешов", "Федорченко", "Gáspár", "Һәкім", "Ivanauskas", "Ҷалилов", "Қасым",
    "Lőrincz", "Müller", "Naumova", "Oʻrinov", "Péter", "Қодирӣ", "Rahimi", "Şaýew", "Toʻraqulov", "Үметов",
    "Väljaots", "Wójcik", "Хидиров", "Ýusupow", "Žukauskas", "Абдуллаева", "Būda", "Cehovskis",
)  # fmt: skip


def person_name(number: int) -> str:
    """The name of person `number`, counted from 0; 667 different pairs, then a number of their own."""
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]
    lap = number // (len(GIVEN) * len(FAMILY))
    return f"{given} {family}-{lap + 1}" if lap else f"{given} {family}"


def load(size: int, *, at: datetime) -> Loaded:
    """Bring the event to `size` registrations; the demo must be loaded. More than that are left as they are."""
    made = Loaded()
    if add_synthetic_event(at=at):
        made.events.append(SLUG)
        add_memberships(made.events, {account.email for account in ACCOUNTS}, at=at)
    made.registrations = add_synthetic_people(size, at=at)
    return made


def add_synthetic_event(*, at: datetime) -> bool:
    """Add the event with its agenda, open for registration; False when it is there already."""
    with transaction() as session:
        if find_event(SLUG):
            return False
        event = _event(at)
        add_parts(event, ["BOMCA", "PROTECT"], _rooms(), CATEGORIES)
        session.flush()
        tracks = [{"name": name, "colour": colour} for name, colour in zip(TRACKS, COLOURS, strict=True)]
        Agenda(event, tracks, [], at).add(
            [_speaker(number) for number in range(SPEAKERS)], [_session(number) for number in range(SESSIONS)]
        )
    return True


def _event(at: datetime) -> Event:
    first_day = local_day(at + AHEAD, ZONE)
    midnight = datetime(first_day.year, first_day.month, first_day.day)  # noqa: DTZ001 - wall time, made UTC below
    starts_at = from_wall(midnight + timedelta(hours=FIRST_HOUR), ZONE)
    return Event(
        slug=SLUG,
        uuid=new_uuid7(),
        title="Load test: 200 sessions in three days",
        summary="An invented event of a size that measures the system. Nothing in it is real.",
        starts_at=starts_at,
        ends_at=from_wall(midnight + timedelta(days=DAYS - 1, hours=FIRST_HOUR + SLOTS_A_DAY), ZONE),
        zone=ZONE,
        mode=Mode.IN_PERSON,
        venue="Sample Congress Centre",
        city="Brussels",
        country="BE",
        languages=["en", "ru"],
        capacity=CAPACITY,
        registration_opens_at=at - OPEN_FOR,
        registration_closes_at=starts_at,
        contact_email="load-test@example.org",
        controller="Nobody: the data is invented.",
        privacy_text="The data of this event is invented.",
        published_at=at - OPEN_FOR,
        is_sample=True,
    )


def _rooms() -> list[Table]:
    return [{"name": f"Room {number + 1}", "floor": f"Floor {number // 4}", "capacity": 200} for number in range(ROOMS)]


def _speaker(number: int) -> Table:
    return {
        "code": f"PX{number:04}",
        "name": person_name(number),
        "position": "Invented person (sample)",
        "organisation": "kg-uni-sample",
        "country": "KG",
        "biography": "*Sample biography, invented person.*",
    }


def _session(number: int) -> Table:
    """One session a room and hour; two speakers each, never in two rooms at once."""
    slot, room = divmod(number, ROOMS)
    day, hour = divmod(slot, SLOTS_A_DAY)
    first = 2 * number % SPEAKERS
    lead, other = RUN_BY[number % len(RUN_BY)], RUN_BY[(number + 4) % len(RUN_BY)]
    return {
        "code": f"SX{number:04}",
        "kind": KINDS[number % len(KINDS)],
        "title": f"Session {number + 1}: {TRACKS[number % len(TRACKS)].lower()} seen from {room + 1} sides",
        "abstract": "*Sample agenda item.* Invented to be as long as an abstract usually is. " * 6,
        "track": TRACKS[number % len(TRACKS)],
        "room": f"Room {room + 1}",
        "day": day + 1,
        "from": time(FIRST_HOUR + hour),
        "to": time(FIRST_HOUR + hour, 45),
        "languages": ["en"] if number % 3 else ["ru"],
        "interpretation": ["ru"] if number % 3 else ["en"],
        "run_by": [lead] if number % 4 else [lead, other],
        "speakers": [f"PX{first:04}/speaker", f"PX{first + 1:04}/moderator"],
    }


def add_synthetic_people(size: int, *, at: datetime) -> int:
    """Register people until the event has `size` invented ones; say how many that took."""
    event_id = event_by_slug(SLUG).id
    with transaction() as session:
        event = lock(Event, event_id)
        mine = Registration.email_key.endswith(f"@{MAIL_DOMAIN}", autoescape=True)
        have = session.scalar(select(func.count(Registration.id)).where(Registration.event_id == event_id, mine)) or 0
        return add_registrations(event, _samples(range(have, size), at))


def _samples(numbers: range, at: datetime) -> Iterator[Sample]:
    for number in numbers:
        state = RegistrationState.CONFIRMED
        if number % PENDING_EVERY == PENDING_EVERY - 1:
            state = RegistrationState.PENDING
        elif number % CANCELLED_EVERY == CANCELLED_EVERY - 1:
            state = RegistrationState.CANCELLED
        yield Sample(_person(number), state, at - OPEN_FOR + timedelta(minutes=number % 30_000))


def _person(number: int) -> Person:
    return Person(
        name=person_name(number),
        email=f"person-{number:06}@{MAIL_DOMAIN}",
        organisation=f"Invented Organisation {number % 400} (sample)",
        country=COUNTRIES[number % len(COUNTRIES)],
        position="Invented person (sample)",
        language="ru" if number % 3 == 0 else "en",
        category="press" if number % PENDING_EVERY == PENDING_EVERY - 1 else "participant",
    )
