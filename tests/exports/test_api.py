import gzip

import brotli
import pytest

from conference.exports.openapi import ADDRESSES, document
from conference.exports.openapi_shapes import SHAPES
from tests.exports.conftest import SECRET
from tests.exports.shapes import faults
from tests.factories import make_event

LISTS = [address for address in ADDRESSES if address.is_list and "{slug}" in address.path]


@pytest.mark.parametrize("address", LISTS, ids=lambda address: address.shape)
def test_lists_have_the_shape_that_is_described(conference, address):
    answer = conference.client.get(f"/api/v1{address.path.format(slug=conference.event.slug)}").json
    items = answer.pop("items")

    assert items
    assert not list(faults(answer, SHAPES["Answer"]))
    assert not [fault for item in items for fault in faults(item, SHAPES[address.shape])]


@pytest.mark.parametrize("kind", ["sessions", "speakers"])
def test_one_thing_is_as_it_stands_in_the_list(conference, kind):
    (item, *_others) = conference.api(f"/{kind}")["items"]

    assert conference.api(f"/{kind}/{item['code']}") == item


def test_events_are_listed_once_they_are_published(conference):
    make_event(slug="in-the-making", published_at=None)
    (item,) = conference.client.get("/api/v1/events").json["items"]

    assert not list(faults(item, SHAPES["Event"]))
    assert item == conference.api()
    assert item["slug"] == "2027-in-brussels"
    assert item["starts_at"] == "2027-05-12T09:00:00+02:00"


def test_repeated_session_is_one_with_two_slots_and_cancelled_one_says_so(conference):
    sessions = {item["title"]: item for item in conference.api("/sessions")["items"]}

    assert [slot["room"]["name"] for slot in sessions["Workshop"]["slots"]] == ["Room 2", "Plenary"]
    assert (sessions["Called off"]["is_cancelled"], sessions["Opening"]["is_cancelled"]) == (True, False)
    assert sessions["Opening"]["projects"] == [{"code": "BOMCA", "component": None, "leads": True}]


def test_sessions_are_narrowed_as_the_page_of_the_agenda_is(conference):
    assert [item["title"] for item in conference.api("/sessions?kind=break")["items"]] == ["Coffee"]


def test_texts_are_in_the_language_that_is_asked_for(conference):
    russian = conference.api("/sessions?lang=ru")

    assert russian["language"] == "ru"
    assert russian["items"][0]["title"] == "Открытие"
    assert russian["items"][0]["kind_name"] != "Presentation"


def test_release_says_what_changed(conference):
    second, first = conference.api("/releases")["items"]

    assert [(change["what"], change["session"]) for change in second["changes"]] == [
        ("cancelled", conference.cancelled.code)
    ]
    assert (first["number"], first["changes"]) == (1, [])


def test_who_did_not_agree_and_mail_addresses_are_nowhere(conference):
    for address in ADDRESSES:
        if "{code}" not in address.path:
            text = conference.client.get(f"/api/v1{address.path.format(slug=conference.event.slug)}").text
            assert "Nobody Knows" not in text
            assert SECRET not in text
    assert conference.client.get(f"/api/v1/events/2027-in-brussels/speakers/{conference.hidden}").status_code == 404


@pytest.mark.parametrize("path", ["", "/sessions", "/sessions/NOSUCH"])
def test_what_is_not_there_is_a_problem_that_every_site_may_read(client, path):
    answer = client.get(f"/api/v1/events/no-such-event{path}")

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert not list(faults(answer.json, SHAPES["Problem"]))
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_description_knows_every_route_and_is_answered_with_304(client):
    answer = client.get("/api/openapi.json")
    served = {
        str(rule.rule).replace("<", "{").replace(">", "}").removeprefix("/api/v1")
        for rule in client.application.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
    }

    assert set(answer.json["paths"]) == served
    assert client.get("/api/openapi.json", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/events", "/events/2027-in-brussels?day=2027-05-12"])
def test_address_that_cannot_be_read_is_a_problem_that_says_so(conference, path):
    answer = conference.client.get(f"/api/v1{path}{'&' if '?' in path else '?'}lang=%00")

    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert "This address cannot be read" in answer.json["detail"]
    assert all("400" in path["get"]["responses"] for path in document("http://localhost")["paths"].values())


@pytest.mark.parametrize("path", ["/api/v1/events", "/api/openapi.json"])
@pytest.mark.parametrize(("encoding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_answers_about_no_single_event_are_compressed_too(conference, path, encoding, decode):
    whole, packed = (conference.client.get(path, headers=headers) for headers in ({}, {"Accept-Encoding": encoding}))
    known = {"Accept-Encoding": encoding, "If-None-Match": packed.headers["ETag"]}

    assert (packed.headers["Content-Encoding"], decode(packed.data)) == (encoding, whole.data)
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert (conference.client.get(path, headers=known).status_code, whole.headers["Access-Control-Allow-Origin"]) == (
        304, "*",
    )  # fmt: skip


def test_description_refers_only_to_what_it_holds():
    whole = document("http://localhost")

    def references(value):
        if isinstance(value, dict):
            yield from ([value["$ref"]] if "$ref" in value else [])
            value = list(value.values())
        if isinstance(value, list):
            for inner in value:
                yield from references(inner)

    for reference in references(whole):
        found = whole
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
    names = [operations["get"]["operationId"] for operations in whole["paths"].values()]
    assert len(names) == len(set(names))


def test_people_can_read_the_description(client):
    page = client.get("/api/").text

    assert all(address.path in page for address in ADDRESSES)
