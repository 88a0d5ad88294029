"""What the web server hands on of a proxy's words about the visitor, and how many it answers at the same time."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from typing import Any

import pytest
import waitress
from flask import Flask, Response, g, request, request_finished
from sqlalchemy.exc import OperationalError

from conference.core import server as core_server
from conference.core.db import db
from conference.core.server import FEW_THREADS, listen, look_after, look_first, server_options
from conference.core.web import client_key, init_web
from tests.factories import make_category, make_event

FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "events.example.org"}


@pytest.fixture(params=[0, 1])
def proxies(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@contextmanager
def running(app: Flask, config: dict[str, Any]) -> Iterator[Any]:
    server = waitress.create_server(app, sockets=[listen("127.0.0.1", 0)], **server_options(config))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server
    server.task_dispatcher.shutdown()
    server.close()
    thread.join(60)


@pytest.fixture
def port(proxies: int) -> Iterator[int]:
    """A real server with one page that says whom it takes for the visitor."""
    app = Flask(__name__)
    config: dict[str, Any] = {"SERVER_THREADS": 1, "TRUSTED_PROXIES": proxies}
    app.config.update(config, BASE_URL="http://localhost")
    init_web(app)
    app.add_url_rule("/", view_func=lambda: f"{client_key()} {request.scheme}")
    with running(app, config) as server:
        yield server.effective_port


def test_visitor_is_who_the_trusted_proxy_says(port: int, proxies: int):
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/", headers={**FORWARDED, "Connection": "close"})

    with closing(connection), connection.getresponse() as answer:
        said = answer.read().decode()

    assert said == ("203.0.113.9 https" if proxies else "127.0.0.1 http")


def test_first_pages_are_looked_at_before_the_first_visitor_comes(app: Flask, db_session: object):
    event = make_event()
    make_category(event)
    g.event = "of somebody else"
    seen: list[tuple[str, int]] = []

    def note(_app: Flask, response: Response) -> None:
        assert g.get("event") != "of somebody else"
        seen.append((request.path, response.status_code))

    with request_finished.connected_to(note, app):
        look_first(app)

    assert not db.engine.pool.checkedout()  # type: ignore[attr-defined]
    paths = [path for path, _status in seen]
    assert {"/", f"/events/{event.slug}/", f"/events/{event.slug}/register"} <= set(paths)
    assert {status for _path, status in seen} == {200}


def test_site_starts_without_a_database_too(app: Flask, monkeypatch: pytest.MonkeyPatch):
    def fail() -> list[str]:
        raise OperationalError("SELECT", None, RuntimeError("no such table"))

    monkeypatch.setattr(core_server, "FIRST_PAGES", {"events": fail})

    look_first(app)


def test_long_answers_do_not_hold_up_short_ones_and_their_threads_go_afterwards():
    app, goes_on, stop = Flask(__name__), threading.Event(), threading.Event()
    app.add_url_rule("/long", "long", lambda: str(goes_on.wait(60)))
    app.add_url_rule("/short", "short", lambda: "short")
    most = FEW_THREADS + 2
    with running(app, {"SERVER_THREADS": most, "TRUSTED_PROXIES": 0}) as server:
        carer = threading.Thread(
            target=look_after, args=(server.task_dispatcher, most, os.getppid(), stop), daemon=True
        )
        carer.start()
        connections = [HTTPConnection("127.0.0.1", server.effective_port, timeout=30) for _ in range(most)]
        *long_ones, short_one = connections
        for connection in long_ones:
            connection.request("GET", "/long")

        short_one.request("GET", "/short")
        said = short_one.getresponse().read()
        goes_on.set()

        assert said == b"short"
        assert [connection.getresponse().read() for connection in long_ones] == [b"True"] * len(long_ones)
        end = time.monotonic() + 60
        while len(server.task_dispatcher.threads) > FEW_THREADS:
            assert time.monotonic() < end
            time.sleep(0.02)
        stop.set()
        carer.join(60)
        for connection in connections:
            connection.close()
