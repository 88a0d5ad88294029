"""Who may add, edit and see projects beside the events."""

import pytest

from conference.accounts.models import User
from conference.core.db import db
from conference.events.access import Access
from conference.events.permissions import Role, may_edit_project
from conference.projects.models import Project, ProjectOfficer
from conference.projects.queries import find_project, is_officer
from tests.browser import Browser, forms_of
from tests.factories import make_event, make_member, make_project, make_session, make_user, place, run_by, store

PROJECT_PAGES = ("", "/components", "/partners", "/places", "/translations/", "/translations/ru", "/events", "/delete",
                 "/visibility/", "/visibility/derogations/new")  # fmt: skip


def users(event, other, project: Project) -> dict[str, User]:
    """Everybody there is. BOMCA organises both events, so an editor of one of them may not change it."""
    officer = make_user("Officer")
    store(ProjectOfficer(user_id=officer.id, project_id=project.id, created_at=officer.created_at))
    foreign = make_user("Officer of another project")
    elsewhere = make_project("PROTECT")
    store(ProjectOfficer(user_id=foreign.id, project_id=elsewhere.id, created_at=foreign.created_at))
    return {
        "administrator": make_user(is_administrator=True),
        "officer": officer,
        "owner of an event": make_member(event, Role.OWNER),
        "editor of one of two events": make_member(event, Role.EDITOR),
        "viewer": make_member(event, Role.VIEWER),
        "door": make_member(event, Role.DOOR),
        "stranger": make_user(),
        "officer of another project": foreign,
        "owner of another event": make_member(make_event(), Role.OWNER),
    }


# what each of them gets from: the pages of the project, its officers, adding one, the directory
STATUSES = {
    "administrator": (200, 200, 200, 200),
    "officer": (200, 403, 403, 200),
    "owner of an event": (200, 403, 200, 200),
    "editor of one of two events": (403, 403, 403, 200),
    "viewer": (403, 403, 403, 403),
    "door": (403, 403, 403, 403),
    "stranger": (404, 404, 403, 403),
    "officer of another project": (404, 404, 403, 200),
    "owner of another event": (404, 404, 200, 200),
}


def test_each_page_is_for_those_whom_the_table_names(client: Browser):
    event, other = make_event(), make_event()
    project = make_project("BOMCA", event)
    link_to(other, project)

    for name, user in users(event, other, project).items():
        client.sign_in(user)
        pages, officers, adding, directory = STATUSES[name]
        for page in PROJECT_PAGES:
            assert client.get(f"/manage/projects/BOMCA{page}").status_code == pages, f"{name} {page}"
            expected = pages if pages != 200 else 400 if page not in ("/translations/", "/events") else 405
            answer = client.post(f"/manage/projects/BOMCA{page}", data={"title": "x"})
            assert answer.status_code in (expected, 405), f"{name} POST {page}"
        assert client.get("/manage/projects/BOMCA/officers").status_code == officers, name
        assert client.post("/manage/projects/BOMCA/officers/dismiss").status_code in (officers, 400), name
        assert client.get("/manage/projects/new").status_code == adding, name
        assert client.get("/manage/organisations/").status_code == directory, name
        assert client.get("/manage/projects/").status_code == 200, name
        assert ("BOMCA" in client.get("/manage/projects/").text) == (pages == 200), name


def link_to(event, project: Project) -> None:
    from conference.events.models import EventProject  # noqa: PLC0415 - two tests make it by hand

    store(EventProject(event_id=event.id, project_id=project.id))


def test_visitors_are_asked_to_sign_in(client: Browser):
    make_project("BOMCA", make_event())
    gates = {
        rule.rule
        for rule in client.application.url_map.iter_rules()
        if getattr(client.application.view_functions[rule.endpoint], "access", "") in set(map(str, Access))
    }
    assert len(gates) > 12
    for rule in gates:
        address = rule.replace("<code>", "BOMCA").replace("<language>", "ru")
        for method in ("GET", "POST"):
            answer = client.open(address, method=method)
            assert answer.status_code in (302, 405), f"{method} {address}"
            assert answer.status_code == 405 or answer.location.startswith("/account/sign-in")


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        ([], False),
        ([None], False),
        ([Role.OWNER, None], True),
        ([Role.EDITOR], True),
        ([Role.EDITOR, Role.EDITOR], True),
        ([Role.EDITOR, None], False),
        ([Role.EDITOR, Role.VIEWER], False),
        ([Role.VIEWER], False),
        ([Role.DOOR], False),
    ],
)
def test_editors_change_a_project_only_while_no_event_of_strangers_shares_it(roles: list[str | None], may: bool):
    assert may_edit_project(is_administrator=False, is_officer=False, roles=roles) is may
    assert may_edit_project(is_administrator=True, is_officer=False, roles=roles)
    assert may_edit_project(is_administrator=False, is_officer=True, roles=roles)


def test_whoever_adds_a_project_answers_for_it(client: Browser):
    owner = make_member(make_event(), Role.OWNER)
    owner_id = owner.id
    client.sign_in(owner)

    answer = client.fill("/manage/projects/new", {"code": "protect", "title": "Migrant Protection"})

    assert answer.location == "/manage/projects/PROTECT"
    assert is_officer(owner_id, find_project("PROTECT").id)
    assert client.get("/manage/projects/PROTECT").status_code == 200
    assert "code already" in client.fill("/manage/projects/new", {"code": "Protect", "title": "Twice"}).text
    for wrong in ("new", "a", "../x", "Б", "X" * 30):
        refused = client.fill("/manage/projects/new", {"code": wrong, "title": "Kept title"})
        assert refused.status_code in (409, 422), wrong
        assert "Kept title" in refused.text


def test_administrator_appoints_and_dismisses_an_officer(client: Browser):
    project_id = make_project("BOMCA", make_event()).id
    person = make_user("Oksana Officer")
    person_id, email = person.id, person.email
    client.sign_in(make_user(is_administrator=True))
    address = "/manage/projects/BOMCA/officers"

    assert "There is no account" in client.fill(address, {"email": "nobody@example.org"}, form="").text
    form = forms_of(client.get(address).text)[-1]
    for _time in range(2):
        client.send(address, form, {"email": email})
    page = client.get(address).text
    assert "Oksana Officer" in page
    assert is_officer(person_id, project_id)
    form = next(form for form in forms_of(page) if "dismiss" in form.action)
    client.send(address, form, {})

    db.session.rollback()
    assert not is_officer(person_id, project_id)
    assert "Project officer dismissed" in client.get("/manage/projects/BOMCA").text


def test_command_appoints_and_dismisses(app, db_session):
    project_id, user = make_project("BOMCA").id, make_user()
    user_id, email = user.id, user.email
    run = app.test_cli_runner().invoke

    assert run(args=["project", "officer", "bomca", email]).output == f"{email} is officer of BOMCA\n"
    db.session.rollback()
    assert is_officer(user_id, project_id)
    assert run(args=["project", "officer", "BOMCA", email, "--remove"]).exit_code == 0
    db.session.rollback()
    assert not is_officer(user_id, project_id)
    assert run(args=["project", "officer", "BOMCA", email, "--remove"]).exit_code == 1
    assert "no such project" in run(args=["project", "officer", "NONE", email]).output
    assert "no such user" in run(args=["project", "officer", "BOMCA", "nobody@example.org"]).output


def test_officer_sees_what_the_project_does_in_the_draft_of_each_event(officer: Browser, event, project: Project):
    ours, theirs = make_session(event, "Ours"), make_session(event, "Theirs")
    run_by(ours, project, component_id=project.components[0].id, is_lead=True)
    place(ours, None)
    place(theirs, None)
    slug = event.slug

    page = officer.get("/manage/projects/BOMCA/events").text

    for words in ("Border Cooperation", "Ours", "1. Institutions", "nothing is public yet", "not yet"):
        assert words in page, words
    assert "Theirs" not in page
    assert officer.get(f"/manage/{slug}/").status_code == 404
    assert officer.get(f"/manage/{slug}/projects/BOMCA").status_code == 404
