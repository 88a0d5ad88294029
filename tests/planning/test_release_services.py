from datetime import timedelta

import pytest

from conference.core import audit
from conference.core.db import db
from conference.core.jobs import run_due
from conference.mail.models import Message
from conference.planning import release_queries as queries
from conference.planning import release_services as services
from conference.planning.models import Outcome, ScheduledRelease
from conference.planning.release_rules import AlreadyPlanned, BadTime, Clashing, Unconfirmed, Wish, mark_of
from conference.programme.queries import newest_release
from conference.programme.rules import NothingChanged
from tests.counting import count_queries
from tests.factories import OPEN, make_member, make_session, make_speaker, place, speaks_at
from tests.planning.releasing import HOUR, OLGA, Agenda


@pytest.fixture
def agenda(db_session):
    return Agenda()


def posted(kind="planning.released"):
    query = db.select(Message).where(Message.kind == kind).order_by(Message.id)
    return [(message.to_email, message.language) for message in db.session.scalars(query)]


def plan(agenda, at=OPEN + HOUR, **wish):
    mark = mark_of(queries.clashes_of_draft(agenda.event))
    return services.plan_release(agenda.event.id, at, Wish(accepted=mark, **wish), actor=OLGA, at=OPEN)


def test_each_speaker_is_told_once_in_the_own_language(agenda):
    agenda.publish()

    assert posted() == [("aigul@example.org", "en"), ("bakyt@example.org", "ru")]


def test_only_who_is_concerned_is_told_of_the_next(agenda):
    agenda.publish()
    agenda.move("panel", hours=2)

    agenda.publish(at=OPEN + HOUR)

    assert posted()[2:] == [("bakyt@example.org", "ru")]


def test_nobody_is_told_when_the_organiser_says_so(agenda):
    agenda.publish(tells=False)

    assert posted() == []


def test_who_declined_or_has_no_address_is_not_told(agenda):
    speaks_at(make_speaker(agenda.event, "No Address"), agenda.opening)
    speaks_at(make_speaker(agenda.event, "No", email="no@example.org"), agenda.opening, answer="declined")

    agenda.publish()

    assert [email for email, _language in posted()] == ["aigul@example.org", "bakyt@example.org"]


def test_blocking_clash_stops_publishing_and_nothing_is_written(agenda):
    agenda.clash()

    with pytest.raises(Clashing) as refusal:
        agenda.publish()

    assert str(refusal.value) == "1 clash stops the agenda from being published"
    assert newest_release(agenda.event.id) is None
    assert posted() == []


def test_warnings_have_to_be_those_that_were_read(agenda):
    make_session(agenda.event, "Without a time")
    shown = mark_of(queries.clashes_of_draft(agenda.event))
    make_session(agenda.event, "Another")

    for accepted in ("", shown):
        with pytest.raises(Unconfirmed):
            agenda.publish(accepted=accepted)

    assert agenda.publish().number == 1


def test_second_of_two_at_once_is_told_that_nothing_changed(agenda):
    agenda.publish()

    with pytest.raises(NothingChanged):
        agenda.publish()


def test_planned_release_is_made_at_its_time_with_the_draft_as_it_then_stands(agenda):
    row = plan(agenda, note="Soon")
    agenda.move("panel", hours=1)

    assert services.publish_planned(row.id, at=OPEN + HOUR).note == "Soon"
    assert queries.find_planned(agenda.event.id) is None
    done = db.session.get_one(ScheduledRelease, row.id)
    assert (done.outcome, done.ended_at) == (Outcome.PUBLISHED, OPEN + HOUR)
    assert newest_release(agenda.event.id).published_by == "Olga"


def test_planned_release_is_made_once(agenda):
    row = plan(agenda)
    services.publish_planned(row.id, at=OPEN + HOUR)

    assert services.publish_planned(row.id, at=OPEN + HOUR) is None
    assert newest_release(agenda.event.id).number == 1


def test_worker_makes_the_planned_release(agenda, app):
    plan(agenda)
    event_id = agenda.event.id
    db.session.rollback()

    run_due(OPEN + HOUR - timedelta(seconds=1))
    early = newest_release(event_id)
    run_due(OPEN + HOUR)

    assert early is None
    assert newest_release(event_id).number == 1


def test_clash_at_the_planned_time_is_noted_and_the_planner_is_told(agenda):
    planner = make_member(agenda.event, name="Olga")
    wish = Wish(accepted=mark_of(queries.clashes_of_draft(agenda.event)))
    actor = audit.Actor(planner.name, planner.id)
    row = services.plan_release(agenda.event.id, OPEN + HOUR, wish, actor=actor, at=OPEN)
    agenda.clash()

    services.publish_planned(row.id, at=OPEN + HOUR)

    assert newest_release(agenda.event.id) is None
    assert queries.last_refused(agenda.event.id).refusal == "clashes"
    assert posted("planning.refused") == [(planner.email, "en")]


def test_refusal_is_forgotten_with_the_next_release(agenda):
    row = plan(agenda)
    agenda.clash()
    services.publish_planned(row.id, at=OPEN + HOUR)
    agenda.move("panel", room=agenda.attic)
    agenda.publish(at=OPEN + 2 * HOUR)

    assert queries.last_refused(agenda.event.id) is None


def test_cancelled_plan_publishes_nothing(agenda):
    row = plan(agenda)

    assert services.cancel_planned(agenda.event.id, actor=OLGA, at=OPEN)
    assert not services.cancel_planned(agenda.event.id, actor=OLGA, at=OPEN)
    assert services.publish_planned(row.id, at=OPEN + HOUR) is None
    assert newest_release(agenda.event.id) is None


def test_only_one_release_is_planned_at_a_time(agenda):
    plan(agenda)

    with pytest.raises(AlreadyPlanned):
        plan(agenda)


@pytest.mark.parametrize("at", [None, OPEN, OPEN - HOUR, OPEN + timedelta(days=400)])
def test_times_that_cannot_be_planned(agenda, at):
    with pytest.raises(BadTime):
        plan(agenda, at)


def test_release_of_many_needs_as_many_queries_as_of_few(db_session):
    def queries_for(count):
        agenda = Agenda()
        for number in range(count):
            session = make_session(agenda.event, f"Session {number}")
            place(session, None, starts_at=agenda.event.starts_at + number * HOUR / 4, minutes=15)
            speaks_at(make_speaker(agenda.event, f"S{number}", email=f"s{number}@example.org"), session)
        db.session.rollback()
        return count_queries(agenda.publish)

    assert queries_for(20) <= queries_for(3)
