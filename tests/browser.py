"""A visitor without JavaScript: fetches pages, fills in forms, and has every page checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from conference.accounts.models import SignIn, User
from conference.core.clock import now
from conference.core.codes import digest, new_secret
from conference.core.db import db, transaction
from tests import pages


@dataclass
class Form:
    """A form on a page: where it goes and what it would send untouched."""

    action: str
    fields: list[tuple[str, str]]


class Browser(FlaskClient):
    """Flask's test client, with a context of its own for each request: nothing leaks between two pages."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            db.session.rollback()
        kwargs.setdefault("buffered", True)  # read to its end, as a server does; and only then it can be checked
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        pages.check(response)
        return response

    def sign_in(self, user: User) -> None:
        """Be that user from now on, without typing a password."""
        token = new_secret()
        at = now()
        user_id = user.id
        with transaction() as session:
            session.add(SignIn(token_digest=digest(token), user_id=user_id, created_at=at, last_seen_at=at))
        with self.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True

    def sign_out(self) -> None:
        with self.session_transaction() as cookie:
            cookie.clear()

    def fill(self, url: str, values: dict[str, Any] | None = None, *, form: str = "", **kwargs: Any) -> TestResponse:
        """Open the page, fill in a form of it and send it.

        `form` is a part of its action, to choose among several (the way out that stands on every page of organisers
        counts only when it is asked for); a value None leaves that field out.
        """
        page = self.get(url)
        assert page.status_code == 200, f"{url} answers {page.status_code}"
        wanted = (f for f in read_forms(page.text) if form in f.action and (form or "sign-out" not in f.action))
        found = next(wanted, None)  # those after it need not be read
        assert found, f"no form with {form!r} on {url}"
        return self.send(url, found, values or {}, **kwargs)

    def send(self, url: str, form: Form, values: dict[str, Any], **kwargs: Any) -> TestResponse:
        data = [(name, value) for name, value in form.fields if name not in values]
        for name, value in values.items():
            many = value if isinstance(value, list) else [value]
            data.extend((name, one) for one in many if one is not None)
        multi: dict[str, list[Any]] = {}
        for name, value in data:
            multi.setdefault(name, []).append(value)
        return self.post(urljoin(url, form.action) if form.action else url, data=multi, **kwargs)


def forms_of(html: str) -> list[Form]:
    """The POST forms of a page, in order."""
    return list(read_forms(html))


def read_forms(html: str) -> Iterator[Form]:
    for form in pages.forms(html):
        yield Form(form.get("action", ""), list(fields_of(form)))


def fields_of(form: Any) -> Any:
    for element in form.iter():
        name = element.get("name")
        if not name or element.get("disabled") is not None:
            continue
        if element.tag == "input":
            kind = element.get("type", "text")
            if kind in ("checkbox", "radio") and element.get("checked") is None:
                continue
            if kind not in ("submit", "button", "file", "image"):
                yield name, element.get("value", "on" if kind == "checkbox" else "")
        elif element.tag == "textarea":
            yield name, "".join(element.itertext()).removeprefix("\n")
        elif element.tag == "select":
            options = list(element.iter("option"))
            chosen = [o for o in options if o.get("selected") is not None]
            if not chosen and element.get("multiple") is None:
                chosen = options[:1]
            for option in chosen:
                yield name, option.get("value", "".join(option.itertext()))
