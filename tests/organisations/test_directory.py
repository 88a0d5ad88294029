"""The directory of organisations: found by any name, made one, deleted only when nothing refers to it."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from sqlalchemy import select

from conference.core.audit import SYSTEM
from conference.core.db import Base, db
from conference.events.permissions import Role
from conference.organisations import hooks, queries, services
from conference.organisations.models import Organisation
from conference.organisations.rules import OrganisationValues
from conference.projects.models import Component, Partner
from tests.browser import Browser, forms_of
from tests.factories import make_event, make_member, make_project, make_speaker, make_user, store

LIST = "/manage/organisations/"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def add(name: str, *aliases: str, **values: str) -> str:
    own = {"short_name": "", "kind": "agency", "country": "KG", "website": "", **values}
    said = OrganisationValues(name=name, aliases=tuple(sorted(aliases)), translations={}, **own)
    return services.add_organisation(said, actor=SYSTEM, at=LONG_AGO)


def organisation(code: str) -> Organisation:
    db.session.rollback()
    found = queries.find_organisation(code)
    assert found is not None
    return found


@pytest.fixture
def keeper(client: Browser) -> Browser:
    """A browser in which the editor of an event is signed in."""
    client.sign_in(make_member(make_event(), Role.EDITOR))
    return client


def test_organisation_is_added_with_all_its_names_and_found_by_each(keeper: Browser):
    facts = {
        "name": "State Border Guard of the Republic of Latvia", "short_name": "VRS", "kind": "agency", "country": "LV",
        "website": "https://www.rs.gov.lv", "aliases": "Valsts robežsardze\r\nLatvian Border Guard\r\n",
        "names-0-ident": "", "names-0-language": "ru", "names-0-name": "Пограничная охрана Латвии",
        "names-0-short_name": "",
    }  # fmt: skip

    answer = keeper.fill(f"{LIST}new", facts)

    assert answer.location == f"{LIST}vrs"
    row = organisation("vrs")
    assert [alias.name for alias in row.aliases] == ["Latvian Border Guard", "Valsts robežsardze"]
    assert row.translations == {"ru": {"name": "Пограничная охрана Латвии"}}
    for words in ("robezsardze", "Пограничная", "pogranichnaya", "VRS", "guard latvia", "ROBEŽSARDZE"):
        assert "State Border Guard" in keeper.get(LIST, query_string={"search": words}).text, words
    assert "No organisation has such a name" in keeper.get(LIST, query_string={"search": "Estonia %"}).text
    assert "State Border Guard" not in keeper.get(LIST, query_string={"country": "KG"}).text
    assert queries.find_by_name("valsts robezsardze").code == "vrs"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Enter the full name"),
        ({"name": "x" * 500}, "Use 300 characters or fewer"),
        ({"website": "javascript:alert(1)"}, "Enter a web address"),
        ({"kind": "pirates"}, "Choose one of the list"),
        ({"aliases": "y" * 400}, "for each name"),
        ({"name": "guard of LATVIA"}, "The directory has this name already"),
        ({"names-0-ident": "", "names-0-name": "Имя"}, "Choose the language of this name"),
        (
            {"names-0-language": "ru", "names-0-name": "А", "names-1-language": "ru", "names-1-name": "Б"},
            "Give each language once",
        ),
        ({"logo": b"<svg onload=alert(1)>"}, "Choose a picture"),
    ],
)
def test_wrong_facts_are_refused_beside_their_field_and_kept(keeper: Browser, typed: dict[str, object], words: str):
    add("Guard of Latvia")
    files = {name: (io.BytesIO(value), "a.png") for name, value in typed.items() if isinstance(value, bytes)}
    facts = {"name": "New one", "short_name": "Kept short name", **typed, **files}

    answer = keeper.fill(f"{LIST}new", facts, content_type="multipart/form-data")

    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert "Kept short name" in answer.text
    assert queries.codes() == {"guard-of-latvia"}


def test_logo_is_made_anew_and_can_be_removed(keeper: Browser):
    code = add("Guard")
    picture = io.BytesIO()
    Image.new("RGB", (60, 30), "green").save(picture, "PNG")

    logo = {"logo": (io.BytesIO(picture.getvalue()), "a.png")}
    keeper.fill(f"{LIST}{code}", logo, form="", content_type="multipart/form-data")
    assert organisation(code).logo.media_type == "image/webp"
    keeper.fill(f"{LIST}{code}", {"logo_removed": "y"})
    assert organisation(code).logo is None


def test_row_of_a_name_is_added_and_removed_without_losing_what_was_typed(keeper: Browser):
    page = keeper.fill(f"{LIST}new", {"name": "Half typed", "rows": "names:add:0", "website": "not yet"})
    assert page.status_code == 200
    assert 'name="names-0-language"' in page.text
    assert "Half typed" in page.text
    assert "not yet" in page.text

    form = next(form for form in forms_of(page.text) if any(name == "website" for name, _value in form.fields))
    again = keeper.send(f"{LIST}new", form, {"rows": "names:remove:0"})

    assert 'name="names-0-language"' not in again.text
    assert "Half typed" in again.text
    assert queries.codes() == set()


def test_two_editors_of_different_fields_are_merged_and_of_the_same_the_second_is_told(keeper: Browser):
    code = add("Guard")
    shown = forms_of(keeper.get(f"{LIST}{code}").text)
    form = next(form for form in shown if any(name == "website" for name, _value in form.fields))
    keeper.fill(f"{LIST}{code}", {"website": "https://first.example"})

    apart = keeper.send(f"{LIST}{code}", form, {"country": "KZ"})
    same = keeper.send(f"{LIST}{code}", form, {"website": "https://second.example"})

    row = organisation(code)
    assert apart.status_code == 302
    assert (row.country, row.website) == ("KZ", "https://first.example")
    assert same.status_code == 409
    assert "Olga Organiser saved this in the meantime" in same.text
    assert "https://second.example" in same.text


def test_merging_moves_every_link_and_keeps_all_names(keeper: Browser):
    event = make_event()
    kept_code, other_code = (
        add("ICMPD Centre", website=""),
        add("МЦРМП", "Centre for Migration", website="https://i.org"),
    )
    kept, other = organisation(kept_code).id, organisation(other_code).id
    project = make_project("BOMCA", event)
    project_id = project.id
    speaker_id = make_speaker(event, organisation_id=other).id
    component_id = store(Component(project_id=project_id, number=4, title="Cross-border", lead_id=other)).id
    for organisation_id, role in ((kept, "lead"), (other, "lead"), (other, "implementer")):
        store(Partner(project_id=project_id, organisation_id=organisation_id, role=role))
    version, event_version = project.version, event.version
    address = f"{LIST}{kept_code}/merge"

    compared = keeper.fill(f"{LIST}{kept_code}", {"other": "centre for migration"}, form="merge")
    assert compared.status_code == 200
    for words in ("What will happen", "Aigul Sample (Border Cooperation)", "BOMCA 4"):
        assert words in compared.text, words
    assert organisation(other_code).id == other
    form = next(form for form in forms_of(compared.text) if ("sure", "yes") in form.fields)
    assert keeper.send(address, form, {}).status_code == 302

    row = organisation(kept_code)
    assert queries.find_organisation(other_code) is None
    assert [alias.name for alias in row.aliases] == ["Centre for Migration", "МЦРМП"]
    assert row.website == "https://i.org"
    assert queries.find_by_name("мцрмп").id == kept
    db.session.expire_all()
    assert db.session.get_one(type(make_speaker(event)), speaker_id).organisation_id == kept
    assert db.session.get_one(Component, component_id).lead_id == kept
    roles = db.session.execute(select(Partner.organisation_id, Partner.role).order_by(Partner.role)).all()
    assert [tuple(role) for role in roles] == [(kept, "implementer"), (kept, "lead")]
    db.session.refresh(project)
    db.session.refresh(event)
    assert project.version > version
    assert event.version > event_version


def test_merging_with_itself_or_with_nothing_is_refused(keeper: Browser):
    code = add("Guard")

    itself = keeper.fill(f"{LIST}{code}", {"other": "guard"}, form="merge")
    nobody = keeper.fill(f"{LIST}{code}", {"other": "Nobody"}, form="merge")

    assert (itself.status_code, nobody.status_code) == (409, 409)
    assert "this is the same one" in itself.text
    assert "The directory has no entry with this name" in nobody.text
    assert organisation(code).code == code


def test_organisation_in_use_says_where_and_stays(keeper: Browser):
    event = make_event()
    code, unused = add("Guard"), add("Unused")
    make_speaker(event, "Aigul", organisation_id=organisation(code).id)
    page = keeper.get(f"{LIST}{code}").text
    assert "Aigul (Border Cooperation)" in page
    assert f"{LIST}{code}/delete" not in page
    form = next(form for form in forms_of(keeper.get(f"{LIST}{unused}").text) if "delete" in form.action)

    keeper.send(f"{LIST}{code}", form, {})  # a form of a page that was open before
    refused = keeper.post(f"{LIST}{code}/delete", data=dict(form.fields))
    words = keeper.get(refused.location).text
    keeper.send(f"{LIST}{unused}", form, {})

    assert "It is still used, so it cannot be deleted: Speaker: Aigul (Border Cooperation)" in words
    assert organisation(code).code == code
    assert queries.find_organisation(unused) is None


def test_every_reference_to_organisations_can_be_moved(app: object):
    keys = {
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "organisation"
    } - {"organisation_alias.organisation_id"}

    assert keys == {reference.column for reference in hooks.REFERENCES}


def test_directory_is_for_those_who_write_programmes(client: Browser):
    event = make_event()
    assert client.get(LIST).status_code == 302
    for member, status in (
        (make_user(), 403),
        (make_member(event, Role.VIEWER), 403),
        (make_member(event, Role.DOOR), 403),
        (make_member(event, Role.EDITOR), 200),
        (make_member(event, Role.OWNER), 200),
        (make_user(is_administrator=True), 200),
    ):
        client.sign_in(member)
        assert client.get(LIST).status_code == status
        assert client.get(f"{LIST}new").status_code == status
