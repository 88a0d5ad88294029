"""Which projects organise an event, and what organisers see of them."""

import pytest

from conference.core.audit import SYSTEM
from conference.core.db import db
from conference.events.permissions import Role
from conference.events.queries import event_by_slug
from conference.events.rules import EventValues, SlugTaken
from conference.events.services import add_event
from conference.projects.models import Project
from tests.browser import Browser, forms_of
from tests.factories import make_event, make_member, make_project, make_session, place, run_by


def codes(slug: str) -> list[str]:
    db.session.rollback()
    db.session.expire_all()
    return [project.code for project in event_by_slug(slug).projects]


def test_projects_are_chosen_in_order_and_those_with_sessions_stay(client: Browser, event, project: Project):
    owner = make_member(event, Role.OWNER)
    make_project("PROTECT", make_event())  # of strangers
    mine = make_project("OWN")
    address, slug = f"/manage/{event.slug}/projects/choose", event.slug
    link = make_session(event, "Dogs")
    run_by(link, project)
    place(link, None)
    mine_id, bomca_id = str(mine.id), str(project.id)
    client.sign_in(owner)
    page = client.get(address).text
    assert "PROTECT" not in page
    assert "OWN" not in page  # not an officer of it

    client.sign_in(make_member(event, Role.OWNER, is_administrator=True))
    page = client.fill(address, {"rows": "projects:add:0"}).text
    form = next(form for form in forms_of(page) if any("projects-1" in name for name, _value in form.fields))
    client.send(address, form, {"projects-0-project": mine_id, "projects-1-project": bomca_id})
    assert codes(slug) == ["OWN", "BOMCA"]

    refused = client.fill(address, {"projects-1-project": ""})
    assert refused.status_code == 409
    assert "BOMCA runs sessions of this event, so it stays: Dogs" in refused.text
    forged = client.fill(address, {"projects-1-project": "999999"})
    assert forged.status_code == 422
    assert codes(slug) == ["OWN", "BOMCA"]


def test_list_and_page_count_the_draft(client: Browser, event, project: Project):
    session = make_session(event, "Dogs")
    run_by(session, project, component_id=project.components[0].id, is_lead=True)
    run_by(session, project, component_id=project.components[1].id, position=1)
    place(session, None, minutes=90)
    slug = event.slug
    client.sign_in(make_member(event, Role.VIEWER))

    assert "1.5" in client.get(f"/manage/{slug}/projects/").text
    page = client.get(f"/manage/{slug}/projects/BOMCA").text

    for words in ("Dogs", "1. Institutions", "2. Detection", "1.5", "Other events share this project"):
        assert words in page, words
    assert client.get(f"/manage/{slug}/projects/PROTECT").status_code == 404
    assert client.get(f"/manage/{slug}/projects/choose").status_code == 403


@pytest.mark.parametrize("slug", ["projects", "organisations"])
def test_no_event_takes_the_address_of_the_shared_pages(event, slug: str):
    values = EventValues(**{name: getattr(event, name) for name in EventValues.__dataclass_fields__})

    with pytest.raises(SlugTaken):
        add_event(slug, values, owner_id=None, actor=SYSTEM, at=event.starts_at)
