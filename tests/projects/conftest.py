from datetime import UTC, datetime

import pytest

from conference.core.audit import SYSTEM
from conference.organisations import services
from conference.organisations.rules import OrganisationValues
from conference.projects.models import Component, Project, ProjectOfficer
from tests.browser import Browser
from tests.factories import make_event, make_project, make_user, store

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def organisation():
    """Add an entry of the directory by its name: organisation("ICMPD"); gives its code."""

    def add(name: str) -> str:
        said = OrganisationValues(name, "", "agency", None, "", (), {})
        return services.add_organisation(said, actor=SYSTEM, at=LONG_AGO)

    return add


@pytest.fixture
def event(client):
    return make_event()


@pytest.fixture
def project(event) -> Project:
    """BOMCA with two components, organising the event."""
    made = make_project("BOMCA", event)
    project_id = made.id
    for number, title in ((1, "Institutions"), (2, "Detection")):
        store(Component(project_id=project_id, number=number, title=title))
    return made


@pytest.fixture
def officer(client, project) -> Browser:
    """A browser in which the project's officer is signed in, who has no role at any event."""
    user = make_user("Oksana Officer")
    store(ProjectOfficer(user_id=user.id, project_id=project.id, created_at=LONG_AGO))
    client.sign_in(user)
    return client
