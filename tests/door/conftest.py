"""Phones in a real browser over one site that can be stopped: what the tests of the door's page share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Playwright

from conference.core.clock import now
from conference.core.db import db
from conference.events.models import Event
from conference.registration.links import ticket_code_of
from tests.browser import Browser as Client
from tests.chromium import chromium
from tests.door.phones import PEOPLE, Phone, StoppableSite, card
from tests.factories import make_event, make_point, make_registration
from tests.journeys.film import Scene, write_film

CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
Opener = Callable[..., Phone]


@pytest.fixture
def site(app: Flask, client: Client) -> Iterator[StoppableSite]:
    db.session.rollback()
    started = StoppableSite(app)
    yield started
    started.stop()


@pytest.fixture
def event(client: Client) -> Event:
    at = now()
    event = make_event(slug="border", starts_at=at.replace(microsecond=0), ends_at=at.replace(year=at.year + 1))
    make_point(event, "Main entrance", code="main")
    return event


@pytest.fixture
def codes(event: Event) -> list[str]:
    people = [make_registration(event, name) for name in PEOPLE]
    return [ticket_code_of(person.tickets[-1]) for person in people]


@pytest.fixture
def phones(browser: Browser, site: StoppableSite) -> Iterator[Opener]:
    """phones() opens one more."""
    with opener(browser, site) as phone:
        yield phone


@pytest.fixture
def filmed(playwright: Playwright, site: StoppableSite, codes: list[str], tmp_path: Path) -> Iterator[Opener]:
    """Phones that hold the first badge before their camera all the time."""
    film = write_film(tmp_path / "door.mjpeg", [Scene(card(codes[0]), 0.2)])
    with (
        chromium(playwright, *CAMERA, f"--use-file-for-fake-video-capture={film}") as started,
        opener(started, site) as phone,
    ):
        yield phone


@contextmanager
def opener(browser: Browser, site: StoppableSite) -> Iterator[Opener]:
    opened: list[Phone] = []

    def phone(**options: Any) -> Phone:
        opened.append(Phone(browser, site, **options))
        return opened[-1]

    yield phone
    for one in opened:
        one.context.close()
    assert not [fault for one in opened for fault in one.faults]
