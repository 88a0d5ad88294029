"""Organisers copy, change, choose and print designs; all by plain forms."""

import io
import json

import pytest
from PIL import Image
from sqlalchemy import select

from conference.badges import design_queries, design_services, queries
from conference.badges.design import read_design
from conference.badges.design_rules import DesignInUse
from conference.badges.drawing import cards_of, layouts_in_force, wants_of
from conference.badges.gallery import GALLERY
from conference.badges.models import BadgeDesignVersion, BadgePicture
from conference.badges.rendering import render_badges
from conference.core.db import db
from conference.core.errors import StaleEdit
from conference.events.models import Event
from conference.events.permissions import Role
from conference.signup.models import SignUp, SignUpState
from tests.badges.cards import PNG
from tests.badges.designs import DESIGNS, OLGA, called, copied, state_of, submit
from tests.browser import Browser
from tests.counting import count_queries
from tests.factories import (
    OPEN,
    make_category,
    make_event,
    make_member,
    make_project,
    make_release,
    make_room,
    make_session,
    place,
    store,
    store_registration,
)
from tests.pdfs import pages, sizes_mm


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="border")
    client.sign_in(make_member(event))
    return event


def test_a_ready_design_is_copied_renamed_and_chosen_for_a_category_and_then_printed(client: Browser, event: Event):
    speaker = make_category(event, "speaker", name="Speaker")
    person = store_registration(event, speaker, name="Nargis Ahmadi")
    other = store_registration(event, make_category(event, "guest"), name="Guest")
    codes = person.code, other.code

    page = submit(client, DESIGNS, {}, "/add", ready="card")
    address = page.headers["Location"]
    submit(client, address, {"name": "Speakers' card", "width": "90,5"})
    [row] = design_queries.designs_of_event(event.id)
    submit(client, DESIGNS, {"badge-speaker": row.code})

    assert (row.name, row.data["width"], row.version) == ("Speakers' card", 90.5, 2)
    layouts = layouts_in_force(event)
    rows = [queries.find_registration(event.id, code) for code in codes]
    pdf = render_badges(cards_of(event, [row for row in rows if row], wants_of(layouts)), layouts)
    assert sizes_mm(pdf) == [(90.5, 54.0), (105.0, 148.0)]
    assert "Printed for Speaker" in client.get(DESIGNS).text


def test_every_element_and_text_is_changed_by_a_form(client: Browser, event: Event):
    row = copied(event, "a6")
    address = f"{DESIGNS}/{row.code}"

    for element in [*row.data["front"]]:
        page = client.get(f"{address}/elements/{element['id']}")
        assert page.status_code == 200
    submit(client, f"{address}/elements/person", {"x": "12.5", "align": "right"})
    submit(
        client, f"{address}/elements/person/texts/1", {"text": "{given_name}", "largest": "30", "colour": "category"}
    )
    submit(client, f"{address}/elements/person/texts/6", {"text": "{delegation}"})
    submit(client, f"{address}/elements/category", {"fill": "#102030"})

    front = {element["id"]: element for element in state_of(row).data["front"]}
    assert (front["person"]["x"], front["person"]["align"], front["category"]["fill"]) == (12.5, "right", "#102030")
    texts = [words["text"] for words in front["person"]["texts"]]
    assert (texts[1], texts[6]) == ("{given_name}", "{delegation}")
    assert (front["person"]["texts"][1]["colour"], front["person"]["texts"][1]["largest"]) == ("category", 30)
    assert front["person"]["texts"][1]["grows"] is True


def test_what_cannot_be_printed_is_refused_beside_its_field_and_kept_as_typed(client: Browser, event: Event):
    row = copied(event)
    address = f"{DESIGNS}/{row.code}/elements/person"

    too_wide = submit(client, address, {"w": "300"})
    no_number = submit(client, address, {"w": "wide"})
    unknown = submit(client, f"{address}/texts/0", {"text": "{passport}"})

    assert (too_wide.status_code, no_number.status_code, unknown.status_code) == (409, 409, 409)
    assert "sticks out of the page" in too_wide.text
    assert 'value="wide"' in no_number.text
    assert "there is no field {passport}" in unknown.text
    assert state_of(row).version == 1


def test_something_is_different_for_a_category(client: Browser, event: Event):
    make_category(event, "press", name="Press")
    row = copied(event)

    submit(client, f"{DESIGNS}/{row.code}/elements/person/texts/0", {"change-colour-press": "#b00020"})

    words = next(element for element in state_of(row).data["front"] if element["id"] == "person")["texts"][0]
    assert words["changes"] == [{"category": "press", "text": None, "colour": "#b00020"}]


def test_elements_are_added_moved_copied_and_deleted(client: Browser, event: Event):
    row = copied(event)
    address = f"{DESIGNS}/{row.code}"
    before = [element["id"] for element in row.data["front"]]

    added = submit(client, address, {"new_kind": "shape", "new_side": "front"})
    submit(client, address, {}, "shape-1/arrange", deed="up")
    submit(client, address, {}, "shape-1/arrange", deed="copy")
    submit(client, address, {}, "shape-2/arrange", deed="other")
    submit(client, address, {}, "event/arrange", deed="delete")

    data = state_of(row).data
    assert added.headers["Location"].endswith("/elements/shape-1")
    assert [element["id"] for element in data["front"]] == [*before[1:-1], "shape-1", before[-1]]
    assert [element["id"] for element in data["back"]] == ["shape-2"]


def test_older_states_come_back_as_new_ones(client: Browser, event: Event):
    row = copied(event)
    address = f"{DESIGNS}/{row.code}"
    submit(client, address, {"name": "Second"})

    submit(client, address, {}, "/restore", version="1")

    assert (state_of(row).name, state_of(row).version) == ("Card 86 × 54 mm", 3)
    versions = db.session.scalars(select(BadgeDesignVersion).order_by(BadgeDesignVersion.version)).all()
    assert [(version.data["name"], version.based_on) for version in versions] == [
        ("Card 86 × 54 mm", None), ("Second", None), ("Card 86 × 54 mm", 1),
    ]  # fmt: skip
    assert client.get(address).text.count("Bring it back") >= 2


def test_of_two_who_save_the_second_is_told(client: Browser, event: Event):
    row = copied(event)
    design = read_design({**row.data, "name": "Mine"})
    design_services.save_design(row.id, read_design({**row.data, "name": "Theirs"}), version=1, actor=OLGA, at=OPEN)

    with pytest.raises(StaleEdit, match="Olga Organiser saved this"):
        design_services.save_design(row.id, design, version=1, actor=OLGA, at=OPEN)
    assert state_of(row).name == "Theirs"


def test_what_is_printed_is_not_deleted(client: Browser, event: Event):
    row = copied(event)
    address = f"{DESIGNS}/{row.code}"
    design_services.choose_designs(event.id, {("badge", None): row.id}, actor=OLGA, at=OPEN)

    assert "Yes, delete it" not in client.get(address).text
    assert "choose another design first" in client.get(address).text
    with pytest.raises(DesignInUse):
        design_services.delete_design(row.id, actor=OLGA, at=OPEN)
    design_services.choose_designs(event.id, {("badge", None): None}, actor=OLGA, at=OPEN)
    submit(client, address, {}, "/delete")
    assert design_queries.count_designs(event.id) == 0


def test_a_design_goes_to_another_event_as_a_file_with_its_pictures(client: Browser, event: Event):
    submit(client, DESIGNS, {"picture": (io.BytesIO(PNG), "logo.png")}, "/pictures")
    [picture] = db.session.scalars(select(BadgePicture)).all()
    logo = {"kind": "image", "id": "logo", "x": 0, "y": 0, "w": 10, "h": 5, "picture": picture.name}
    row = copied(event, front=[logo])
    file = client.get(f"{DESIGNS}/{row.code}.json").data
    other = make_event(slug="other")
    client.sign_in(make_member(other))

    submit(client, "/manage/other/badges/designs", {"design": (io.BytesIO(file), "design.json")}, "/import")

    [brought] = design_queries.designs_of_event(other.id)
    [theirs] = design_queries.pictures_of_event(other.id)
    assert brought.data["front"][0]["picture"] == theirs.name
    assert Image.open(io.BytesIO(design_queries.pictures_by_name(other.id, frozenset({theirs.name}))[0].data)).size == (
        120,
        40,
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 100_000,
        b"\xff\xfe{}",
        json.dumps({"format": "conference-badge", "version": 1, "name": "x", "front": [], "pictures": 5}).encode(),
        json.dumps({"format": "conference-badge", "version": 1, "name": "x", "pictures": {"a": "PHNjcmlwdD4="},
                    "front": [{"kind": "image", "id": "i", "x": 0, "y": 0, "w": 9, "h": 9, "picture": "a"}]}).encode(),
    ],
)  # fmt: skip
def test_hostile_files_are_refused_in_words(client: Browser, event: Event, content: bytes):
    answer = submit(client, DESIGNS, {"design": (io.BytesIO(content), "design.json")}, "/import")

    assert answer.status_code in (409, 422)
    assert "There is a problem" in answer.text
    assert design_queries.count_designs(event.id) == 0


def test_previews_are_pictures_that_run_nothing(client: Browser, event: Event):
    make_project("BOMCA", event)
    person = store_registration(event, make_category(event), name="Suharto")
    row, code = copied(event), person.code

    answer = client.get(f"{DESIGNS}/{row.code}.svg?who={code}")

    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert client.get(f"{DESIGNS}/{row.code}.svg?who=long&side=back").data != answer.data
    for name in GALLERY:
        assert client.get(f"{DESIGNS}/ready/{name}.svg").status_code == 200


def test_a_sheet_of_two_designs_is_drawn_in_one_file(client: Browser, event: Event):
    press = make_category(event, "press")
    people = [store_registration(event, press, name="Press"), store_registration(event, make_category(event, "x"))]
    row = copied(event)
    design_services.choose_designs(event.id, {("badge", press.id): row.id}, actor=OLGA, at=OPEN)

    layouts = layouts_in_force(event)
    pdf = render_badges(cards_of(event, people, wants_of(layouts)), layouts, "a4")

    assert len(pages(pdf)) == 2


@pytest.mark.parametrize(("role", "status"), [(Role.VIEWER, 403), (Role.EDITOR, 200), (Role.OWNER, 200)])
def test_who_may_change_designs(client: Browser, event: Event, role: Role, status: int):
    row = copied(event)
    client.sign_in(make_member(event, role))

    assert client.get(DESIGNS).status_code == 200
    assert client.get(f"{DESIGNS}/{row.code}").status_code == status
    assert ("Save what is printed" in client.get(DESIGNS).text) == (status == 200)


def test_the_designer_sees_what_is_not_saved_yet_and_saves_it(client: Browser, event: Event):
    row = copied(event)
    changed = {**row.data, "name": "Dragged"}
    address = f"{DESIGNS}/{row.code}"

    seen = called(client, f"{address}/preview", {"design": changed, "who": "long"})
    saved = called(client, f"{address}/save", {"design": changed, "version": 1})
    stale = called(client, f"{address}/save", {"design": {**changed, "name": "Late"}, "version": 1})
    wrong = called(client, f"{address}/save", {"design": {**changed, "width": 0}, "version": 2})

    assert client.get(f"{DESIGNS}/rules.json").get_json()["kinds"]["code"] == "QR code"
    assert seen.get_json()["svg"].startswith("<svg")
    assert saved.get_json() == {"version": 2}
    assert (stale.status_code, stale.get_json()["code"]) == (409, "stale")
    assert wrong.status_code == 422
    assert wrong.get_json()["problems"][0]["field"] == "width"
    assert client.post(f"{address}/save", json={"design": changed, "version": 2}).status_code == 400
    assert state_of(row).name == "Dragged"


def test_a_design_that_is_printed_stays_what_it_is_for(client: Browser, event: Event):
    row = copied(event)
    design_services.choose_designs(event.id, {("badge", None): row.id}, actor=OLGA, at=OPEN)

    answer = submit(client, f"{DESIGNS}/{row.code}", {"kind": "tent"})

    assert answer.status_code == 409
    assert "copy it, and change the copy" in answer.text
    assert state_of(row).kind == "badge"


def test_the_list_is_read_in_the_same_number_of_queries(client: Browser, event: Event):
    copied(event)
    one = count_queries(lambda: client.get(DESIGNS))
    for number in range(4):
        row = copied(event, "card", bleed=number)
    design_services.choose_designs(event.id, {("badge", None): row.id}, actor=OLGA, at=OPEN)

    assert count_queries(lambda: client.get(DESIGNS)) == one


def test_a_badge_tells_the_delegation_and_the_own_sessions(client: Browser, event: Event):
    session = make_session(event, "Border workshop", capacity=5)
    place(session, make_room(event))
    make_release(event)
    person = store_registration(event, make_category(event))
    slot_id = session.slots[0].id
    store(SignUp(registration_id=person.id, slot_id=slot_id, state=SignUpState.TAKEN, since=OPEN, created_at=OPEN))

    [card] = cards_of(event, [person], {"agenda:person", "agenda:event", "delegation"})

    assert [line.title for line in card.own_agenda] == ["Border workshop"]
    assert card.agenda == card.own_agenda
    assert card.delegation == ""
