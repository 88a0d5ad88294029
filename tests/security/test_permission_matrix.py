"""Who may open what: every page of an event, asked by everybody."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter

from conference.events.models import Event
from conference.events.permissions import PERMISSIONS, Permission, Role
from tests.browser import Browser
from tests.factories import make_event, make_member, make_user

SLUG = "matrix"
NOBODYS = {"code": "NOSUCH", "device": "NOSUCH", "action": "approve", "token": "nosuch", "number": "99",
           "uuid": "nosuch", "track": 999999, "team": 999999}  # fmt: skip
REFUSALS = (400, 404, 409, 410, 422)  # past the gate: what is asked for is not there, or the form is empty


@pytest.fixture
def event(db_session: object) -> Event:
    return make_event(slug=SLUG)


def value_of(name: str, converter: Any) -> Any:
    """What stands in an address that leads to nothing: of fixed words the first, of anything else nobody's."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    if isinstance(converter, IntegerConverter):
        return 99
    return SLUG if name == "slug" else NOBODYS.get(name, "NOSUCH")


def guarded(app: Flask) -> list[tuple[str, str, Permission]]:
    """(method, address, permission) of each route that needs a role at an event."""
    found = []
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], "access", "")
        if access not in set(map(str, Permission)):
            continue
        values = {name: value_of(name, converter) for name, converter in rule._converters.items()}
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **values)
        found += [(method, address, Permission(access)) for method in ("GET", "POST") if method in (rule.methods or ())]
    return found


def test_there_is_something_to_guard(app: Flask):
    assert len(guarded(app)) > 30


@pytest.mark.parametrize("role", list(Role))
def test_each_role_passes_where_its_permissions_say_and_nowhere_else(client: Browser, event: Event, role: Role):
    client.sign_in(make_member(event, role))

    for method, address, permission in guarded(client.application):
        status = client.open(address, method=method).status_code
        if permission in PERMISSIONS[role]:
            assert status in (200, 302, *REFUSALS), f"{role} {method} {address}: {status}"
        else:
            assert status == 403, f"{role} {method} {address}: {status}"


def test_strangers_find_nothing(client: Browser, event: Event):
    client.sign_in(make_user(is_administrator=True))

    for method, address, _permission in guarded(client.application):
        assert client.open(address, method=method).status_code == 404, f"{method} {address}"


def test_visitors_are_asked_to_sign_in(client: Browser, event: Event):
    for method, address, _permission in guarded(client.application):
        answer = client.open(address, method=method)
        assert answer.status_code == 302, f"{method} {address}"
        assert answer.location.startswith("/account/sign-in"), f"{method} {address}"


def test_nobody_reaches_another_event_through_their_own(client: Browser, event: Event):
    mine = make_event(slug="mine")
    client.sign_in(make_member(mine, Role.OWNER))

    for method, address, _permission in guarded(client.application):
        assert client.open(address, method=method).status_code == 404, f"{method} {address}"
