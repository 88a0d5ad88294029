from datetime import UTC, datetime, timedelta

import pytest

from conference.core.db import transaction
from conference.events.models import EventSeries
from tests.factories import ENDS, OPEN, STARTS, make_event, make_project, store

HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch):
    """Set what the pages take for the present: clock(at)."""

    def stand_at(at):
        monkeypatch.setattr("conference.events.views.public.now", lambda: at)

    stand_at(OPEN)
    return stand_at


def test_list_without_events_says_so(client, clock):
    assert "No conferences yet" in client.get("/").text


def test_list_shows_what_is_public_soonest_first(client, clock):
    make_event(title="Second", starts_at=STARTS + HOUR)
    make_event(title="First")
    make_event(title="Draft", published_at=None)
    make_event(title="Over", starts_at=OPEN - 2 * HOUR, ends_at=OPEN - HOUR)

    page = client.get("/").text

    assert "Draft" not in page
    assert [page.index(words) for words in ("Coming up", "First", "Second", "Past", "Over")] == sorted(
        page.index(words) for words in ("Coming up", "First", "Second", "Past", "Over")
    )


def test_list_of_past_events_alone_says_that_none_is_announced(client, clock):
    make_event(title="Over", starts_at=OPEN - 2 * HOUR, ends_at=OPEN - HOUR)

    page = client.get("/").text

    assert "No conference is announced at the moment" in page
    assert "Over" in page


@pytest.mark.parametrize(
    ("at", "values", "expected", "missing"),
    [
        (OPEN, {}, ["Register", "See the agenda", "Registration closes on 12 May 2027, 09:00"], ["places left"]),
        (OPEN, {"capacity": 40, "places_taken": 33}, ["7 places left"], []),
        (OPEN, {"capacity": 40, "places_taken": 40}, ["Every place is taken"], ["places left"]),
        (OPEN, {"registration_opens_at": OPEN + HOUR}, ["Registration opens on 1 Apr 2027, 12:00"], []),
        (OPEN, {"registration_closes_at": OPEN}, ["Registration is closed"], ["Registration closes"]),
        (STARTS, {}, ["Happening now", "What is on now", "/agenda#now"], ["taken place"]),
        (ENDS, {}, ["This conference has taken place", "See the agenda"], ["Registration is closed"]),
    ],
)
def test_event_page_says_what_to_do_next(client, clock, at, values, expected, missing):  # noqa: PLR0917 - cases
    event = make_event(**values)
    clock(at)

    page = client.get(f"/events/{event.slug}/").text

    assert [words for words in expected if words not in page] == []
    assert [words for words in missing if words in page] == []


def test_event_page_tells_when_and_where_on_the_events_own_clock(client, clock):
    event = make_event(
        starts_at=datetime(2027, 5, 11, 20, tzinfo=UTC), ends_at=datetime(2027, 5, 12, 10, tzinfo=UTC),
        zone="Asia/Almaty", venue="Hall of Peace", address="1 Sample Street\nDistrict 2", city="Almaty", country="KZ",
        languages=["en", "ru"], mode="hybrid",
    )  # fmt: skip

    page = client.get(f"/events/{event.slug}/").text

    for words in ("12 May 2027", "01:00 – 15:00", "Almaty, UTC+5", "Hall of Peace", "1 Sample Street<br>District 2",
                  "Kazakhstan", "English, Russian", "In person and online"):  # fmt: skip
        assert words in page
    assert "11 May 2027" not in page


def test_event_page_shows_its_projects_series_and_sample_ribbon(client, clock):
    series = store(EventSeries(slug="infopoint", title="InfoPoint series"))
    event = make_event(series_id=series.id, is_sample=True)
    make_project("BOMCA", event)

    page = client.get(f"/events/{event.slug}/").text

    assert f'href="/events/{event.slug}/projects/BOMCA"' in page
    assert "InfoPoint series" in page
    assert "Sample data" in page
    assert "Funded by the European Union" in page


def test_event_page_can_be_shared(client, clock):
    event = make_event(title="Borders & people", summary="**Two** projects.")

    page = client.get(f"/events/{event.slug}/?lang=ru").text

    assert '<meta property="og:title" content="Borders &amp; people">' in page
    assert '<meta property="og:description" content="Two projects.">' in page
    assert f'<meta property="og:url" content="http://localhost/events/{event.slug}/">' in page
    assert f'hreflang="en" href="http://localhost/events/{event.slug}/?lang=en"' in page


def test_what_organisers_write_is_never_html(client, clock):
    event = make_event(title="<b>Bold</b>", summary="<script>alert(1)</script>", venue="<i>Hall</i>")

    page = client.get(f"/events/{event.slug}/").text

    assert "<b>Bold" not in page
    assert "<script>alert" not in page
    assert "<i>Hall" not in page


def test_unknown_and_draft_events_are_the_same_nothing(client, clock):
    draft = make_event(published_at=None)

    for slug in ("nothing", draft.slug):
        for page in ("", "agenda", "speakers/", "projects/", "privacy", "sessions/AAAAAA"):
            assert client.get(f"/events/{slug}/{page}").status_code == 404


def test_reading_sets_no_cookie(client, clock):
    event = make_event()

    for address in ("/", "/accessibility", *(f"/events/{event.slug}/{page}" for page in ("", "agenda", "privacy"))):
        assert "Set-Cookie" not in client.get(address).headers


def test_privacy_page_shows_the_events_own_words(client, clock):
    event = make_event(controller="The Institute, 1 Street", privacy_text="We keep it *one year*.")

    page = client.get(f"/events/{event.slug}/privacy").text

    assert "The Institute, 1 Street" in page
    assert "<em>one year</em>" in page
    assert "contact@example.org" in page


def test_privacy_page_without_own_words_still_says_who_to_ask(client, clock):
    event = make_event(controller="", privacy_text="")

    page = client.get(f"/events/{event.slug}/privacy").text

    assert "Privacy statement of this conference" not in page
    assert "contact@example.org" in page


def test_accessibility_page_is_linked_from_every_foot(client, clock):
    event = make_event()

    assert 'href="/accessibility"' in client.get("/").text
    assert 'href="/accessibility"' in client.get(f"/events/{event.slug}/").text
    assert "2.2" in client.get("/accessibility").text


def test_places_that_fill_up_change_the_page_at_once(client, clock):
    event = make_event(capacity=20)
    url = f"/events/{event.slug}/"
    tag = client.get(url).headers["ETag"]
    with transaction():
        event.places_taken = 20

    answer = client.get(url, headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert "Every place is taken" in answer.text


def told_in_russian(**values):
    russian = {
        "title": "Конференция",
        "summary": "О чём **речь**",
        "venue": "Дом",
        "address": "Улица 1",
        "city": "Бишкек",
    }
    return make_event(title="Conference", summary="What it is about", venue="House", address="1 Street", city="Bishkek",
                      languages=["en", "ru"], translations={"ru": russian}, **values)  # fmt: skip


def test_event_speaks_the_readers_language(client, clock):
    event = told_in_russian()
    make_project("BOMCA", event, title="Borders", translations={"ru": {"title": "Границы"}})
    address = f"/events/{event.slug}/"

    russian, english = client.get(f"{address}?lang=ru").text, client.get(f"{address}?lang=en").text

    for words in ("Конференция</h1>", "<title>Конференция</title>", "<strong>речь</strong>", "Улица 1", "Границы</a>"):
        assert words in russian
    assert russian.count("Дом") >= 2  # below the title and among the facts
    for words in ("Conference", "House", "1 Street", ">Borders", "What it is about"):
        assert words not in russian
    assert "Conference</h1>" in english
    assert "Конференция" not in english


def test_masthead_list_and_titles_say_the_event_in_the_readers_language(client, clock):
    event = told_in_russian()

    assert "Конференция</a>" in client.get("/?lang=ru").text
    agenda = client.get(f"/events/{event.slug}/agenda?lang=ru").text
    assert "– Конференция</title>" in agenda
    assert "Conference" not in agenda


def test_what_is_not_translated_says_in_which_language_it_is(client, clock):
    event = make_event(title="Conference", summary="What it is about", languages=["en", "ru"])

    page = client.get(f"/events/{event.slug}/?lang=ru").text

    assert '<span lang="en">Conference</span></h1>' in page
    assert '<div class="stack" lang="en"><p>What it is about</p>' in page
