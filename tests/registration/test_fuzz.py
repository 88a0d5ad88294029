"""Attendees and an organiser press whatever their pages offer, in any order, also on pages that are old by now."""

import random
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from conference.accounts.models import User
from conference.core.db import db
from conference.core.jobs import run_due
from conference.registration import links
from conference.registration.models import Registration, RegistrationSettings
from tests.browser import Browser, Form, forms_of
from tests.factories import OPEN, make_category, make_event, make_member, store
from tests.registration.test_machine import check_places, check_rows

STEPS = 40
LEFT_OUT = ("sign-out", "/delete", "/photos")  # not of this machine


class Site:
    """Two browsers at one event: somebody without an account, and the organiser. Old pages are kept and used."""

    def __init__(self, client: Browser, seed: int) -> None:
        self.luck = random.Random(seed)
        event = make_event(slug="fuzz", mode="hybrid", capacity=3, online_capacity=2)
        self.event_id = event.id
        make_category(event, "participant", position=0)
        make_category(event, "press", position=1, capacity=2, needs_approval=True, priority=1)
        line, to_room = (self.luck.choice(["offer", "direct", "off"]) for _setting in range(2))
        store(RegistrationSettings(event_id=event.id, waiting_list=line, to_room=to_room,
                                   needs_verification=self.luck.random() < 0.5,
                                   waits_by_priority=self.luck.random() < 0.5))  # fmt: skip
        self.organiser = client
        self.member_id = make_member(event).id
        self.attendee: Browser = client.application.test_client()  # type: ignore[assignment]
        self.old: list[tuple[Browser, str, Form]] = []

    def sign_in(self) -> None:
        """Anew for every step: days pass in between."""
        self.organiser.sign_in(db.session.get_one(User, self.member_id))

    def rows(self) -> list[Registration]:
        db.session.rollback()
        return list(db.session.scalars(select(Registration).where(Registration.event_id == self.event_id)))

    def own_page(self) -> tuple[Browser, str] | None:
        rows = self.rows()
        if not rows:
            return None
        return self.attendee, f"/events/fuzz/registrations/{links.own_page_token(self.luck.choice(rows))}"

    def organisers_page(self) -> tuple[Browser, str]:
        rows, root = self.rows(), "/manage/fuzz/registrations"
        pages = [f"{root}/", f"{root}/waiting", f"{root}/waiting/room", f"{root}/categories/press", f"{root}/settings"]
        if rows:
            pages += [f"{root}/{self.luck.choice(rows).code}"] * 4
        return self.organiser, self.luck.choice(pages)

    def press_something(self) -> None:
        who = self.luck.random()
        if who < 0.35:
            place: tuple[Browser, str] | None = (self.attendee, "/events/fuzz/register")
        elif who < 0.65:
            place = self.own_page()
        else:
            place = self.organisers_page()
        if place is None:
            return
        browser, address = place
        page = browser.get(address)
        assert page.status_code in (200, 404), f"{address}: {page.status_code}"
        forms = [form for form in forms_of(page.text) if not any(part in form.action for part in LEFT_OUT)]
        if not forms:
            return
        choice = (browser, address, self.luck.choice(forms))
        self.old.append(choice)
        if self.luck.random() < 0.25:  # the back button, the other tab
            choice = self.luck.choice(self.old)
        self.send(*choice)

    def send(self, browser: Browser, address: str, form: Form) -> None:
        values: dict[str, Any] = {}
        names = {name for name, _value in form.fields}
        if address.endswith("/register"):
            values = {
                "name": "Ada", "email": f"{self.luck.randrange(9)}@example.org", "organisation": "Ministry",
                "country": "KG", "category": self.luck.choice(["participant", "press", "nobody"]),
                "mode": self.luck.choice(["in_person", "online"]), "wait": self.luck.choice(["y", None]),
                "room": self.luck.choice(["y", None]),
            }  # fmt: skip
        elif form.action.endswith("/bulk"):
            values = {"scope": self.luck.choice(["all", "ticked"]), "action": self.luck.choice(["approve", "cancel"]),
                      "codes": [row.code for row in self.rows()[:3]]}  # fmt: skip
        elif "capacity" in names:
            values = {"capacity": str(self.luck.randrange(3)), "name": "Press"}
        elif "waiting_list" in names:
            values = {name: self.luck.choice(["offer", "direct", "off"]) for name in ("waiting_list", "to_room")}
        answer = browser.send(address, form, values)
        assert answer.status_code in (200, 302, 303, 400, 404, 409, 422), f"{form.action}: {answer.status_code}"
        if form.action.endswith("/bulk") and answer.status_code == 200:
            done = [one for one in forms_of(answer.text) if one.action.endswith("/bulk/do")]
            if done:
                self.old.append((browser, address, done[0]))
                assert browser.send(address, done[0], {}).status_code in (303, 409)


@pytest.mark.parametrize("seed", range(3))
def test_no_sequence_of_presses_breaks_anything(client: Browser, monkeypatch: Any, seed: int):
    monkeypatch.setattr(
        "conference.registration.papers.ticket_file",
        lambda _row, ticket: b"%PDF " + links.ticket_code_of(ticket).encode(),
    )
    site, at = Site(client, seed), OPEN
    for step in range(STEPS):
        at += timedelta(hours=site.luck.choice([0, 0, 0, 0, 0, 1, 20]), minutes=step)
        with time_machine.travel(at, tick=False):
            site.sign_in()
            site.press_something()
            if site.luck.random() < 0.3:
                with client.application.app_context():
                    run_due(at)
        check_places(site.event_id)

    check_rows({row.id for row in site.rows()})
    assert site.rows()
