"""The pages on which a project is edited: facts, components, partners, places, translations."""

import io
import re
from decimal import Decimal

import pytest
from sqlalchemy import select

from conference.core.db import db
from conference.projects.models import Component, Project
from conference.projects.queries import find_project
from tests.browser import Browser, Form, forms_of
from tests.factories import make_release, make_session, place, run_by

BOMCA = "/manage/projects/BOMCA"


def stored() -> Project:
    db.session.rollback()
    db.session.expire_all()
    found = find_project("BOMCA")
    assert found is not None
    return found


def form_of(page: str, name: str) -> Form:
    return next(form for form in forms_of(page) if any(field.startswith(name) for field, _value in form.fields))


def test_facts_are_saved_and_shown_to_visitors(officer: Browser, project: Project):
    facts = {
        "title": "Border Management Programme", "phase": "10th phase",
        "starts_on": "2021-04-01", "ends_on": "2025-09-30",
        "budget_eur": "21 650 000", "contract_number": "C-1", "contact_name": "Secretariat",
        "contact_address": "Gonzagagasse 1\r\nVienna", "contact_email": "bomca@example.org", "funding": "co_funded",
        "website": "https://www.bomca-eu.org/en", "colour": "#1F4E79",
    }  # fmt: skip
    version = project.version

    assert officer.fill(BOMCA, facts, form="").location == BOMCA

    row = stored()
    assert (row.budget_eur, row.funding, row.colour) == (Decimal(21_650_000), "co_funded", "#1f4e79")
    assert row.contact_address == "Gonzagagasse 1\nVienna"
    assert row.version > version
    assert "Project changed" in officer.get(BOMCA).text
    page = officer.get("/projects/BOMCA").text
    for words in ("Border Management Programme", "EUR 21,650,000", "Secretariat", "Gonzagagasse 1", "C-1"):
        assert words in page, words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": ""}, "Enter the full name of the project"),
        ({"title": "x" * 500}, "Use 300 characters or fewer"),
        ({"colour": "red;}body{"}, "Enter a colour like"),
        ({"colour": "#ffeecc"}, "Choose a darker colour"),
        ({"website": "javascript:alert(1)"}, "Enter a web address"),
        ({"budget_eur": "much"}, "Enter an amount"),
        ({"budget_eur": "NaN"}, "Enter an amount"),
        ({"starts_on": "2022-01-01", "ends_on": "2021-01-01"}, "must end after it starts"),
        ({"starts_on": "0001-01-01"}, "Enter a date"),
        ({"funding": "paid"}, "Choose one of the list"),
        ({"contact_email": "nobody"}, "Enter one e-mail address"),
        ({"logo": b"<svg onload=alert(1)>"}, "Choose a picture"),
    ],
)
def test_wrong_facts_are_refused_and_kept(officer: Browser, typed: dict[str, object], words: str):
    facts = {name: (io.BytesIO(value), "a.png") if isinstance(value, bytes) else value for name, value in typed.items()}

    answer = officer.fill(BOMCA, {"summary": "Kept summary", **facts}, content_type="multipart/form-data")

    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert "Kept summary" in answer.text
    assert stored().summary == ""


def test_second_of_two_editors_learns_who_was_first(officer: Browser, project: Project):
    form = form_of(officer.get(BOMCA).text, "title")
    officer.fill(BOMCA, {"phase": "10th phase"})

    apart = officer.send(BOMCA, form, {"contract_number": "C-1"})
    same = officer.send(BOMCA, form, {"phase": "11th phase"})

    assert (apart.status_code, same.status_code) == (302, 409)
    assert "Oksana Officer saved this in the meantime" in same.text
    assert "11th phase" in same.text
    assert (stored().phase, stored().contract_number) == ("10th phase", "C-1")


def test_components_are_added_changed_and_removed(officer: Browser, organisation, project: Project):
    organisation("ICMPD")
    version = project.version
    page = officer.fill(f"{BOMCA}/components", {"rows": "components:add:0"})
    form = form_of(page.text, "components-2")
    assert ("components-2-number", "3") in form.fields
    page = officer.send(f"{BOMCA}/components", form, {"rows": "components:remove:0", "components-2-title": "Trade"})
    assert [part.title for part in stored().components] == ["Institutions", "Detection"]  # nothing stored yet

    typed = {"components-0-title": "Detection, changed", "components-1-lead": "icmpd"}
    typed["components-1-objective"] = "Flows"
    answer = officer.send(f"{BOMCA}/components", form_of(page.text, "components-1"), typed)

    assert answer.status_code == 302
    parts = [(part.number, part.title, part.objective, part.lead and part.lead.name) for part in stored().components]
    assert parts == [(2, "Detection, changed", "", None), (3, "Trade", "Flows", "ICMPD")]
    assert stored().version > version


def test_moving_a_component_leaves_the_numbers_in_their_places(officer: Browser, project: Project):
    ids = {part.title: part.id for part in project.components}
    page = officer.fill(f"{BOMCA}/components", {"rows": "components:up:1"})
    officer.send(f"{BOMCA}/components", form_of(page.text, "components-1"), {})

    assert [(p.number, p.title, p.id) for p in stored().components] == [
        (1, "Detection", ids["Detection"]), (2, "Institutions", ids["Institutions"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"components-1-number": "1"}, "The number 1 is given twice"),
        ({"components-1-number": "many"}, "Enter a number from 1 to 99"),
        ({"components-1-number": ""}, "Enter a number from 1 to 99"),
        ({"components-1-title": ""}, "Enter the title"),
        ({"components-1-lead": "Nobody at all"}, "The directory has no such organisation"),
    ],
)
def test_wrong_components_are_refused_beside_their_field(
    officer: Browser, project: Project, typed: dict[str, str], words: str
):
    answer = officer.fill(f"{BOMCA}/components", {"components-0-title": "Changed", **typed})

    assert answer.status_code in (409, 422)
    assert answer.text.count(words) >= 2  # in the summary and beside the field
    assert "Changed" in answer.text
    assert stored().components[0].title == "Institutions"


@pytest.mark.parametrize("is_released", [True, False])
def test_component_of_a_session_cannot_be_removed(officer: Browser, event, project: Project, is_released: bool):
    session, part_id = make_session(event, "Dogs and scanners"), project.components[1].id
    link = run_by(session, project, component_id=part_id, is_lead=True)
    placed = place(session, None)
    if is_released:  # visitors read the release, whatever the draft says since
        make_release(event, placed)
        db.session.delete(db.session.merge(link))
        db.session.commit()
    page = officer.fill(f"{BOMCA}/components", {"rows": "components:remove:1"})

    answer = officer.send(f"{BOMCA}/components", form_of(page.text, "components-0"), {"components-0-title": "Changed"})

    assert answer.status_code == 409
    assert "Component 2 cannot be removed, as sessions belong to it" in answer.text
    assert "Dogs and scanners (Border Cooperation)" in answer.text
    assert [part.title for part in stored().components] == ["Institutions", "Detection"]


def test_partners_have_roles_and_an_order(officer: Browser, organisation, project: Project):
    for name in ("European Union", "ICMPD", "Riga Technical University"):
        organisation(name)
    page = officer.fill(f"{BOMCA}/partners", {"rows": "partners:add:0"})
    for _time in range(2):
        page = officer.send(f"{BOMCA}/partners", form_of(page.text, "partners-"), {"rows": "partners:add:0"})
    typed = {
        "partners-0-organisation": "riga technical university", "partners-0-role": "associate",
        "partners-1-organisation": "ICMPD", "partners-1-role": "implementer",
        "partners-2-organisation": "European Union", "partners-2-role": "funder",
    }  # fmt: skip

    assert officer.send(f"{BOMCA}/partners", form_of(page.text, "partners-"), typed).status_code == 302

    shown = officer.get(f"{BOMCA}/partners").text
    assert shown.index('value="European Union">') < shown.rindex('value="ICMPD"') < shown.rindex("Riga Technical")
    twice = officer.fill(f"{BOMCA}/partners", {"partners-2-organisation": "ICMPD", "partners-2-role": "implementer"})
    assert twice.status_code in (409, 422)
    assert "This organisation has this role already" in twice.text
    unknown = officer.fill(f"{BOMCA}/partners", {"partners-2-organisation": "Nobody"})
    assert "The directory has no such organisation" in unknown.text
    public = officer.get("/projects/BOMCA").text
    for words in ("European Union", "Implemented by", "Riga Technical University"):
        assert words in public, words


def test_countries_and_offices_are_rows(officer: Browser, project: Project):
    address = f"{BOMCA}/places"
    page = officer.fill(address, {"rows": "countries:add:0"})
    page = officer.send(address, form_of(page.text, "countries-"), {"rows": "offices:add:0"})
    wrong = officer.send(address, form_of(page.text, "offices-"), {"offices-0-city": "Bishkek"})
    assert "Choose the country of this office" in wrong.text
    office = {"offices-0-city": "Bishkek", "offices-0-country": "KG", "offices-0-kind": "regional"}
    typed = {"countries-0-country": "KG", **office}

    assert officer.send(address, form_of(page.text, "offices-"), typed).status_code == 302

    row = stored()
    assert row.countries == ["KG"]
    assert [(o.city, o.country, o.kind) for o in row.offices] == [("Bishkek", "KG", "regional")]


def test_translation_is_shown_to_its_readers_and_marked_where_it_is_missing(officer: Browser, event, project: Project):
    part = db.session.scalars(select(Component).where(Component.number == 1)).one().id
    address = f"{BOMCA}/translations/ru"
    assert "0 of 3" in officer.get(f"{BOMCA}/translations/").text

    answer = officer.fill(address, {"title": "Программа управления границами", f"component-{part}-title": "Институты"})

    assert answer.status_code == 302
    assert "2 of 3" in officer.get(f"{BOMCA}/translations/").text
    assert stored().translations == {"ru": {"title": "Программа управления границами"}}
    page = officer.get("/projects/BOMCA?lang=ru").text
    assert "Программа управления границами" in page
    assert "Институты" in page
    assert '<span lang="en">Detection</span>' in page
    assert "Программа" not in officer.get("/projects/BOMCA?lang=en").text
    officer.fill(address, {"title": ""})
    assert stored().translations == {}
    assert officer.get(f"{BOMCA}/translations/en").status_code == 404
    assert officer.get(f"{BOMCA}/translations/xx").status_code == 404


def test_amount_may_be_pasted_as_it_is_written(officer: Browser):
    page = officer.get(BOMCA).text
    field = next(tag for tag in re.findall("<input[^>]*>", page) if 'name="budget_eur"' in tag)

    assert 'type="number"' not in field  # which takes no space and no comma


@pytest.mark.parametrize(
    ("page", "tab"),
    [("/delete", "About the project"), ("/translations/ru", "Translations"), ("/visibility/", "EU visibility"),
     ("/visibility/derogations/new", "EU visibility")],
)  # fmt: skip
def test_menu_says_where_a_page_belongs(officer: Browser, page: str, tab: str):
    text = officer.get(f"{BOMCA}{page}").text

    assert re.findall(r'aria-current="page">([^<]*)<', text) == [tab]
    assert "Manage this event" not in text
