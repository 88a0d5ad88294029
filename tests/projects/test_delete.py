"""A project goes only when nothing refers to it, and by those alone who may edit it."""

from datetime import date

import pytest

from conference.core.audit import Actor
from conference.core.db import db, transaction
from conference.events.models import EventProject
from conference.events.permissions import Role
from conference.organisations.rules import InUse
from conference.programme.models import SessionProject
from conference.projects import services
from conference.projects.models import Component, Project, ProjectOfficer
from conference.projects.queries import find_project
from conference.visibility.rules import DerogationValues
from conference.visibility.services import record_derogation
from tests.browser import Browser
from tests.factories import (
    OPEN,
    make_event,
    make_member,
    make_project,
    make_release,
    make_session,
    place,
    run_by,
    store,
)

ADDRESS = "/manage/projects/BOMCA/delete"
OLGA = Actor("Olga Organiser")


def test_officer_deletes_a_project_that_nothing_uses(officer: Browser, project: Project):
    project_id = project.id
    with transaction() as session:
        session.query(EventProject).delete()

    answer = officer.fill(ADDRESS, form="")

    assert answer.location == "/manage/projects/"
    assert "The project BOMCA is deleted." in officer.get("/manage/projects/").text
    db.session.rollback()
    assert find_project("BOMCA") is None
    assert db.session.query(Component).filter_by(project_id=project_id).count() == 0
    assert db.session.query(ProjectOfficer).filter_by(project_id=project_id).count() == 0


def test_page_says_where_it_is_used_and_has_no_button(officer: Browser, event, project: Project):
    session = make_session(event, "Dogs at the border")
    run_by(session, project)
    code, slug = session.code, event.slug

    page = officer.get(ADDRESS).text

    assert f'href="/events/{slug}/"' in page
    assert f'href="/manage/{slug}/sessions/{code}"' in page
    assert "Yes, delete it" not in page
    with pytest.raises(InUse, match="Session: Dogs at the border"):
        services.delete_project(project.id, actor=OLGA, at=OPEN)


def test_published_agendas_and_derogations_keep_it(client: Browser):
    event, other = make_event(), make_event()
    project, session = make_project("BOMCA", event), make_session(event, "Dogs")
    run_by(session, project)
    place(session, None)
    make_release(event)
    leave = DerogationValues(is_everywhere=False, reason="r", approver="a", decided_on=date(2024, 1, 1))
    record_derogation(event.id, project.id, leave, today=OPEN.date(), actor=OLGA, at=OPEN)
    store(EventProject(event_id=other.id, project_id=project.id))
    with transaction() as rows:
        rows.query(SessionProject).delete()
        rows.query(EventProject).delete()

    with pytest.raises(InUse) as refusal:
        services.delete_project(project.id, actor=OLGA, at=OPEN)

    assert [str(use.what) for use in refusal.value.uses] == ["Session", "Derogation"]


def test_a_sent_form_deletes_nothing_that_is_used_and_strangers_find_nothing(officer: Browser, event, project: Project):
    with transaction() as rows:
        rows.query(EventProject).delete()
    form = officer.get(ADDRESS)
    store(EventProject(event_id=event.id, project_id=project.id))
    token = form.text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]

    answer = officer.post(ADDRESS, data={"csrf_token": token})

    assert answer.status_code == 409
    assert "still used" in answer.text
    officer.sign_in(make_member(make_event(), Role.OWNER))
    assert officer.get(ADDRESS).status_code == 404
    db.session.rollback()
    assert find_project("BOMCA") is not None
