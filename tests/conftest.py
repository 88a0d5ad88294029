"""Fixtures and hooks for every test."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as email_policy
from functools import cache
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_sqlalchemy.session import Session
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Playwright, expect, sync_playwright
from sqlalchemy import CompoundSelect, exists, literal, select, union_all
from sqlalchemy.orm import scoped_session

from conference import create_app
from conference.accounts import passwords
from conference.core.db import db
from conference.core.jobs import run_due
from tests import disk, pages, postgres
from tests.browser import Browser
from tests.chromium import EMPTY_CAMERA, chromium

# A busy machine is no fault of the code: nothing fails for being slow.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
expect.set_options(timeout=45_000)
# What makes guessing dear would make every test with a sign-in dear too.
passwords.hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(50_000)  # garbage is little here, and each search for it long
    is_xdist_controller = bool(config.getoption("numprocesses", None)) and not hasattr(config, "workerinput")
    if is_xdist_controller:
        postgres.server_url()


def pytest_unconfigure() -> None:
    postgres.stop_server()


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for the run: a second one in the same process refuses to start."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium_of_process(playwright: Playwright) -> Iterator[Chromium]:
    with chromium(playwright, *EMPTY_CAMERA) as started:
        yield started


@pytest.fixture
def browser(chromium_of_process: Chromium) -> Iterator[Chromium]:
    """A real browser, the same for all tests of a process; what a test has opened in it is closed after the test."""
    yield chromium_of_process
    for context in chromium_of_process.contexts:
        context.close()


DATABASES = ("sqlite", "postgresql")


class Apps:
    """The application on each database, made when the first test asks for it and kept for the run."""

    def __init__(self, folder: Path, compiled: Path) -> None:
        self.folder = folder
        self.compiled = compiled
        self.made: dict[str, Flask] = {}

    def on(self, database: str) -> Flask:
        if database not in self.made:
            self.made[database] = self._make(database)
        return self.made[database]

    def _make(self, database: str) -> Flask:
        folder = self.folder / database
        folder.mkdir()
        app = create_app({
            "TESTING": True,
            "SECRET_KEY": "a secret for tests only, long enough",
            "BASE_URL": "http://localhost",
            "TRUSTED_HOSTS": ["localhost", "127.0.0.1"],
            "DATA_DIR": folder,
            "MAIL_FOLDER": folder / "outbox",
            "MAIL_SERVER": "",
            "JOBS_URL": "memory://",
            "KEEP_FORMS": False,
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'test.sqlite3'}"
            if database == "sqlite"
            else postgres.create_database(f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"),
        })  # fmt: skip
        app.test_client_class = Browser
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(self.compiled))
        with app.app_context():
            if database == "sqlite":
                disk.forget(db.engine)
            db.create_all()
        return app


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a run share; what one has made there the others need not make again."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def _sound_pages(run_folder: Path) -> None:
    pages.sound = run_folder / "sound-pages"
    pages.sound.mkdir(exist_ok=True)


@pytest.fixture(scope="session")
def apps(tmp_path_factory: pytest.TempPathFactory, run_folder: Path) -> Iterator[Apps]:
    compiled = run_folder / "compiled-templates"
    compiled.mkdir(exist_ok=True)
    made = Apps(tmp_path_factory.mktemp("apps"), compiled)
    yield made
    for app in made.made.values():
        with app.app_context():
            db.engine.dispose()


@cache
def names_of_filled_tables() -> CompoundSelect[tuple[str]]:
    """One question instead of a deletion for every table after every test."""
    return union_all(
        *(
            select(literal(table.name)).where(exists(select(literal(1)).select_from(table)))
            for table in db.metadata.sorted_tables
        )
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for the application on both databases; browsers see no database, and their tests are slow."""
    if "app" not in metafunc.fixturenames or metafunc.module.__dict__.get("app"):  # some make one of their own
        return
    in_browser = "playwright" in metafunc.fixturenames
    either = DATABASES[len(metafunc.module.__name__) % len(DATABASES)]  # half of the modules each
    metafunc.parametrize("app", [either] if in_browser else DATABASES, indirect=True)


@pytest.fixture
def app(request: pytest.FixtureRequest, apps: Apps) -> Iterator[Flask]:
    """The application with an empty database."""
    app = apps.on(request.param)
    yield app
    shutil.rmtree(app.config["MAIL_FOLDER"], ignore_errors=True)
    with app.app_context(), db.engine.begin() as connection:
        filled = set(connection.scalars(names_of_filled_tables()))
        for table in reversed(db.metadata.sorted_tables):
            if table.name in filled:
                connection.execute(table.delete())


@pytest.fixture
def db_session(app: Flask) -> Iterator[scoped_session[Session]]:
    """An application context, for calling queries and services by hand."""
    with app.app_context():
        yield db.session
        db.session.rollback()


@pytest.fixture
def client(app: Flask, db_session: object) -> Browser:
    """A visitor. Every page it fetches is checked by tests/pages.py."""
    browser = app.test_client()
    assert isinstance(browser, Browser)
    return browser


@pytest.fixture
def letters(app: Flask) -> Callable[[], list[EmailMessage]]:
    """Do the work that is due and return the mails written by it, oldest first."""

    def deliver() -> list[EmailMessage]:
        db.session.rollback()
        with app.app_context():
            run_due()
        files = sorted(app.config["MAIL_FOLDER"].glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=email_policy) for file in files]

    return deliver
