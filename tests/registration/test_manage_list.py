"""The organisers' table of registrations: finding, sorting, paging, who may see it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from conference.core import audit
from conference.core.db import db
from conference.core.text import fold
from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration import page_queries, searching, services
from conference.registration.manage_queries import RegistrationFilter
from conference.registration.models import Registration
from conference.registration.rules import Details
from tests.browser import Browser
from tests.counting import count_queries
from tests.factories import OPEN, make_category, make_event, make_member, store_registration

PEOPLE = ("Өмүрбек Улгу", "Jānis Bērziņš", "Oʻgʻiloy Gʻulomova", "Nguyễn", "Анна Каренина")


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event()
    client.sign_in(make_member(event))
    return event


def names_shown(client: Browser, event: Event, query: str) -> list[str]:
    answer = client.get(f"/manage/{event.slug}/registrations/?{query}")
    assert answer.status_code == 200
    rows = answer.text.split('class="table__name">')[1:]
    return [row.split("<bdi>")[1].split("</bdi>")[0] for row in rows]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("omurbek", "Өмүрбек Улгу"),
        ("ӨМҮРБЕК", "Өмүрбек Улгу"),
        ("berzins", "Jānis Bērziņš"),
        ("bērziņš, jānis", "Jānis Bērziņš"),
        ("ogiloy", "Oʻgʻiloy Gʻulomova"),
        ("o'g'iloy", "Oʻgʻiloy Gʻulomova"),
        ("nguyen", "Nguyễn"),
        ("karenina anna", "Анна Каренина"),
    ],
)
def test_search_finds_names_in_any_script(client: Browser, event: Event, typed: str, name: str):
    for person in PEOPLE:
        store_registration(event, name=person)

    assert names_shown(client, event, f"q={typed}") == [name]


def test_search_finds_codes_addresses_and_organisations(client: Browser, event: Event):
    store_registration(event, name="Ada", code="ABCD2345")
    store_registration(event, name="Bo", email="Bo.Sample@Example.org", organisation="Ministry of Interior")

    assert names_shown(client, event, "q=abcd") == ["Ada"]
    assert names_shown(client, event, "q=bo.sample@example.org") == ["Bo"]
    assert names_shown(client, event, "q=interior ministry") == ["Bo"]


@pytest.mark.parametrize("typed", ["%25", "_", "%25' AND 1=1", "' OR 1=1 --", '"; DROP TABLE registration', "\\", "*"])
def test_search_for_signs_is_only_a_search(client: Browser, event: Event, typed: str):
    store_registration(event, name="Ada", code="ABCD2345", email="ada@example.org")

    assert names_shown(client, event, f"q={typed}") == []
    assert "Nobody matches" in client.get(f"/manage/{event.slug}/registrations/?q={typed}").text


def test_filters_narrow_by_state_and_category(client: Browser, event: Event):
    press = make_category(event, "press")
    store_registration(event, press, name="Pia", state="pending")
    store_registration(event, make_category(event, "staff"), name="Sam", state="pending")
    store_registration(event, press, name="Per")

    assert names_shown(client, event, "status=pending&category=press") == ["Pia"]
    assert names_shown(client, event, "status=pending&sort=name") == ["Pia", "Sam"]
    assert len(names_shown(client, event, "status=nonsense&category=nobody")) == 3


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Ada", "Bo", "Өмүрбек"]),
        ("-name", ["Өмүрбек", "Bo", "Ada"]),
        ("registered", ["Bo", "Өмүрбек", "Ada"]),
        ("organisation", ["Өмүрбек", "Ada", "Bo"]),
        ("", ["Ada", "Өмүрбек", "Bo"]),
        ("password_hash", ["Ada", "Өмүрбек", "Bo"]),
        ("--name", ["Ada", "Өмүрбек", "Bo"]),
        ("(select 1)", ["Ada", "Өмүрбек", "Bo"]),
    ],
)
def test_sort_takes_known_columns_only(client: Browser, event: Event, sort: str, names: list[str]):
    for minutes, (name, organisation) in enumerate([("Bo", "Zoo"), ("Өмүрбек", "Agency"), ("Ada", "Ministry")]):
        store_registration(event, name=name, organisation=organisation, created_at=OPEN + timedelta(minutes=minutes))

    assert names_shown(client, event, f"sort={sort}") == names


@pytest.mark.parametrize(
    ("page", "shown"), [("1", 50), ("2", 1), ("3", 1), ("0", 50), ("-1", 50), ("x", 50), ("9" * 30, 50)]
)
def test_pages_are_bounded(client: Browser, event: Event, page: str, shown: int):
    for number in range(51):
        store_registration(event, name=f"Person {number}")

    assert len(names_shown(client, event, f"page={page}")) == shown


def test_names_are_shown_as_text(client: Browser, event: Event):
    store_registration(event, name='"><img src=x onerror=alert(1)>', organisation="<script>1</script>")

    page = client.get(f"/manage/{event.slug}/registrations/?q=<script>alert(1)</script>").text
    assert "<script>alert" not in page
    page = client.get(f"/manage/{event.slug}/registrations/").text
    assert "<img" not in page
    assert "&lt;script&gt;1&lt;/script&gt;" in page


def test_table_needs_the_same_queries_for_many(client: Browser, event: Event):
    category = make_category(event)

    def fetch() -> None:
        client.get(f"/manage/{event.slug}/registrations/")

    store_registration(event, category)
    fetch()  # reads the form of the event, once
    one = count_queries(fetch)
    for number in range(12):
        store_registration(event, category, name=f"Person {number}")

    assert count_queries(fetch) == one


def test_other_events_people_are_not_there(client: Browser, event: Event):
    other = make_event()
    stranger = store_registration(other, name="Stranger")

    assert names_shown(client, event, "q=stranger") == []
    assert client.get(f"/manage/{event.slug}/registrations/{stranger.code}").status_code == 404
    assert client.get(f"/manage/{other.slug}/registrations/").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [(Role.OWNER, 200), (Role.EDITOR, 200), (Role.VIEWER, 200), (Role.DOOR, 403)]
)
def test_roles_that_see_attendees(client: Browser, role: Role, status: int):
    event = make_event()
    client.sign_in(make_member(event, role))

    for address in ("", "export.csv"):
        assert client.get(f"/manage/{event.slug}/registrations/{address}").status_code == status


def test_anonymous_visitor_is_asked_to_sign_in(client: Browser):
    event = make_event()

    answer = client.get(f"/manage/{event.slug}/registrations/?q=a")

    assert answer.headers["Location"].startswith("/account/sign-in?next=/manage/")


def test_empty_event_says_that_people_will_come(client: Browser, event: Event):
    assert "No registrations yet" in client.get(f"/manage/{event.slug}/registrations/").text


def test_search_while_typing_gets_the_results_alone(client: Browser, event: Event):
    store_registration(event, name="Jānis Bērziņš")
    store_registration(event, name="Ada")

    page = client.get(f"/manage/{event.slug}/registrations/?q=berz&part=results").text

    assert "Jānis Bērziņš" in page
    assert "1 person" in page
    assert "Ada" not in page
    assert 'role="search"' not in page


def test_filters_count_with_the_others_as_they_are(client: Browser, event: Event):
    press = make_category(event, "press")
    staff = make_category(event, "staff")
    store_registration(event, press, state="pending", country="LV", language="ru")
    store_registration(event, press, state="pending", country="KG")
    store_registration(event, staff, state="pending", country="KG", verified_at=OPEN)
    store_registration(event, staff, organisation="Ministry", source="walk_in")

    page = client.get(f"/manage/{event.slug}/registrations/?status=pending&category=press").text

    for words in (
        "Pending (2)", "Confirmed (0)", "Press (2)", "Staff (1)", "Latvia (1)", "Kyrgyzstan (1)", "Ministry (1)",
        "The door (0)", "Not confirmed (2)",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("country=LV", ["Ada"]),
        ("mode=online", ["Bo"]),
        ("organisation=Ministry of Interior", ["Bo"]),
        ("source=import", ["Cy"]),
        ("language=ru", ["Cy"]),
        ("verified=yes", ["Ada"]),
        ("verified=no&language=en", ["Bo"]),
        ("country=LV&mode=online", []),
        ("mode=nonsense&country=XXXXXX&verified=maybe", []),
    ],
)
def test_filters_by_every_property(client: Browser, event: Event, query: str, names: list[str]):
    store_registration(event, name="Ada", country="LV", verified_at=OPEN)
    store_registration(event, name="Bo", mode="online", organisation="Ministry of Interior")
    store_registration(event, name="Cy", source="import", language="ru")

    assert names_shown(client, event, query) == names


def test_more_than_can_be_counted_is_said_to_be_more(client: Browser, event: Event, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page_queries, "MOST_FOUND", 3)
    monkeypatch.setattr(searching, "MOST_FOUND", 3)
    for number in range(5):
        store_registration(event, name=f"Person {number}", created_at=OPEN + timedelta(minutes=number))

    store_registration(event, name="Person seven", organisation="Agency", created_at=OPEN + timedelta(minutes=7))

    assert "more than 3 people" in client.get(f"/manage/{event.slug}/registrations/?q=person").text
    assert len(names_shown(client, event, "q=person&sort=name")) == 6
    assert names_shown(client, event, "q=person&organisation=Agency") == ["Person seven"]


def test_search_follows_a_changed_name(client: Browser, event: Event):
    person = store_registration(event, name="Ada Sample")
    services.change_details(person.id, Details(name="Зарина Новая"), actor=audit.SYSTEM, at=OPEN)

    assert names_shown(client, event, "q=sample") == []
    assert names_shown(client, event, "q=zarina") == ["Зарина Новая"]


LETTERS = st.characters(categories=["L", "M", "Nd"])
NAMES = st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, data=st.data())
def test_any_part_of_a_folded_word_of_a_name_finds_it(db_session: object, name: str, data: st.DataObject):
    event = db.session.scalars(select(Event)).first() or make_event()
    person = store_registration(event, name=name)
    words = [word for word in fold(name).split() if word[0] not in "@.+_-"]
    assume(words)
    word = data.draw(st.sampled_from(words))
    start = data.draw(st.integers(0, len(word) - 1))
    part = word[start : data.draw(st.integers(start + 1, len(word)))]
    mine = [Registration.id == person.id]

    assert searching.first_ids(part, mine) == [person.id]
    assert searching.first_ids(" ".join(reversed(words)).upper(), mine) == [person.id]


def test_columns_are_chosen_and_kept_in_every_address(client: Browser, event: Event):
    store_registration(event, name="Ada", email="ada@example.org", organisation="Agency", country="LV")

    page = client.get(f"/manage/{event.slug}/registrations/?columns=email,country,password_hash").text

    assert "ada@example.org</span></td>" in page
    assert "Latvia</td>" in page
    assert "Agency</span></td>" not in page
    assert "from=all&amp;columns=email,country&amp;sort=" in page
    assert "export.csv?columns=name,national_name,email,country" in page
    assert "export.csv?columns=all" in page


def follow(client: Browser, event: Event, query: str, word: str) -> list[list[str]]:
    """The names on each page from `query` on, as the links with this word lead."""
    address, found = f"/manage/{event.slug}/registrations/?{query}", []
    while address:
        page = client.get(address).text
        found.append([row.split("<bdi>")[1].split("</bdi>")[0] for row in page.split('class="table__name">')[1:]])
        link = page.partition(f'rel="{word}" href="')[2].partition('"')[0]
        address = link.replace("&amp;", "&")
    return found


@pytest.mark.parametrize(
    "sort", ["name", "-name", "country", "-country", "category", "-category", "registered", "status"]
)
def test_each_person_is_on_one_page_whichever_way_one_goes(
    client: Browser, event: Event, sort: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(page_queries, "PAGE_SIZE", 3)
    kinds = [make_category(event, code, position=place) for place, code in enumerate(("press", "staff"))]
    for number in range(11):
        country = ("LV", "KG", None)[number % 3]
        store_registration(event, kinds[number % 2], name=f"Person {number % 4}", country=country)
    every = page_queries.ids_of_registrations(event.id, RegistrationFilter(sort=sort))

    onwards = follow(client, event, f"sort={sort}", "next")
    back = follow(client, event, f"sort={sort}&page=4", "prev")
    numbered = [names_shown(client, event, f"sort={sort}&page={number}") for number in (1, 2, 3, 4)]

    names = {row.id: row.name for row in page_queries.rows_of(every)}
    in_order = [names[ident] for ident in every]
    assert onwards == numbered == back[::-1]
    assert [name for page in onwards for name in page] == in_order


def test_a_page_follows_its_rows_when_people_come_in_between(
    client: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(page_queries, "PAGE_SIZE", 2)
    for number in range(6):
        store_registration(event, name=f"Person {number}", code=f"CODE000{number}")
    page = client.get(f"/manage/{event.slug}/registrations/?sort=name").text
    store_registration(event, name="Person 0 new")

    link = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")

    assert "after=CODE0001" in link
    assert names_shown(client, event, link.partition("?")[2]) == ["Person 2", "Person 3"]
    assert names_shown(client, event, "sort=name&page=3&after=NOBODY00") == ["Person 3", "Person 4"]
    assert names_shown(client, event, "sort=name&page=1&before=CODE0001") == ["Person 0", "Person 0 new"]
