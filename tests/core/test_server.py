"""What the web server hands on of a proxy's words about the visitor."""

import threading
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest
import waitress
from flask import Flask, request

from conference.core.server import listen, server_options
from conference.core.web import client_key, init_web

FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "events.example.org"}


@pytest.fixture(params=[0, 1])
def proxies(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def port(proxies: int) -> Iterator[int]:
    """A real server with one page that says whom it takes for the visitor."""
    app = Flask(__name__)
    config: dict[str, Any] = {"SERVER_THREADS": 1, "TRUSTED_PROXIES": proxies}
    app.config.update(config, BASE_URL="http://localhost")
    init_web(app)
    app.add_url_rule("/", view_func=lambda: f"{client_key()} {request.scheme}")
    server = waitress.create_server(app, sockets=[listen("127.0.0.1", 0)], **server_options(config))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.task_dispatcher.shutdown()
    server.close()
    thread.join(60)


def test_visitor_is_who_the_trusted_proxy_says(port: int, proxies: int):
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/", headers={**FORWARDED, "Connection": "close"})

    with closing(connection), connection.getresponse() as answer:
        said = answer.read().decode()

    assert said == ("203.0.113.9 https" if proxies else "127.0.0.1 http")
