"""What pages say to programs, and the pages that tell people of it; in a feed, what has changed."""

import json
import re
from html import unescape
from xml.etree.ElementTree import fromstring

import pytest

from tests.exports.conftest import HOSTILE
from tests.factories import make_session, place, run_by

ATOM = "{http://www.w3.org/2005/Atom}"


def data_of(page: str) -> dict:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(text)


def test_event_says_what_search_engines_ask_for(conference):
    data = data_of(conference.get("").text)

    assert (data["@type"], data["startDate"], data["endDate"]) == (
        "BusinessEvent", "2027-05-12T09:00:00+02:00", "2027-05-13T17:00:00+02:00",
    )  # fmt: skip
    assert data["location"][0]["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Rue de la Loi 170",
        "addressLocality": "Brussels",
        "addressCountry": "BE",
    }
    assert data["image"] == ["http://localhost/events/2027-in-brussels/agenda.png"]
    assert [person["name"] for person in data["performer"]] == ["Ada Sample"]
    assert data["funder"] == [{"@type": "Organization", "name": "European Union"}]
    assert {"@id": f"http://localhost/events/2027-in-brussels/sessions/{conference.opening.code}"} in data["subEvent"]


def test_session_belongs_to_its_event_and_its_project(conference):
    data = data_of(conference.get(f"sessions/{conference.opening.code}").text)

    assert (data["@type"], data["name"]) == ("Event", "Opening")
    assert data["superEvent"]["@id"] == "http://localhost/events/2027-in-brussels/"
    assert data["about"][0]["alternateName"] == "BOMCA"
    assert [person["name"] for person in data["performer"]] == ["Ada Sample"]
    assert data["location"][0]["name"] == "Plenary, Charlemagne"


def test_cancelled_session_says_so_to_search_engines(conference):
    data = data_of(conference.get(f"sessions/{conference.cancelled.code}").text)

    assert data["eventStatus"] == "https://schema.org/EventCancelled"


def test_speaker_is_a_person_with_parts(conference):
    (item,) = conference.api("/speakers")["items"]
    data = data_of(conference.get(f"speakers/{item['code']}").text)

    assert (data["@type"], data["name"], data["description"]) == ("Person", "Ada Sample", "Knows much")
    assert data["performerIn"] == [
        {"@id": f"http://localhost/events/2027-in-brussels/sessions/{conference.opening.code}"}
    ]


def test_hostile_title_does_not_end_the_block(conference):
    item = next(item for item in conference.api("/sessions")["items"] if item["title"].startswith("Q&A"))
    page = conference.get(f"sessions/{item['code']}").text

    assert data_of(page)["name"] == HOSTILE
    assert "</script>" not in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0]


@pytest.mark.parametrize("page", ["", "agenda", "sessions/{code}"])
def test_pages_lead_programs_to_their_files(conference, page):
    text = conference.get(page.format(code=conference.opening.code)).text
    links = re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">', text)

    assert ("text/calendar", "/events/2027-in-brussels/agenda.ics") in links
    assert ("application/atom+xml", "/events/2027-in-brussels/releases.atom") in links
    for _kind, address in links:
        assert conference.client.get(address).status_code == 200


@pytest.mark.parametrize("page", ["", "agenda", "speakers/", "projects/", "projects/BOMCA", "sessions/{code}"])
def test_pages_tell_other_sites_what_they_are(conference, page):
    text = conference.get(page.format(code=conference.opening.code)).text
    told = dict(re.findall(r'<meta property="(og:[a-z_:]+)" content="([^"]*)">', text))

    assert {"og:title", "og:type", "og:url", "og:site_name", "og:locale"} <= set(told)
    assert told["og:url"].startswith("http://localhost/events/2027-in-brussels/")


def test_news_tell_what_changed_in_each_release(conference):
    project_session = make_session(conference.event, "Added")
    run_by(project_session, conference.event.projects[0])
    place(project_session, conference.hall)
    conference.release(days=2)
    feed = fromstring(conference.get("releases.atom").data)  # noqa: S314 - our own
    third, second, first = feed.findall(f"{ATOM}entry")

    assert feed.findtext(f"{ATOM}updated") == third.findtext(f"{ATOM}updated") == "2027-04-03T09:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "BOMCA"
    assert all(entry.findtext(f"{ATOM}updated") and entry.findtext(f"{ATOM}id") for entry in (third, second, first))
    address = f"http://localhost/events/2027-in-brussels/sessions/{project_session.code}"
    assert f'<a href="{address}">Added</a>: New: 12 May 2027, 09:00–10:00, Plenary' in third.findtext(
        f"{ATOM}content", ""
    )
    assert "Called off" in second.findtext(f"{ATOM}content", "")
    assert first.findtext(f"{ATOM}content") == "<p>The first version: 4 sessions.</p>"
    page, part = third.find(f"{ATOM}link").get("href").split("#")
    assert page == "http://localhost/events/2027-in-brussels/agenda/changes"
    assert f'id="{part}"' in conference.client.get(page).text


def test_page_of_feeds_offers_each_part_of_the_agenda(conference):
    page = conference.get("feeds").text

    assert 'href="webcal://localhost/events/2027-in-brussels/agenda.ics"' in page
    assert 'data-copy="http://localhost/events/2027-in-brussels/schedule.xml"' in page
    for address in re.findall(r'href="(http://localhost/events/[^"]+\.ics[^"]*)"', page):
        assert conference.client.get(address.replace("&amp;", "&")).status_code == 200


def test_widget_page_shows_two_lines_and_loads_the_script(conference):
    page = conference.get("widget").text

    without_script = '<a href="http://localhost/events/2027-in-brussels/agenda">Agenda</a>'
    assert f"<conference-agenda>{without_script}</conference-agenda>" in unescape(page)
    assert '<script type="module" src="/events/2027-in-brussels/widget.js"></script>' in page


def test_widget_speaks_every_language_and_holds_no_markup_of_its_own(conference):
    script = conference.get("widget.js").text
    words = json.loads(re.findall(r"const WORDS = (\{.*\});", script)[0])

    assert set(words) == {"en", "ru"}
    assert words["en"].keys() == words["ru"].keys()
    for name in re.findall(r"this\.words\.(\w+)", script):
        assert words["en"][name]
    assert "innerHTML" not in script
    assert "eval(" not in script


def test_agenda_offers_what_it_shows_as_a_calendar(conference):
    page = conference.get("agenda?project=BOMCA").text

    assert 'href="/events/2027-in-brussels/agenda.ics?project=BOMCA"' in page
    assert 'href="/events/2027-in-brussels/feeds"' in page


@pytest.mark.parametrize(
    "page", ["", "privacy", "agenda", "speakers/", "projects/", "projects/BOMCA", "feeds", "widget"]
)
def test_every_public_page_has_one_picture_to_share_that_is_there(conference, page):
    text = conference.get(page).text

    (address,) = re.findall(r'<meta property="og:image" content="([^"]+)">', text)
    assert text.count('name="twitter:card"') == 1
    answer = conference.client.get(address.removeprefix("http://localhost"))
    assert (answer.status_code, answer.mimetype) == (200, "image/png")


def test_every_session_has_words_and_a_picture_to_share_that_is_there(conference):
    for item in conference.api("/sessions")["items"]:
        text = conference.get(f"sessions/{item['code']}").text
        (address,) = re.findall(r'<meta property="og:image" content="([^"]+)">', text)
        (words,) = re.findall(r'<meta property="og:description" content="([^"]+)">', text)

        assert conference.client.get(address.removeprefix("http://localhost")).status_code == 200
        assert data_of(text)["image"] == [address]
        assert words


def test_what_fails_for_the_head_of_a_page_does_not_fail_again_on_the_page_of_the_error(conference, monkeypatch):
    def broken(*_values, **_names):
        raise RuntimeError

    monkeypatch.setattr("conference.exports.heads.jsonld.session", broken)
    conference.client.application.config["PROPAGATE_EXCEPTIONS"] = False
    answer = conference.get(f"sessions/{conference.opening.code}")

    assert answer.status_code == 500
    assert "quote this reference" in answer.text
    assert "agenda.ics" not in conference.get("sessions/NOSUCH").text
