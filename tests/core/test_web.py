import io
from contextlib import suppress

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy.exc import OperationalError

from conference.accounts import services
from conference.core import throttle
from conference.core.errors import Refused, TooMany
from conference.core.images import clean_image
from conference.core.throttle import forget, hit
from conference.core.web import safe_next_url
from tests.browser import Browser
from tests.counting import statements_of
from tests.factories import OPEN, make_event, make_member


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "https:///evil.example",
     "javascript:alert(1)", "/ok\r\nSet-Cookie:a=b", "/a\tb", "", None, "evil"],
)  # fmt: skip
def test_redirects_stay_on_this_site(target: str | None):
    assert safe_next_url(target, "/home") == "/home"
    assert safe_next_url("/manage/?page=2", "/home") == "/manage/?page=2"


@pytest.mark.parametrize("host", ["evil.example", "localhost:99999", "a b"])
def test_foreign_hosts_are_refused(client: Browser, host: str):
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "path", ["/events/%ff%fe/", "/events/%00/", "/events/%c0%af/agenda", "/events/" + "9" * 40 + "/"]
)
def test_broken_addresses_are_not_found(client: Browser, path: str):
    assert client.get(path).status_code == 404


def test_nul_in_a_query_is_refused(client: Browser):
    assert client.get("/?q=%00").status_code == 400


def test_pages_carry_the_headers_that_keep_them_safe(client: Browser):
    headers = client.get("/").headers

    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Origin": "http://localhost"}, 200), ({"Origin": "https://evil.example"}, 400), ({"Origin": "null"}, 400),
     ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200), ({"Sec-Fetch-Site": "cross-site"}, 400),
     ({"Sec-Fetch-Site": "same-site"}, 400)],
)  # fmt: skip
def test_only_our_own_pages_may_send_forms(client: Browser, headers: dict[str, str], status: int):
    answer = client.fill("/account/forgotten", {"email": "a@example.org"}, headers=headers)

    assert answer.status_code == (302 if status == 200 else status)


def test_forwarded_addresses_of_strangers_are_not_believed(client: Browser):
    answers = {
        client.post("/account/forgotten", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(3)
    }

    assert answers == {400}  # no token; and nothing else changes by the header


def test_database_locked_by_another_process_answers_503_with_what_was_typed(apps, monkeypatch):
    app: Flask = apps.on("sqlite")
    locked = OperationalError("x", {}, Exception("locked"))
    monkeypatch.setattr(services, "ask_for_reset", lambda *_a, **_k: (_ for _ in ()).throw(locked))
    client = app.test_client()
    assert isinstance(client, Browser)

    answer = client.fill("/account/forgotten", {"email": "typed@example.org"})

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "typed@example.org" in answer.text


def test_throttle_counts_per_key_and_window(db_session: object):
    for _try in range(3):
        hit("test", "a", limit=3, seconds=60, at=OPEN)
    hit("test", "b", limit=3, seconds=60, at=OPEN)

    with pytest.raises(TooMany) as too_many:
        hit("test", "a", limit=3, seconds=60, at=OPEN)

    assert 0 < too_many.value.retry_after <= 61
    forget("test", "a")
    hit("test", "a", limit=3, seconds=60, at=OPEN)


def test_a_high_limit_is_taken_in_lots_and_never_exceeded(db_session: object):
    def tries(number: int) -> int:
        """How many of so many got through."""
        through = 0
        for _try in range(number):
            with suppress(TooMany):
                hit("lots", "a", limit=400, seconds=60, at=OPEN)
                through += 1
        return through

    written = [one for one in statements_of(lambda: tries(8)) if "throttle_count" in one]
    assert len(written) == 2
    throttle.LOTS.clear()  # as another process begins

    assert tries(500) == 400 - 8
    assert tries(1) == 0


def image_bytes(kind: str = "PNG", size: tuple[int, int] = (30, 20), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


def test_pictures_are_made_anew_without_what_hides_in_them():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by the camera
    exif[0x010F] = "a camera's name"
    clean = clean_image(io.BytesIO(image_bytes("JPEG", exif=exif) + b"<script>alert(1)</script>"))

    assert (clean.width, clean.height) == (20, 30)
    assert b"<script>" not in clean.data
    assert b"camera" not in clean.data


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a<script>", b"%PDF-1.7", b"<svg onload=alert(1)>", b"PK\x03\x04", image_bytes()[:40],
     b"%!PS-Adobe-3.0 EPSF-3.0", image_bytes(size=(5000, 4000))],
    ids=["empty", "gif", "pdf", "svg", "zip", "cut", "eps", "huge"],
)  # fmt: skip
def test_anything_but_a_picture_is_refused(app: Flask, data: bytes):
    with app.test_request_context(), pytest.raises(Refused):
        clean_image(io.BytesIO(data))


def test_upload_of_something_else_says_so_beside_the_field(client: Browser):
    event = make_event()
    client.sign_in(make_member(event))

    answer = client.fill(
        f"/manage/{event.slug}/settings", {"picture": (io.BytesIO(b"%PDF-1.7"), "photo.png")}, form="picture",
        content_type="multipart/form-data",
    )  # fmt: skip

    assert answer.status_code == 422
    assert "Choose a picture" in answer.text
