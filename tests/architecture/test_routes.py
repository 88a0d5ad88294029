"""Every route says who may call it, and no address holds a row's number."""

import re

import pytest
from flask import Flask

from conference import create_app
from conference.events.access import Access
from conference.events.permissions import Permission
from tests.browser import Browser

KNOWN = {"public", "secret link", "signed in", "device", *map(str, Permission), *map(str, Access)}
EXAMPLES = {"slug": "no-such-event"}


@pytest.fixture(scope="module")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app({"DATA_DIR": tmp_path_factory.mktemp("data"), "JOBS_URL": "memory://", "MAIL_SERVER": "",
                       "SQLALCHEMY_DATABASE_URI": "sqlite://"})  # fmt: skip


def test_every_route_states_who_may_call_it(bare_app: Flask):
    silent = [
        f"{rule.rule} ({rule.endpoint})"
        for rule in bare_app.url_map.iter_rules()
        if getattr(bare_app.view_functions[rule.endpoint], "access", None) not in KNOWN
    ]

    assert not silent


def test_addresses_hold_codes_and_no_row_numbers(bare_app: Flask):
    numbered = [rule.rule for rule in bare_app.url_map.iter_rules() if re.search(r"<int:\w*id>", rule.rule)]

    assert not numbered


def addresses(app: Flask, method: str) -> list[str]:
    rules = [rule.rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    return sorted({re.sub(r"<(?:\w+:)?(\w+)>", lambda part: EXAMPLES.get(part[1], "1"), rule) for rule in rules})


def test_no_page_breaks_for_a_stranger(client: Browser):
    for address in addresses(client.application, "GET"):
        assert client.get(address).status_code < 500, address


def test_every_post_needs_a_page_of_ours(client: Browser):
    for address in addresses(client.application, "POST"):
        answer = client.post(address, data={"name": "x"})
        assert answer.status_code in (302, 400, 401, 403, 404, 410), f"{address}: {answer.status_code}"
        foreign = client.post(address, headers={"Origin": "https://evil.example"})
        assert foreign.status_code == 400, address
