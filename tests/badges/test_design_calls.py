"""What the designer asks for, and the pictures that designs show."""

import io
from typing import Any

import pytest
from sqlalchemy import select

from conference.badges import design_queries
from conference.badges.models import BadgePicture
from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from tests.badges.cards import PNG
from tests.badges.designs import DESIGNS, called, copied, state_of, submit
from tests.browser import Browser, forms_of
from tests.factories import make_category, make_event, make_member


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="border", languages=["en", "ru"])
    client.sign_in(make_member(event))
    return event


def token(client: Browser) -> str:
    fields = [field for form in forms_of(client.get(DESIGNS).text) for field in form.fields]
    return next(value for name, value in fields if name == "csrf_token")


def sent(client: Browser, data: bytes, name: str = "logo.png") -> Any:
    headers = {"X-CSRF-Token": token(client)}
    return client.post(f"{DESIGNS}/pictures.json", data={"picture": (io.BytesIO(data), name)}, headers=headers)


def test_the_rules_tell_what_of_the_event_a_design_can_name(client: Browser, event: Event):
    make_category(event, "press", name="Press", colour="#e8b200")
    picture = sent(client, PNG).get_json()

    rules = client.get(f"{DESIGNS}/rules.json?lang=ru").get_json()

    assert rules["categories"] == [{"code": "press", "name": "Press", "colour": "#e8b200"}]
    assert [language["code"] for language in rules["languages"]] == ["en", "ru"]
    assert rules["pictures"][1] == {**picture, "url": f"{picture['url']}?lang=ru"}
    assert next(iter(rules["samples"])) == "usual"
    assert next(iter(rules["placeholders"])) == "name"
    align = next(field for field in rules["parts"]["band"] if field["name"] == "align")
    assert (align["values"], align["words"]) == (["left", "centre", "right"], ["Слева", "По центру", "Справа"])


def test_a_preview_tells_what_is_worth_a_look_and_shows_what_is_cut_off(client: Browser, event: Event):
    row = copied(event)
    front = [{**element, "x": 0, "y": 0} if element["id"] == "event" else element for element in row.data["front"]]
    address = f"{DESIGNS}/{row.code}/preview"

    seen = called(client, address, {"design": {**row.data, "front": front}, "bleed": True}).get_json()
    cut = called(client, address, {"design": row.data}).get_json()

    assert seen["hints"] == []
    assert 'viewBox="-3 -3 92 60"' in seen["svg"]
    assert 'viewBox="0 0 86 54"' in cut["svg"]
    front[0] = {**front[0], "y": 14}
    [hint] = called(client, address, {"design": {**row.data, "front": front}}).get_json()["hints"]
    assert hint["elements"] == ["event", "person"]


def test_a_preview_is_of_the_language_that_is_asked_for(client: Browser, event: Event):
    row = copied(event)
    only = [{**element, "languages": ["ru"]} for element in row.data["front"]]
    body = {"design": {**row.data, "front": only}}
    address = f"{DESIGNS}/{row.code}/preview"

    russian = called(client, address, {**body, "lang": "ru"}).get_json()["svg"]
    english = called(client, address, {**body, "lang": "en"}).get_json()["svg"]
    unknown = called(client, address, {**body, "lang": "xx"}).get_json()["svg"]

    assert len(russian) > 10 * len(english)
    assert unknown == english


def test_what_came_too_late_to_be_saved_becomes_a_design_of_its_own(client: Browser, event: Event):
    row = copied(event)

    kept = called(client, f"{DESIGNS}/{row.code}/keep", {"design": {**row.data, "name": "Mine"}})
    wrong = called(client, f"{DESIGNS}/{row.code}/keep", {"design": {**row.data, "name": ""}})

    [other] = [one for one in design_queries.designs_of_event(event.id) if one.id != row.id]
    assert kept.get_json()["url"].endswith(other.code)
    assert other.name == "Copy of Mine"
    assert (wrong.status_code, wrong.get_json()["problems"][0]["field"]) == (422, "name")
    assert state_of(row).version == 1


def test_a_picture_is_taken_by_the_designer_and_shown_without_running(client: Browser, event: Event):
    answer = sent(client, PNG)
    again = sent(client, PNG)
    script = sent(client, b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "x.svg")
    text = sent(client, b"no picture")

    assert answer.get_json() == again.get_json()
    assert (answer.get_json()["label"], answer.get_json()["width"]) == ("logo.png", 120)
    shown = client.get(answer.get_json()["url"])
    assert (shown.mimetype, shown.headers["Content-Security-Policy"]) == (
        "image/webp",
        "default-src 'none'; img-src data:; sandbox",
    )
    assert (text.status_code, text.get_json()["code"]) == (422, "not_an_image")
    if script.status_code == 200:
        assert b"script" not in client.get(script.get_json()["url"]).data
    assert client.post(f"{DESIGNS}/pictures.json", data={"picture": (io.BytesIO(PNG), "x")}).status_code == 400


def test_a_picture_that_no_design_shows_is_deleted(client: Browser, event: Event):
    name = sent(client, PNG).get_json()["name"]
    logo = {"kind": "image", "id": "logo", "x": 0, "y": 0, "w": 10, "h": 5, "picture": name}
    row = copied(event, front=[logo])

    assert "A design shows it" in client.get(DESIGNS).text
    client.post(f"{DESIGNS}/pictures/{name}/delete", data={"csrf_token": token(client)})
    assert "This picture is shown by Card 86 × 54 mm" in client.get(DESIGNS).text
    called(client, f"{DESIGNS}/{row.code}/save", {"design": {**row.data, "front": []}, "version": 1})
    deleted = submit(client, DESIGNS, {}, f"{name}/delete")

    assert deleted.status_code == 302
    assert db.session.scalars(select(BadgePicture)).all() == []
    assert client.get(f"{DESIGNS}/pictures/{name}").status_code == 404


@pytest.mark.parametrize("role", [Role.VIEWER])
def test_who_may_not_edit_the_event_takes_and_deletes_no_pictures(client: Browser, event: Event, role: Role):
    name = sent(client, PNG).get_json()["name"]
    client.sign_in(make_member(event, role))

    assert client.post(f"{DESIGNS}/pictures/{name}/delete").status_code == 403
    assert client.post(f"{DESIGNS}/pictures.json").status_code == 403
    assert client.get(f"{DESIGNS}/rules.json").status_code == 403
