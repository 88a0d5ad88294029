"""Designs of an event, and the pages that change them."""

from typing import Any

from conference.badges import design_queries, design_services
from conference.badges.design import as_json, read_design
from conference.badges.gallery import GALLERY
from conference.badges.models import BadgeDesign
from conference.core.audit import Actor
from conference.core.db import db
from conference.events.models import Event
from tests.browser import Browser, forms_of
from tests.factories import OPEN

OLGA = Actor("Olga Organiser")
DESIGNS = "/manage/border/badges/designs"


def copied(event: Event, name: str = "card", **changes: Any) -> BadgeDesign:
    data = {**as_json(GALLERY[name].design()), **changes}
    code = design_services.add_design(event.id, read_design(data), actor=OLGA, at=OPEN)
    found = design_queries.find_design(event.id, code)
    assert found is not None
    return found


def submit(client: Browser, url: str, values: dict[str, Any], action: str = "", **hidden: str) -> Any:
    """Send the form of the page that has these fields, leads there and holds these hidden values."""
    page = client.get(url)
    assert page.status_code == 200
    typed = {name for name, value in values.items() if not isinstance(value, tuple)}
    forms = [
        form
        for form in forms_of(page.text)
        if action in form.action
        and typed <= {name for name, _v in form.fields}
        and set(hidden.items()) <= set(form.fields)
    ]
    forms = [form for form in forms if "sign-out" not in form.action]
    assert forms, f"no such form on {url}"
    return client.send(url, forms[0], values)


def state_of(row: BadgeDesign) -> BadgeDesign:
    db.session.expire_all()
    found = db.session.get(BadgeDesign, row.id)
    assert found is not None
    return found


def called(client: Browser, address: str, body: Any) -> Any:
    page = client.get(DESIGNS).text
    token = next(value for form in forms_of(page) for name, value in form.fields if name == "csrf_token")
    return client.post(address, json=body, headers={"X-CSRF-Token": token})
