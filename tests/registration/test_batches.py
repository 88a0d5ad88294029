"""The same deed to many: shown first, done by a job, taken back while nobody was told."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from conference.core.audit import Actor, history
from conference.core.db import db
from conference.core.jobs import run_due
from conference.events.models import Event
from conference.events.permissions import Role
from conference.mail.models import Message
from conference.registration import links, queries, services
from conference.registration.models import Batch, Registration, RegistrationSettings, WaitingList
from tests.browser import Browser, forms_of
from tests.factories import OPEN, make_category, make_event, make_member, store
from tests.registration.conftest import places

pytestmark = pytest.mark.usefixtures("clock")
ORGANISER = Actor("Olga Organiser", 7)
ROOT = "/manage/infopoint/registrations"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def event_id(client: Browser) -> int:
    event = make_event(slug="infopoint", capacity=6)
    make_category(event, needs_approval=True)
    client.sign_in(make_member(event))
    return event.id


@pytest.fixture
def people(event_id: int, register: Any) -> list[int]:
    found = [register(event_id, f"{n}@example.org", f"Person {n}").registration_id for n in range(5)]
    services.approve(found[4], actor=ORGANISER, at=OPEN)
    run_due(OPEN)
    return found


def rows(idents: list[int]) -> list[Registration]:
    db.session.rollback()
    return [queries.get_registration(ident) for ident in idents]


def states(idents: list[int]) -> list[str]:
    return [row.state for row in rows(idents)]


def letters_of(ident: int) -> list[tuple[str, str]]:
    db.session.rollback()
    query = select(Message.kind, Message.state).where(Message.subject_id == ident).order_by(Message.id)
    return [(kind.removeprefix("registration."), state) for kind, state in db.session.execute(query)]


def look(client: Browser, action: str, **values: Any) -> Any:
    return client.fill(f"{ROOT}/", {"action": action, **values}, form="/bulk")


def press(client: Browser, page: Any, **values: Any) -> Any:
    form = next(form for form in forms_of(page.text) if form.action.endswith("/bulk/do"))
    return client.send(f"{ROOT}/bulk", form, values)


def at(moment: Any) -> Any:
    return time_machine.travel(moment, tick=False)


def test_those_ticked_are_declined_after_a_look_and_told_later(client: Browser, event_id: int, people: list[int]):
    codes = [row.code for row in rows(people[:2])]

    page = look(client, "decline", codes=codes)
    assert states(people) == ["pending"] * 4 + ["confirmed"]
    assert "2 registrations change" in page.text
    assert "Unfortunately the organisers cannot give you a place" in page.text
    answer = press(client, page, reason="Too late")
    run_due(OPEN)

    assert states(people) == ["declined"] * 2 + ["pending"] * 2 + ["confirmed"]
    assert history(rows(people)[0])[0].detail == {"before": "pending", "after": "declined", "reason": "Too late"}
    assert letters_of(people[0]) == [("received", "sent"), ("declined", "waiting")]
    done = client.get(answer.headers["Location"]).text
    assert "2 registrations changed." in done
    assert "Take it back" in done
    with at(OPEN + 10 * MINUTE):
        run_due()
    assert letters_of(people[0]) == [("received", "sent"), ("declined", "sent")]
    assert places(event_id) == (3, 3, 3)


def test_all_that_the_filter_shows_are_approved_and_the_others_left(client: Browser, event_id: int, people: list[int]):
    page = look(client, "approve", scope="all")
    assert "4 registrations change" in page.text
    assert "These stay as they are" in page.text
    answer = press(client, page)
    run_due(OPEN)

    assert states(people) == ["confirmed"] * 5
    assert "Already so: 1." in client.get(answer.headers["Location"]).text


def test_taken_back_in_time_it_is_as_it_was_and_nobody_hears_of_it(client: Browser, event_id: int, people: list[int]):
    before = [row.valid_ticket.id if row.valid_ticket else None for row in rows(people)]
    code = links.ticket_code_of(rows(people)[4].tickets[0])
    answer = press(client, look(client, "cancel", scope="all"))
    run_due(OPEN)
    assert states(people) == ["cancelled"] * 5
    assert places(event_id) == (0, 0, 0)

    with at(OPEN + 8 * MINUTE):
        client.fill(answer.headers["Location"], {}, form="/undo")
        run_due()
    with at(OPEN + 20 * MINUTE):
        run_due()

    assert states(people) == ["pending"] * 4 + ["confirmed"]
    assert [row.valid_ticket.id if row.valid_ticket else None for row in rows(people)] == before
    assert links.ticket_code_of(rows(people)[4].tickets[0]) == code
    assert all(row.cancelled_at is None for row in rows(people))
    assert letters_of(people[0]) == [("received", "sent"), ("cancelled", "dropped")]
    assert places(event_id) == (5, 5, 5)
    assert "5 were taken back" in client.get(answer.headers["Location"]).text


def test_a_ticket_that_was_lost_before_stays_worthless(event_id: int, people: list[int]):
    services.revoke_ticket(people[4], actor=ORGANISER, at=OPEN)
    code = services.start_batch(event_id, people[4:], "cancel", "", actor=ORGANISER, at=OPEN + MINUTE)
    batch = db.session.scalars(select(Batch.id).where(Batch.code == code)).one()
    services.do_next(batch, at=OPEN + MINUTE)
    services.undo_batch(batch, actor=ORGANISER, at=OPEN + 2 * MINUTE)
    services.undo_next(batch, at=OPEN + 2 * MINUTE)

    assert states(people[4:]) == ["confirmed"]
    assert [ticket.revoked_reason for ticket in rows(people[4:])[0].tickets] == ["lost"]


def test_what_was_approved_by_mistake_has_no_ticket_afterwards(event_id: int, people: list[int]):
    code = services.start_batch(event_id, people[:1], "approve", "", actor=ORGANISER, at=OPEN)
    batch = db.session.scalars(select(Batch.id).where(Batch.code == code)).one()
    services.do_next(batch, at=OPEN + MINUTE)
    services.undo_batch(batch, actor=ORGANISER, at=OPEN + 2 * MINUTE)
    services.undo_next(batch, at=OPEN + 2 * MINUTE)

    assert states(people[:1]) == ["pending"]
    assert [ticket.revoked_reason for ticket in rows(people[:1])[0].tickets] == ["replaced"]


def test_too_late_is_a_sentence(client: Browser, event_id: int, people: list[int]):
    answer = press(client, look(client, "decline", scope="all"))
    page = client.get(answer.headers["Location"])
    form = next(form for form in forms_of(page.text) if form.action.endswith("/undo"))
    with at(OPEN + 9 * MINUTE):
        late = client.send(answer.headers["Location"], form, {})

    assert late.status_code == 409
    assert "for nine minutes only" in late.text


def test_a_place_that_is_gone_meanwhile_is_not_taken_back(client: Browser, event_id: int, people: list[int], register):
    code = rows(people)[0].code
    answer = press(client, look(client, "decline", codes=[code]))
    run_due(OPEN)
    register(event_id, "new@example.org")
    register(event_id, "newer@example.org")

    client.fill(answer.headers["Location"], {}, form="/undo")
    run_due(OPEN)

    assert states(people[:1]) == ["declined"]
    assert "every place is taken" in client.get(answer.headers["Location"]).text
    assert places(event_id) == (6, 6, 6)


def test_what_changed_since_is_left_alone(client: Browser, event_id: int, people: list[int]):
    code = rows(people)[0].code
    answer = press(client, look(client, "decline", codes=[code]))
    run_due(OPEN)
    services.approve(people[0], actor=ORGANISER, at=OPEN)

    client.fill(answer.headers["Location"], {}, form="/undo")
    run_due(OPEN)

    assert states(people[:1]) == ["confirmed"]


def test_a_deed_that_means_others_by_now_is_shown_anew(client: Browser, event_id: int, people: list[int], register):
    page = look(client, "decline", scope="all")
    register(event_id, "new@example.org")

    again = press(client, page)

    assert again.status_code == 409
    assert "Others are meant by now" in again.text
    assert db.session.scalar(select(Batch.id)) is None


def test_nobody_ticked_is_said(client: Browser, event_id: int, people: list[int]):
    assert "Nobody is meant" in look(client, "approve").text


def test_people_whom_it_does_not_fit_are_told_from_nobody(client: Browser, event_id: int, people: list[int]):
    page = look(client, "approve", codes=[rows(people)[4].code]).text

    assert "Nobody is meant" not in page
    assert "This fits nobody of them" in page
    assert "Confirmed</span> 1" in page


def test_a_batch_that_died_goes_on_and_tells_nobody_twice(event_id: int, people: list[int]):
    code = services.start_batch(event_id, people, "decline", "", actor=ORGANISER, at=OPEN)
    ident = db.session.scalars(select(Batch).where(Batch.code == code)).one().id

    services.do_next(ident, at=OPEN, limit=2)
    assert states(people).count("declined") == 2
    while services.do_next(ident, at=OPEN, limit=2):
        pass

    assert states(people) == ["declined"] * 4 + ["confirmed"]
    assert [letters_of(ident).count(("declined", "waiting")) for ident in people] == [1, 1, 1, 1, 0]


def test_whoever_had_an_offer_before_it_was_taken_back_is_offered_the_free_place_again(db_session: Any, register: Any):
    event = make_event(capacity=1)
    make_category(event)
    store(RegistrationSettings(event_id=event.id, waiting_list=WaitingList.OFFER))
    first = register(event.id, "first@example.org").registration_id
    second = register(event.id, "second@example.org", waits=True).registration_id
    services.cancel(first, actor=ORGANISER, at=OPEN)
    assert rows([second])[0].has_offer
    code = services.start_batch(event.id, [second], "cancel", "", actor=ORGANISER, at=OPEN)
    batch = db.session.scalars(select(Batch.id).where(Batch.code == code)).one()
    services.do_next(batch, at=OPEN)
    services.undo_batch(batch, actor=ORGANISER, at=OPEN + MINUTE)
    services.undo_next(batch, at=OPEN + MINUTE)
    assert rows([second])[0].has_offer
    assert places(event.id) == (1, 1, 1)


def test_viewers_see_no_boxes(client: Browser, event_id: int, people: list[int]):
    client.sign_in(make_member(db.session.get_one(Event, event_id), Role.VIEWER))

    page = client.get(f"{ROOT}/").text

    assert "/bulk" not in page
    assert 'name="codes"' not in page
