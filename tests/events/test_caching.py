import gzip
from datetime import UTC, datetime, timedelta

import brotli
import pytest

from conference.core.db import transaction
from conference.events.caching import Ages, Pages
from conference.events.services import touch_event
from tests.factories import make_event, make_member, make_project


@pytest.fixture
def page(client):
    event = make_event(title="Шекара – Border")
    return f"/events/{event.slug}/agenda"


def test_page_that_the_visitor_has_is_answered_with_304(client, page):
    first = client.get(page)

    again = client.get(page, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "no-cache"


def test_tag_that_a_proxy_weakened_still_counts(client, page):
    tag = client.get(page).headers["ETag"]

    assert client.get(page, headers={"If-None-Match": f"W/{tag}"}).status_code == 304


def test_change_of_the_event_makes_another_page(client, page):
    event = make_event(title="Before")
    url = f"/events/{event.slug}/"
    old = client.get(url)
    with transaction():
        event.title = "Afterwards"
        touch_event(event.id)

    new = client.get(url, headers={"If-None-Match": old.headers["ETag"]})

    assert new.status_code == 200
    assert "Afterwards" in new.text
    assert new.headers["ETag"] != old.headers["ETag"]


def test_change_of_a_project_makes_another_page(client):
    event = make_event()
    project = make_project(event=event, title="Old name")
    url = f"/events/{event.slug}/"
    assert "Old name" in client.get(url).text
    with transaction():
        project.title = "New name"

    assert "New name" in client.get(url).text


def test_languages_and_addresses_have_pages_of_their_own(client, page):
    tags = {
        client.get(address, headers=headers).headers["ETag"]
        for address, headers in [
            (page, {}),
            (page, {"Accept-Language": "ru"}),
            (f"{page}?project=BOMCA", {}),
            (page, {"Accept-Encoding": "br"}),
        ]
    }

    assert len(tags) == 4


@pytest.mark.parametrize(("encoding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_page_is_compressed_as_the_browser_asks(client, page, encoding, decode):
    plain = client.get(page)

    for _ in range(2):  # made, then from memory
        answer = client.get(page, headers={"Accept-Encoding": encoding})
        assert answer.headers["Content-Encoding"] == encoding
        assert decode(answer.data) == plain.data
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_member_of_the_team_gets_a_page_that_nobody_else_gets(client):
    event = make_event()
    member = make_member(event)
    client.sign_in(member)

    answer = client.get(f"/events/{event.slug}/")

    assert answer.status_code == 200
    assert "ETag" not in answer.headers


def test_draft_is_shown_to_its_team_and_kept_nowhere(client):
    event = make_event(published_at=None)
    member = make_member(event)
    assert client.get(f"/events/{event.slug}/").status_code == 404
    client.sign_in(member)

    answer = client.get(f"/events/{event.slug}/")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_very_long_query_is_not_kept(client, page):
    answer = client.get(f"{page}?room={'x' * 300}")

    assert answer.status_code == 200
    assert "ETag" not in answer.headers


def test_pages_keep_those_used_last():
    pages = Pages(most=2)
    pages.keep("a", b"1")
    pages.keep("b", b"2")
    pages.find("a")
    pages.keep("c", b"3")

    assert [pages.find(tag) for tag in "abc"] == [b"1", None, b"3"]


def test_pages_keep_no_more_bytes_than_allowed():
    pages = Pages(most=10, most_bytes=5)
    for tag in "abc":
        pages.keep(tag, b"22")
    pages.keep("c", b"333")

    assert [pages.find(tag) for tag in "abc"] == [None, b"22", b"333"]
    assert pages.bytes == 5


def test_content_that_follows_within_a_second_counts_as_younger():
    ages = Ages()
    at = datetime(2027, 5, 12, 7, 0, 0, 200_000, tzinfo=UTC)
    first = ages.since("/a", "one", at)

    assert first == at.replace(microsecond=0)
    assert ages.since("/a", "one", at + timedelta(hours=1)) == first
    assert ages.since("/a", "two", at + timedelta(milliseconds=300)) == first + timedelta(seconds=1)
    assert ages.since("/b", "two", at + timedelta(hours=1)) == first + timedelta(hours=1)


def test_ages_forget_the_addresses_used_longest_ago():
    ages = Ages(most=1)
    at = datetime(2027, 5, 12, 7, tzinfo=UTC)
    for address in "ab":
        ages.since(address, "one", at)

    assert list(ages.known) == ["b"]
