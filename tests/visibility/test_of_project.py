"""A project's own page of its visibility: for its officers, without a role at any event."""

from datetime import date
from typing import Any

import pytest

from conference.core.audit import SYSTEM
from conference.core.db import db
from conference.core.errors import NotFound
from conference.events.models import EventProject
from conference.events.permissions import Role
from conference.projects.models import ProjectOfficer
from conference.visibility import queries, services
from conference.visibility.models import Derogation
from conference.visibility.rules import DerogationValues
from tests.browser import Browser
from tests.factories import OPEN, make_event, make_member, make_user, store
from tests.visibility.test_pages import FORM, by_class, hide, tree_of

PAGE = "/manage/projects/BOMCA/visibility/"
LEAVE = {key: value for key, value in FORM.items() if key != "project"}


@pytest.fixture
def officer(client: Browser, stage: Any) -> Browser:
    user = make_user("Oksana Officer")
    store(ProjectOfficer(user_id=user.id, project_id=stage.bomca.id, created_at=OPEN))
    client.sign_in(user)
    return client


def test_officer_sees_what_is_shown_and_missing_and_gets_to_where_it_is_mended(officer, stage):
    page = officer.get(PAGE)

    tree = tree_of(page.text)
    assert len(by_class(tree, "emblem")) == 2  # in English and in Russian
    said = ["".join(item.itertext()) for item in by_class(tree, "finding")]
    assert any("BOMCA has no contract number" in words for words in said)
    assert not any("PROTECT" in words for words in said)
    for link in by_class(tree, "finding__link"):
        address, _hash, anchor = link.get("href").partition("#")
        assert f'id="{anchor}"' in officer.get(address or PAGE).text, link.get("href")
    assert PAGE in officer.get("/manage/projects/BOMCA").text


def test_languages_of_every_event_are_asked_for(officer, stage):
    other = make_event(slug="other", languages=["ky"])
    store(EventProject(event_id=other.id, project_id=stage.bomca.id))
    stage.bomca.disclaimer = "Only BOMCA answers."
    db.session.commit()

    assert "BOMCA has no disclaimer in Kyrgyz: readers see it in English" in officer.get(PAGE).text


def test_officer_records_and_ends_a_derogation_everywhere(officer, stage):
    assert officer.fill(f"{PAGE}derogations/new", {**LEAVE, "scope": "everywhere"}).status_code == 302

    row = db.session.query(Derogation).one()
    assert (row.event_id, row.project_id, row.reason) == (None, stage.bomca.id, FORM["reason"])
    page = officer.get(PAGE).text
    assert "By derogation, emblem and statement are not shown for BOMCA" in page
    assert "At every event and on the project’s own page" in page
    assert officer.fill(PAGE, form=f"{row.code}/end").status_code == 302
    db.session.expire_all()
    assert not row.is_in_force


def test_officer_chooses_one_event_and_it_is_named(officer, stage):
    assert officer.fill(f"{PAGE}derogations/new", {**LEAVE, "scope": "at-infopoint"}).status_code == 302

    row = db.session.query(Derogation).one()
    assert row.event_id == stage.event.id
    assert stage.event.title in officer.get(PAGE).text
    assert queries.visibility_of_project(stage.bomca, "en").is_shown


def test_event_that_the_project_does_not_organise_is_refused(officer, stage):
    make_event(slug="other")

    answer = officer.fill(f"{PAGE}derogations/new", {**LEAVE, "scope": "at-other"})

    assert answer.status_code == 422
    assert "Choose where the derogation holds" in answer.text
    values = DerogationValues(is_everywhere=False, reason="r", approver="a", decided_on=date(2024, 1, 1))
    with pytest.raises(NotFound):
        services.record_derogation(None, stage.bomca.id, values, today=date(2027, 1, 1), actor=SYSTEM, at=OPEN)
    assert db.session.query(Derogation).count() == 0


def test_derogation_of_another_project_is_not_ended_here(officer, stage):
    hide(stage, "PROTECT")
    row = db.session.query(Derogation).one()
    token = officer.get(f"{PAGE}derogations/new").text.partition('name="csrf_token"')[2].split('"')[3]

    answer = officer.post(f"{PAGE}derogations/{row.code}/end", data={"csrf_token": token})

    assert answer.status_code == 404
    db.session.expire_all()
    assert row.is_in_force


def shared_with_strangers(stage: Any) -> None:
    """BOMCA organises another event too, so that an editor of this one alone may not change it."""
    store(EventProject(event_id=make_event(slug="other").id, project_id=stage.bomca.id))


def test_editor_of_one_event_decides_for_that_event_alone(client, stage):
    shared_with_strangers(stage)
    client.sign_in(make_member(stage.event, Role.EDITOR))
    address = "/manage/infopoint/visibility/derogations/new"

    answer = client.fill(address, {**FORM, "scope": "everywhere"})

    assert answer.status_code == 409
    assert "Only those who may edit BOMCA decide for all its events: choose this event" in answer.text
    assert db.session.query(Derogation).count() == 0
    assert client.fill(address, FORM).status_code == 302


def test_editor_of_one_event_ends_no_derogation_of_all(client, stage):
    shared_with_strangers(stage)
    hide(stage, "BOMCA")
    row = db.session.query(Derogation).one()
    client.sign_in(make_member(stage.event, Role.EDITOR))
    page = client.get("/manage/infopoint/visibility/").text
    assert f"{row.code}/end" not in page

    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    answer = client.post(f"/manage/infopoint/visibility/derogations/{row.code}/end", data={"csrf_token": token})

    assert answer.status_code == 403
    db.session.expire_all()
    assert row.is_in_force


def test_no_link_leads_an_editor_to_a_page_that_is_closed(client, stage):
    shared_with_strangers(stage)
    client.sign_in(make_member(stage.event, Role.EDITOR))

    tree = tree_of(client.get("/manage/infopoint/visibility/").text)

    links = [link.get("href") for link in by_class(tree, "finding__link") if link.get("href")]
    assert not any("/manage/projects/BOMCA" in link for link in links)
    assert any("/manage/projects/PROTECT" in link for link in links)  # of this event alone
    assert any("An officer of the project mends it" in "".join(item.itertext()) for item in by_class(tree, "finding"))
