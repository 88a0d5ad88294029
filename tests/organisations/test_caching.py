"""What visitors see of an organisation changes at once, also on pages that are kept in memory."""

import io

import pytest
from PIL import Image

from conference.core.audit import Actor
from conference.core.images import clean_image
from conference.organisations import services
from conference.organisations.queries import find_by_name, get_organisation
from conference.organisations.rules import OrganisationValues, values_of
from conference.projects.models import Component, Partner, PartnerRole
from tests.browser import Browser
from tests.factories import (
    OPEN,
    make_event,
    make_project,
    make_release,
    make_room,
    make_session,
    make_speaker,
    place,
    run_by,
    speaks_at,
    store,
)

OLGA = Actor("Olga Organiser")
PARTNER, LEAD, EMPLOYER = "Partner Agency", "Lead Service", "Speaker’s Ministry"
# pages on which each of them is read
SHOWN = {
    PARTNER: ("/events/infopoint/projects/BOMCA",),
    LEAD: ("/events/infopoint/projects/BOMCA",),
    EMPLOYER: ("/events/infopoint/speakers/",),
}
WITH_LOGOS = ("/events/infopoint/", "/events/infopoint/agenda", "/events/infopoint/projects/BOMCA")


@pytest.fixture
def codes(client: Browser) -> dict[str, str]:
    """The codes of a partner, of a component's lead and of a speaker's employer, at an event with an agenda."""
    event = make_event(slug="infopoint")
    project, session = make_project("BOMCA", event), make_session(event)
    found = {}
    for name in (PARTNER, LEAD, EMPLOYER):
        said = OrganisationValues(name, "", "agency", None, "", (), {})
        found[name] = services.add_organisation(said, actor=OLGA, at=OPEN)
    ids = {name: get_organisation(code).id for name, code in found.items()}
    store(Partner(project_id=project.id, organisation_id=ids[PARTNER], role=PartnerRole.ASSOCIATE))
    store(Component(project_id=project.id, number=1, title="Institutions", lead_id=ids[LEAD]))
    speaks_at(make_speaker(event, organisation_id=ids[EMPLOYER]), session)
    run_by(session, project, is_lead=True)
    place(session, make_room(event))
    make_release(event)
    return found


def tag_of(client: Browser, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.headers["ETag"]


def rename(code: str, name: str) -> None:
    row = get_organisation(code)
    said = OrganisationValues(**{**vars(values_of(row)), "name": name})
    services.change_organisation(row.id, said, shown="", actor=OLGA, at=OPEN)


@pytest.mark.parametrize("name", list(SHOWN))
def test_a_new_name_is_read_at_once_by_who_has_the_old_page(client: Browser, codes: dict[str, str], name: str):
    for page in SHOWN[name]:
        tag = tag_of(client, page)
        rename(codes[name], f"{name} renamed")

        answer = client.get(page, headers={"If-None-Match": tag})

        assert answer.status_code == 200, page
        assert f"{name} renamed" in answer.text


@pytest.mark.parametrize("page", WITH_LOGOS)
def test_a_new_logo_of_a_partner_is_seen_at_once(client: Browser, codes: dict[str, str], page: str):
    tag, row = tag_of(client, page), get_organisation(codes[PARTNER])
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "#204060").save(file, "PNG")
    file.seek(0)
    logo = clean_image(file)

    services.change_organisation(row.id, values_of(row), shown="", logo=logo, actor=OLGA, at=OPEN)
    first = client.get(page, headers={"If-None-Match": tag})
    row = get_organisation(codes[PARTNER])
    services.change_organisation(row.id, values_of(row), shown="", logo_removed=True, actor=OLGA, at=OPEN)
    second = client.get(page, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, f'alt="{PARTNER}"' in first.text) == (200, True)
    assert (second.status_code, f'alt="{PARTNER}"' in second.text) == (200, False)


def test_a_merged_partner_is_named_as_the_kept_one(client: Browser, codes: dict[str, str]):
    page = SHOWN[PARTNER][0]
    tag = tag_of(client, page)
    kept = OrganisationValues("Kept Agency", "", "agency", None, "", (), {})
    services.add_organisation(kept, actor=OLGA, at=OPEN)
    found, other = find_by_name("Kept Agency"), get_organisation(codes[PARTNER])
    assert found is not None

    services.merge_organisations(found.id, other.id, actor=OLGA, at=OPEN)

    answer = client.get(page, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "Kept Agency" in answer.text
    assert PARTNER not in answer.text
