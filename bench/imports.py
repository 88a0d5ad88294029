"""A table of 5,000 people: handed in, previewed, confirmed, registered by the worker."""

import csv
import http.client
import io
import re
import time
import uuid
from urllib.parse import urlencode

from bench.lists import FIRST, LAST, PLACES, signed_in
from bench.load import get
from bench.registrations import FORM, token_of
from bench.server import Server, running

PEOPLE = 5_000
FLOOR_SECONDS = 10.0  # from the upload to the last person
LONGEST_SECONDS = 120.0
HEADINGS = ("Name", "E-mail", "Organisation", "Position", "Country")
COUNTRIES = ("Latvia", "Kyrgyzstan", "Казахстан", "UZ", "Tajikistan")


def figures(environ: dict[str, str], slug: str, email: str, password: str) -> dict[str, str]:
    """`email`, `password`: of an organiser; with a worker as `serve` starts it."""
    with running(environ, worker=True) as server:
        time.sleep(8)  # the worker starts beside the site
        cookie = signed_in(server, email, password)
        first = import_of(server, slug, cookie, table(PEOPLE))
        again = import_of(server, slug, cookie, table(PEOPLE))
    total = sum(first.values())
    return {
        "import of 5,000 people": f"{total:.1f} s (floor {FLOOR_SECONDS:.0f} s: "
        f"{'kept' if total < FLOOR_SECONDS else 'MISSED'}): {words_of(first)}",
        "the same table once more": f"{sum(again.values()):.1f} s: {words_of(again)}",
    }


def words_of(seconds: dict[str, float]) -> str:
    return ", ".join(f"{what} {took:.1f} s" for what, took in seconds.items())


def table(people: int) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    for number in range(people):
        name = f"{FIRST[number % 10]} {LAST[number % 11]} {number}".title()
        writer.writerow([name, f"import{number}@example.org", f"Ministry of {PLACES[number % 7]} {number % 40}",
                         "Officer", COUNTRIES[number % 5]])  # fmt: skip
    return file.getvalue().encode()


def import_of(server: Server, slug: str, cookie: str, data: bytes) -> dict[str, float]:
    """Seconds for each step, as an organiser goes through them."""
    connection, headers = server.connection(), {"Cookie": cookie}
    start = f"/manage/{slug}/registrations/import/"
    token = token_of(get(connection, start, headers)[1].decode())
    clock = Clock()
    columns = sent_file(connection, start, headers, token, data)
    clock.lap("reading")
    page = get(connection, columns, headers)[1].decode()
    meanings = re.findall(r'name="(columns-\d+)".*?<option selected value="([^"]*)"', page, re.DOTALL)
    address = sent(connection, columns, headers, {"csrf_token": token_of(page), "updating": "yes", **dict(meanings)})
    page = get(connection, address, headers)[1].decode()
    clock.lap("preview")
    mark = re.search(r'name="mark"[^>]*value="([^"]*)"', page)
    assert mark, page
    if "<button" in page and 'name="mark"' in page and "Register these people" in page:
        sent(connection, address, headers, {"csrf_token": token_of(page), "mark": mark[1]})
        while "data-unfinished" in (page := get(connection, address, headers)[1].decode()):
            if sum(clock.laps.values()) + time.perf_counter() - clock.began > LONGEST_SECONDS:
                raise RuntimeError("the import does not end")
            time.sleep(0.1)
        clock.lap("registering")
    connection.close()
    return clock.laps


class Clock:
    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self.began = time.perf_counter()

    def lap(self, what: str) -> None:
        at = time.perf_counter()
        self.laps[what], self.began = at - self.began, at


def sent(connection: http.client.HTTPConnection, path: str, headers: dict[str, str], fields: dict[str, str]) -> str:
    """Where the answer leads."""
    connection.request("POST", path, body=urlencode(fields), headers={**headers, **FORM})
    return address_of(connection)


def sent_file(
    connection: http.client.HTTPConnection, path: str, headers: dict[str, str], token: str, data: bytes
) -> str:
    edge = uuid.uuid4().hex
    body = (
        (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n'
            f"Content-Type: text/csv\r\n\r\n"
        ).encode()
        + data
        + f"\r\n--{edge}--\r\n".encode()
    )
    kind = f"multipart/form-data; boundary={edge}"
    connection.request("POST", path, body=body, headers={**headers, "Content-Type": kind})
    return address_of(connection)


def address_of(connection: http.client.HTTPConnection) -> str:
    response = connection.getresponse()
    page = response.read()
    if response.status not in (302, 303):
        raise RuntimeError(f"answered {response.status}: {page[:2000]!r}")
    return str(response.headers["Location"])
