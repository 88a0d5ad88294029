"""How long somebody who registered waits for the first mail: from the answer to the form to the mail server."""

import time
import uuid
from email.message import EmailMessage
from urllib.parse import urlencode

from bench.load import get
from bench.registrations import FORM, answers, token_of
from bench.server import Server, running
from tests.mail.smtp_server import Post, serving

PEOPLE = 10
LONGEST_SECONDS = 30.0


class Clocked(Post):
    """A mail server that notes when each mail came."""

    def __init__(self) -> None:
        super().__init__()
        self.came: dict[str, float] = {}

    def note(self, to: str, mail: EmailMessage) -> None:
        self.came.setdefault(to, time.perf_counter())


def figures(environ: dict[str, str], slug: str) -> dict[str, str]:
    """Ten people register, one after the other; with a worker as `serve` starts it."""
    post = Clocked()
    with serving(post) as port:
        mail = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(port), "MAIL_SECURITY": "none"}
        with running({**environ, **mail}, worker=True) as server:
            time.sleep(8)  # the worker starts beside the site
            waits = sorted(wait_of(server, post, slug) for _person in range(PEOPLE))
    return {
        "first mail after a registration": f"{waits[len(waits) // 2]:.2f} s (median), {waits[-1]:.2f} s at the most",
    }


def wait_of(server: Server, post: Clocked, slug: str) -> float:
    """Seconds from the answer to the form until the mail server had the mail."""
    path = f"/events/{slug}/register"
    email = f"mail-{uuid.uuid4().hex[:8]}@example.org"
    connection = server.connection()
    token = token_of(get(connection, path)[1].decode())
    connection.request("POST", path, body=urlencode({**answers(1, token), "email": email}), headers=FORM)
    response = connection.getresponse()
    response.read()
    began = time.perf_counter()
    connection.close()
    if response.status not in (302, 303):
        raise RuntimeError(f"the form answered {response.status}")
    while email not in post.came:
        if time.perf_counter() - began > LONGEST_SECONDS:
            raise RuntimeError("no mail came")
        time.sleep(0.005)
    return post.came[email] - began
