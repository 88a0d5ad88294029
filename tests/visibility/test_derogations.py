"""The funder's leave not to be shown: recorded once, in force everywhere at once, ended, never lost."""

from dataclasses import replace
from datetime import date

import pytest

from conference.core import audit
from conference.core.audit import Actor
from conference.core.db import db
from conference.core.errors import NotFound
from conference.events.models import EventProject
from conference.visibility import queries, services
from conference.visibility.models import Derogation
from conference.visibility.rules import AlreadyInForce, DecidedLater, DerogationValues
from tests.factories import OPEN, make_event, make_project, store

OLGA = Actor("Olga Organiser", 1)
TODAY = date(2027, 4, 1)
HERE = DerogationValues(
    is_everywhere=False, reason="Partners would be at risk", approver="A. Sample, EU Delegation", decided_on=TODAY
)
EVERYWHERE = replace(HERE, is_everywhere=True)


def record(stage, project=None, values=HERE, event=None) -> Derogation:
    project, event = project or stage.bomca, event or stage.event
    return services.record_derogation(event.id, project.id, values, today=TODAY, actor=OLGA, at=OPEN)


def shown(event, **asked) -> bool:
    db.session.expire_all()
    return queries.visibility_of(event, "en", **asked).is_shown


def test_derogation_is_a_row_with_who_and_when_and_in_the_history(stage):
    row = record(stage)

    assert (row.reason, row.approver, row.decided_on) == (HERE.reason, HERE.approver, TODAY)
    assert (row.recorded_by, row.recorded_at, row.ended_at) == ("Olga Organiser", OPEN, None)
    [entry] = audit.history(row)
    assert (entry.action, entry.event_id, entry.actor_id) == ("derogation.recorded", stage.event.id, 1)
    assert HERE.approver not in str(entry.detail)


def test_derogation_hides_its_project_and_leaves_the_other(stage):
    record(stage)

    assert shown(stage.event)
    assert not shown(stage.event, project=stage.bomca)
    assert shown(stage.event, project=stage.protect)
    assert [words.text for words in queries.visibility_of(stage.event, "en").disclaimers] == [
        "Only PROTECT answers for this."
    ]

    record(stage, stage.protect)
    assert not shown(stage.event)
    assert queries.visibility_of(stage.event, "en").logos


def test_derogation_here_holds_nowhere_else_and_one_everywhere_does(stage):
    other = make_event()
    store(EventProject(event_id=other.id, project_id=stage.bomca.id))
    here = record(stage)
    assert shown(other)
    assert queries.visibility_of_project(stage.bomca, "en").is_shown
    services.end_derogation(here.id, event_id=stage.event.id, actor=OLGA, at=OPEN)

    record(stage, values=EVERYWHERE)

    assert not shown(other)
    assert not queries.visibility_of_project(stage.bomca, "en").is_shown
    assert not queries.visibility_of_list([other]).is_shown
    assert queries.visibility_of_list([other, stage.event]).is_shown  # PROTECT is


def test_every_event_concerned_shows_its_pages_anew(stage):
    other = make_event()
    store(EventProject(event_id=other.id, project_id=stage.bomca.id))
    events = (stage.event, other)
    before = [event.version for event in events]

    row = record(stage)
    db.session.expire_all()
    assert [event.version for event in events] == [before[0] + 1, before[1]]
    services.end_derogation(row.id, event_id=stage.event.id, actor=OLGA, at=OPEN)
    record(stage, values=EVERYWHERE)
    db.session.expire_all()
    assert [event.version for event in events] == [before[0] + 3, before[1] + 1]


def test_second_one_for_the_same_place_is_refused_until_the_first_ends(stage):
    row = record(stage)
    with pytest.raises(AlreadyInForce):
        record(stage)
    record(stage, values=EVERYWHERE)  # of another place

    services.end_derogation(row.id, event_id=stage.event.id, actor=OLGA, at=OPEN)
    services.end_derogation(row.id, event_id=stage.event.id, actor=Actor("Somebody else"), at=OPEN)

    assert (row.ended_at, row.ended_by) == (OPEN, "Olga Organiser")
    assert [entry.action for entry in audit.history(row)] == ["derogation.ended", "derogation.recorded"]
    again = record(stage)
    assert [one.is_in_force for one in queries.derogations_of_event(stage.event)] == [True, True, False]
    assert again.code != row.code


def test_decision_of_tomorrow_and_foreign_projects_are_refused(stage):
    with pytest.raises(DecidedLater):
        record(stage, values=replace(HERE, decided_on=date(2027, 4, 2)))
    with pytest.raises(NotFound):
        record(stage, make_project("OTHER"))
    assert db.session.query(Derogation).count() == 0
