"""Announcements from the draft to the last mailbox."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from conference.core.audit import ATTENDEE, Actor
from conference.core.db import db, transaction
from conference.core.files import CleanFile
from conference.core.jobs import run_due
from conference.correspondence import announcement_queries as queries
from conference.correspondence import announcement_services as services
from conference.correspondence import recipients, rules
from conference.correspondence.models import Announcement, AnnouncementState, Delivery, Timing
from conference.correspondence.rules import AnnouncementValues
from conference.correspondence.services import unsubscribe
from conference.events.models import Event
from conference.mail.models import MailSettings, Message, MessageState
from conference.mail.services import note_undeliverable
from conference.registration import services as registrations
from conference.registration.models import Registration
from tests.counting import count_queries
from tests.factories import ENDS, OPEN, STARTS, make_category, make_event, store, store_registration

OLGA = Actor("Olga Organiser")
MINUTE = timedelta(minutes=1)
Letters = Callable[[], list[EmailMessage]]


@pytest.fixture(autouse=True)
def traveller() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(OPEN, tick=False) as found:
        yield found


@pytest.fixture
def event(db_session: object) -> Event:
    event = make_event(slug="border", languages=["en", "ru"])
    make_category(event)
    return event


def draft(event: Event, **values: Any) -> int:
    values = {"subject": "For {name}", "body": "Dear {name}", **values}
    code = services.add_announcement(event.id, AnnouncementValues(**values), actor=OLGA, at=OPEN)
    found = queries.find_announcement(event.id, code)
    assert found is not None
    return found.id


def send(ident: int, at: datetime = OPEN) -> None:
    services.send(ident, actor=OLGA, at=at)


def get(ident: int) -> Announcement:
    db.session.rollback()
    return db.session.get_one(Announcement, ident)


def states() -> list[str]:
    db.session.rollback()
    return sorted(db.session.scalars(select(Message.state).where(Message.kind == queries.KIND)))


def people(event: Event, number: int) -> list[Registration]:
    return [store_registration(event, name=f"Person {place}") for place in range(number)]


def pace(event: Event, per_minute: int) -> None:
    store(MailSettings(event_id=event.id, sender_name="", reply_to="", per_minute=per_minute))


def to_of(letters: list[EmailMessage]) -> list[str]:
    return sorted(mail["To"].addresses[0].addr_spec for mail in letters)


def test_everybody_alive_gets_it_once_and_nobody_else(
    event: Event, letters: Letters, traveller: time_machine.Traveller
):
    alive = [store_registration(event, state=state).email for state in ("confirmed", "pending", "waiting")]
    for state in ("cancelled", "declined", "expired"):
        store_registration(event, state=state)
    store_registration(event, erased_at=OPEN)
    store_registration(make_event())
    ident = draft(event)
    send(ident)

    for _round in range(3):
        arrived = letters()
        traveller.shift(MINUTE)

    assert to_of(arrived) == sorted(alive)
    assert {mail["Subject"] for mail in arrived} == {"For Ada Sample"}
    row = get(ident)
    assert (row.state, row.started_at, row.finished_at) == (AnnouncementState.SENT, OPEN, OPEN + 2 * MINUTE)


@pytest.mark.parametrize("number", [3, 1200])
def test_putting_down_recipients_does_not_ask_for_each_of_them(event: Event, number: int):
    from conference.correspondence import sending_services  # noqa: PLC0415 - only here

    with transaction() as session:
        category = session.scalars(select(Registration.category_id)).first() or make_category_id(event)
        session.add_all(bare_registration(event, category, place) for place in range(number))
    ident = draft(event)
    send(ident)

    count = count_queries(lambda: sending_services.go_on(ident, at=OPEN))

    chunks = number // sending_services.CHUNK + 1
    assert count <= 40 + 25 * chunks
    assert len(states()) == number


def make_category_id(event: Event) -> int:
    from tests.factories import find_category  # noqa: PLC0415

    category = find_category(event.id)
    assert category is not None
    return category.id


def bare_registration(event: Event, category_id: int, place: int) -> Registration:
    email = f"p{place}@example.org"
    return Registration(
        event_id=event.id, category_id=category_id, uuid=f"u{place}", code=f"C{place}", state="confirmed",
        name=f"Person {place}", email=email, email_key=email, link_digest=f"d{place}", created_at=OPEN, changed_at=OPEN,
    )  # fmt: skip


def test_queue_keeps_the_pace_and_single_letters_do_not_wait_for_it(
    event: Event, letters: Letters, traveller: time_machine.Traveller
):
    pace(event, 2)
    people(event, 5)
    ident = draft(event)
    send(ident)

    counts = []
    for _minute in range(8):
        counts.append(len(letters()))
        traveller.shift(timedelta(seconds=30))

    assert counts == [1, 2, 3, 4, 5, 5, 5, 5]
    assert get(ident).state == AnnouncementState.SENT


def test_turns_do_not_gather_while_the_mail_server_is_away(
    event: Event, letters: Letters, traveller: time_machine.Traveller
):
    from conference.correspondence import sending_services  # noqa: PLC0415 - only here

    pace(event, 2)
    people(event, 6)
    ident = draft(event)
    send(ident)
    for minute in range(10):
        sending_services.go_on(ident, at=OPEN + minute * MINUTE)
    assert states() == [MessageState.HELD] * 4 + [MessageState.WAITING] * 2

    traveller.shift(10 * MINUTE)
    counts = []
    for _minute in range(4):
        counts.append(len(letters()))
        traveller.shift(MINUTE)

    assert counts == [2, 3, 5, 6]  # those of one minute at once, then at the pace again


def test_pause_keeps_the_rest_back_and_going_on_sends_it_once(
    event: Event, letters: Letters, traveller: time_machine.Traveller
):
    pace(event, 2)
    people(event, 4)
    ident = draft(event)
    send(ident)
    letters()
    services.pause(ident, actor=OLGA, at=OPEN)
    traveller.shift(10 * MINUTE)
    assert len(letters()) == 1
    assert states() == [MessageState.HELD] * 3 + [MessageState.SENT]

    services.resume(ident, actor=OLGA, at=OPEN + 10 * MINUTE)
    for _round in range(6):
        arrived = letters()
        traveller.shift(MINUTE)

    assert len(to_of(arrived)) == len(set(to_of(arrived))) == 4
    assert get(ident).state == AnnouncementState.SENT


def test_stop_ends_it_for_good(event: Event, letters: Letters, traveller: time_machine.Traveller):
    pace(event, 2)
    people(event, 4)
    ident = draft(event)
    send(ident)
    letters()

    assert services.stop(ident, actor=OLGA, at=OPEN) == 3
    traveller.shift(10 * MINUTE)

    assert len(letters()) == 1
    assert states() == [MessageState.DROPPED] * 3 + [MessageState.SENT]
    with pytest.raises(rules.WrongMoment):
        services.resume(ident, actor=OLGA, at=OPEN)


def test_whoever_leaves_before_their_turn_gets_nothing(
    event: Event, letters: Letters, traveller: time_machine.Traveller
):
    pace(event, 1)
    first, cancels, unsubscribes, came_back, erased = people(event, 5)
    kept = first.email
    ident = draft(event)
    send(ident)
    letters()
    registrations.cancel(cancels.id, actor=ATTENDEE, at=OPEN)
    unsubscribe(unsubscribes.id, at=OPEN)
    with transaction() as session:
        note_undeliverable(event.id, came_back.email, "550 5.1.1 Unknown", at=OPEN)
        session.get_one(Registration, erased.id).erased_at = OPEN
    for _round in range(8):
        traveller.shift(MINUTE)
        arrived = letters()

    announced = [mail for mail in arrived if mail["List-Unsubscribe"]]
    assert to_of(announced) == [kept]
    assert states() == [MessageState.DROPPED] * 4 + [MessageState.SENT]


def test_whoever_has_another_address_meanwhile_gets_it_there_alone(
    event: Event, letters: Letters, traveller: time_machine.Traveller
):
    pace(event, 1)
    _first, person = people(event, 2)
    ident = person.id
    send(draft(event))
    letters()
    with transaction() as session:
        row = session.get_one(Registration, ident)
        row.email = row.email_key = "new@example.org"
    traveller.shift(2 * MINUTE)

    arrived = letters()

    assert len(arrived) == 2
    assert arrived[1]["To"].addresses[0].addr_spec == "new@example.org"
    db.session.rollback()
    assert db.session.scalars(select(Message.to_email).where(Message.to_email == "new@example.org")).one()


def test_whoever_registers_again_with_the_same_address_does_not_get_it_twice(
    event: Event, letters: Letters, traveller: time_machine.Traveller
):
    person = store_registration(event, email="ada@example.org")
    ident = draft(event, takes_later=True)
    send(ident)
    letters()
    registrations.cancel(person.id, actor=ATTENDEE, at=OPEN)
    store_registration(event, email="Ada@example.org")
    late = store_registration(event, name="Late Comer").email
    traveller.shift(2 * MINUTE)

    arrived = [mail for mail in letters() if mail["List-Unsubscribe"]]

    assert to_of(arrived) == sorted(["ada@example.org", late])
    traveller.move_to(STARTS)
    store_registration(event, name="Too Late")
    assert len([mail for mail in letters() if mail["List-Unsubscribe"]]) == 2
    assert get(ident).state == AnnouncementState.SENT


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"timing": Timing.AT, "send_at": OPEN + MINUTE}, OPEN + MINUTE),
        ({"timing": Timing.DAYS_BEFORE, "amount": 7, "clock": "09:30"}, datetime.fromisoformat("2027-05-05T07:30Z")),
        ({"timing": Timing.EVENING_BEFORE, "clock": "18:00"}, datetime.fromisoformat("2027-05-11T16:00Z")),
        ({"timing": Timing.HOURS_AFTER, "amount": 2}, ENDS + timedelta(hours=2)),
    ],
)
def test_plans_and_rules_go_out_at_their_time_once(
    event: Event, letters: Letters, traveller: time_machine.Traveller, values: dict[str, Any], due: datetime
):
    people(event, 1)
    ident = draft(event, **values)
    send(ident)
    traveller.move_to(due - timedelta(seconds=1))
    assert letters() == []

    traveller.move_to(due)
    for _round in range(3):
        arrived = letters()
        traveller.shift(MINUTE)

    assert len(arrived) == 1
    assert get(ident).state == AnnouncementState.SENT


def test_rule_follows_the_event_when_it_moves(event: Event, letters: Letters, traveller: time_machine.Traveller):
    people(event, 1)
    ident = draft(event, timing=Timing.EVENING_BEFORE, clock="18:00")
    send(ident)
    with transaction() as session:
        row = session.get_one(Event, event.id)
        row.starts_at, row.ends_at = STARTS + timedelta(days=7), ENDS + timedelta(days=7)
    traveller.move_to(STARTS)
    assert letters() == []

    traveller.move_to(datetime.fromisoformat("2027-05-18T16:00Z"))

    assert len(letters()) == 1


def test_evening_that_the_clocks_skip_is_an_hour_later(db_session: object):
    event = make_event(zone="Europe/Brussels", starts_at=datetime.fromisoformat("2027-03-29T07:00Z"))
    row = Announcement(timing=Timing.EVENING_BEFORE, clock="02:30", amount=0)

    assert rules.due_at(row, event) == datetime.fromisoformat("2027-03-28T01:30Z")


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({}, rules.NobodyMeant),
        ({"timing": Timing.AT, "send_at": OPEN}, rules.TimeOver),
        ({"timing": Timing.AT}, rules.TimeOver),
        ({"timing": Timing.DAYS_BEFORE, "amount": 300, "clock": "09:00"}, rules.TimeOver),
    ],
)
def test_what_cannot_be_sent_says_why(event: Event, values: dict[str, Any], refusal: type[Exception]):
    ident = draft(event, **values)

    with pytest.raises(refusal):
        send(ident)
    assert get(ident).state == AnnouncementState.DRAFT


def test_sent_twice_at_once_is_sent_once(event: Event, letters: Letters, traveller: time_machine.Traveller):
    people(event, 2)
    ident = draft(event)
    send(ident)
    with pytest.raises(rules.WrongMoment):
        send(ident)

    letters()
    traveller.shift(MINUTE)
    assert len(letters()) == 2


def test_worker_killed_between_the_recipients_goes_on_with_the_others(
    event: Event, letters: Letters, monkeypatch: pytest.MonkeyPatch
):
    from conference.correspondence import sending_services  # noqa: PLC0415 - only here

    monkeypatch.setattr(sending_services, "CHUNK", 2)
    people(event, 5)
    ident = draft(event)
    send(ident)
    sending_services.begin(ident, at=OPEN)
    sending_services.put_down_some(ident, at=OPEN)  # and here the power went out

    assert len(letters()) == 1
    assert len(states()) == 5
    db.session.rollback()
    assert len(list(db.session.scalars(select(Delivery.id)))) == 5


def test_each_reads_their_language_and_the_main_one_where_it_is_missing(event: Event, letters: Letters):
    store_registration(event, name="Ada", language="en")
    store_registration(event, name="Айгуль", language="ru")
    send(draft(event, translations={"ru": {"subject": "Для {name}", "body": "Здравствуйте"}}))
    send(draft(event, subject="Only {name}", translations={"ru": {"subject": "Без текста"}}))

    run_due()
    run_due(OPEN + 5 * MINUTE)
    assert {mail["Subject"] for mail in letters()} == {"For Ada", "Для Айгуль", "Only Ada", "Only Айгуль"}


def test_files_go_along_within_bounds(event: Event, letters: Letters):
    people(event, 1)
    ident = draft(event)
    services.attach(ident, CleanFile(b"%PDF-", "Плакат.pdf", "application/pdf"), actor=OLGA, at=OPEN)
    with pytest.raises(rules.TooLarge):
        services.attach(ident, CleanFile(b"x" * rules.MOST_BYTES, "x.txt", "text/plain"), actor=OLGA, at=OPEN)
    send(ident)
    [mail] = letters()
    with pytest.raises(rules.WrongMoment):
        services.attach(ident, CleanFile(b"x", "x.txt", "text/plain"), actor=OLGA, at=OPEN + MINUTE)

    [part] = mail.iter_attachments()
    assert part.get_content_type() == "application/pdf"
    assert part.get_payload(decode=True) == b"%PDF-"


def test_unknown_choices_match_nobody(event: Event):
    people(event, 2)

    for chosen in ({"category": ["gone"]}, {"no_such_way": ["x"]}, {"state": ["confirmed"], "country": ["KG"]}):
        assert recipients.count(event, chosen).getting == 0
    assert recipients.count(event, {"category": []}).getting == 2


def test_refused_address_is_marked_and_left_out_next_time(app: Flask, event: Event, letters: Letters):
    person, other = people(event, 2)
    with transaction():
        note_undeliverable(event.id, person.email.upper(), "550 5.1.1 Unknown", at=OPEN)

    numbers = recipients.count(event, {})

    assert (numbers.getting, numbers.undeliverable, numbers.by_language) == (1, 1, {"en": 1})
    assert [row.email for row in recipients.page_of_recipients(event, {}, 1).rows] == [other.email]
