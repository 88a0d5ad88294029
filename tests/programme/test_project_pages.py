from datetime import timedelta

import pytest

from conference.organisations.models import Organisation
from conference.projects.models import Component, Office, Partner
from tests.factories import (
    make_event,
    make_project,
    make_session,
    place,
    run_by,
    store,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def project(event, release):
    """A project with everything a page can tell of it, and one session at the event."""
    lead = store(Organisation(code="vrs", name="State Border Guard of Latvia"))
    made = make_project(
        "BOMCA", event, title="Border Management", budget_eur=21_650_000, countries=["KG", "KZ"],
        disclaimer="Only the project answers for this.", summary="Since *2003*.", contact_email="project@example.org",
        website="javascript:alert(1)",
    )  # fmt: skip
    project_id, lead_id = made.id, lead.id
    store(Component(project_id=project_id, number=1, title="Institutions", lead_id=lead_id))
    store(Partner(project_id=project_id, organisation_id=lead_id, role="associate"))
    store(Office(project_id=project_id, kind="regional", city="Bishkek", country="KG"))
    session = make_session(event, "Ours")
    place(session, None)
    run_by(session, made, is_lead=True)
    place(make_session(event, "Theirs"), None)
    release(event)
    return made


ABOUT_BOMCA = ("Border Management", "EUR 21,650,000", "Kazakhstan, Kyrgyzstan", "Institutions", "Bishkek",
               "Led by State Border Guard of Latvia", "Associate partners", "Regional office",
               "Only the project answers for this.", "Since <em>2003</em>.", "Funded by the European Union",
               'href="mailto:project@example.org"')  # fmt: skip


def test_project_at_an_event_counts_what_it_does_there(event, project, get):
    page = get(event, "projects/bomca").text

    for words in (*ABOUT_BOMCA, "BOMCA at this conference", '<p class="stat__number">1</p>', "Ours"):
        assert words in page, words
    assert "Theirs" not in page


def test_project_page_lists_its_conferences_and_sessions(client, event, project, get):
    page = client.get("/projects/bomca").text

    for words in (*ABOUT_BOMCA, event.title, "Ours", "1 session of this project"):
        assert words in page, words
    assert "Theirs" not in page
    assert 'href="javascript:' not in page


def test_project_is_unknown_until_an_event_of_it_is_published(client, get):
    make_project("HIDDEN", make_event(published_at=None))
    make_project("ALONE")

    assert client.get("/projects/HIDDEN").status_code == 404
    assert client.get("/projects/ALONE").status_code == 404
    assert client.get("/projects/NOTHING").status_code == 404


def test_project_of_another_event_is_not_at_this_one(event, project, get):
    other = make_event()

    assert get(other, "projects/BOMCA").status_code == 404


def test_projects_page_counts_the_sessions_of_each(event, project, get):
    make_project("QUIET", event)

    page = get(event, "projects/").text

    assert "1 session" in page
    assert "Its sessions are not announced yet." in page


def test_project_without_details_has_a_page_without_empty_parts(event, get):
    make_project("BARE", event)

    page = get(event, "projects/BARE").text

    for words in ("Components", "Partners", "Offices", "Budget", "Contact</dt>"):
        assert words not in page
