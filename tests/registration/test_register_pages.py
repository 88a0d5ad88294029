"""The way to a place, as a visitor without script, cookie or account walks it."""

from typing import Any

import pytest
from sqlalchemy import select, update

from conference.core.audit import SYSTEM
from conference.core.db import db, transaction
from conference.events.models import Event
from conference.events.services import publish_event
from conference.registration.models import Consent, Registration, RegistrationSettings
from tests.browser import Browser, forms_of
from tests.counting import statements_of
from tests.factories import ENDS, OPEN, STARTS, make_category, make_event, make_member, store
from tests.registration.conftest import places

pytestmark = pytest.mark.usefixtures("clock")

ADA = {"name": "Ada Lovelace", "email": "ada@example.org", "organisation": "Analytical Engines", "country": "KG"}


@pytest.fixture
def slug(db_session: object) -> str:
    event = make_event(slug="infopoint", capacity=10, controller="ICMPD, Vienna", privacy_text="Kept **90 days**.")
    make_category(event)
    return event.slug


def registrations() -> list[Registration]:
    db.session.rollback()
    return list(db.session.scalars(select(Registration).order_by(Registration.id)))


def test_registering_on_one_page(client: Browser, slug: str, letters: Any):
    answer = client.fill(f"/events/{slug}/register", {**ADA, "national_name": "Эйда", "photo": "y"})

    assert (answer.status_code, answer.location) == (303, f"/events/{slug}/register/sent")
    (row,) = registrations()
    assert (row.name, row.national_name, row.email, row.organisation, row.country, row.language, row.state) == (
        "Ada Lovelace", "Эйда", "ada@example.org", "Analytical Engines", "KG", "en", "confirmed",
    )  # fmt: skip
    assert row.consents[0].text in client.get(f"/events/{slug}/register").text
    assert "Check your e-mail" in client.get(answer.location).text


def test_reading_and_sending_the_form_leaves_no_cookie(client: Browser, slug: str):
    page = client.get(f"/events/{slug}/register")
    answer = client.send(page.request.path, forms_of(page.text)[0], ADA)

    assert answer.status_code == 303
    assert "Set-Cookie" not in page.headers
    assert "Set-Cookie" not in answer.headers
    assert "Set-Cookie" not in client.get(answer.location).headers


def test_form_of_an_event_that_was_withdrawn_meanwhile_waits_until_it_is_back(client: Browser, slug: str):
    address = f"/events/{slug}/register"
    (form, *_others) = forms_of(client.get(address).text)
    event = db.session.scalars(select(Event)).one()
    publish_event(event.id, published=False, actor=SYSTEM, at=OPEN)

    answer = client.send(address, form, ADA)

    assert answer.status_code == 409
    assert "The organisers took this event off the site while you were filling in the form." in answer.text
    assert 'href="mailto:contact@example.org"' in answer.text
    assert registrations() == []

    (kept,) = forms_of(answer.text)
    assert client.send(address, kept, {}).status_code == 409
    publish_event(event.id, published=True, actor=SYSTEM, at=OPEN)
    assert client.send(address, kept, {}).status_code == 303
    assert [row.name for row in registrations()] == ["Ada Lovelace"]


def test_nobody_learns_of_a_draft_by_sending_a_form(client: Browser, slug: str):
    (form, *_others) = forms_of(client.get(f"/events/{slug}/register").text)
    make_event(slug="secret", published_at=None)
    withdrawn = db.session.scalars(select(Event).where(Event.slug == slug)).one()

    assert client.send("/events/secret/register", form, ADA).status_code == 404
    publish_event(withdrawn.id, published=False, actor=SYSTEM, at=OPEN)
    assert client.get(f"/events/{slug}/register").status_code == 404
    assert client.post(f"/events/{slug}/register", data=ADA).status_code == 404


def test_registration_closed_meanwhile_is_said_above_what_was_typed(client: Browser, slug: str):
    address = f"/events/{slug}/register"
    (form, *_others) = forms_of(client.get(address).text)
    with transaction() as session:
        session.execute(update(Event).values(registration_closes_at=OPEN, version=Event.version + 1))

    answer = client.send(address, form, ADA)

    assert answer.status_code == 409
    assert "Registration is closed: it ended on 1 Apr 2027, 11:00" in answer.text
    assert 'value="Ada Lovelace"' in answer.text


def test_nobody_consents_by_forgetting(client: Browser, slug: str):
    client.fill(f"/events/{slug}/register", ADA)

    assert db.session.scalars(select(Consent)).all() == []


def test_the_page_says_what_happens_to_the_data(client: Browser, slug: str):
    page = client.get(f"/events/{slug}/register").text

    assert "ICMPD, Vienna" in page
    assert "Kept <strong>90 days</strong>." in page
    assert f"/events/{slug}/privacy" in page


def test_each_field_has_its_autocomplete_word(client: Browser, slug: str):
    page = client.get(f"/events/{slug}/register").text

    for word in ("name", "email", "organization", "country"):
        assert f'autocomplete="{word}"' in page


def test_an_empty_form_is_answered_with_all_that_is_missing(client: Browser, slug: str):
    answer = client.fill(f"/events/{slug}/register")

    assert answer.status_code == 422
    assert "<title>Error:" in answer.text
    for words in (
        "Enter your full name",
        "Enter your e-mail address",
        "Enter your organisation",
        "Choose your country",
    ):
        assert words in answer.text
    assert registrations() == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " \t ", "Enter your full name"),
        ("name", "x" * 10_000, "Use 200 characters or fewer"),
        ("name", "Ada\u202egnp.exe", "invisible characters that change the direction"),
        ("name", "Ada\x07", "invisible control characters"),
        ("name", "Z" + "\u0301" * 40, "Use fewer accents"),
        ("organisation", "x" * 301, "Use 300 characters or fewer"),
        ("email", "a@example.org,b@evil.example", "Enter one e-mail address"),
        ("email", "a@example.org\nBcc: x@evil.example", "Enter one e-mail address"),
        ("email", "<a@example.org>", "Enter one e-mail address"),
        ("email", f"{'a' * 65}@example.org", "Enter one e-mail address"),
        ("name", "\u200b", "Enter your full name"),
        ("email", f"{'ΐ' * 60}@{'a' * 60}.{'b' * 20}.org", "Enter one e-mail address"),  # grows when folded
        ("email", "a" * 300 + "@example.org", "Use 254 characters or fewer"),
        ("country", "XX", "Choose one of the list"),
        ("category", "press", "Choose how you take part: what you chose is no longer offered"),
        ("language", "xx", "Choose the language of your e-mails"),
        ("name", ["Ada", "Bo"], "Give one answer only"),
        ("country", ["KG", "KZ"], "Give one answer only"),
    ],
)
def test_what_cannot_be_accepted_is_said_in_words_and_kept(client: Browser, slug: str, field, value, words):
    answer = client.fill(f"/events/{slug}/register", {**ADA, field: value})

    assert answer.status_code == 422
    assert words in answer.text
    assert "Analytical Engines" in answer.text or field == "organisation"
    assert registrations() == []


@pytest.mark.parametrize(
    "name",
    ["李", "O'Brien", "Null", "Robert'); DROP TABLE registration;--", "Ægir", "مريم", "👩🏽‍🚀", "Oʻgʻiloy",
     "Jānis Bērziņš", "x" * 200, "<b>Ada</b>", "{{ config }}", "{event.contact_email}", "Өмүрбек Уулу Асан"],
)  # fmt: skip
def test_names_are_stored_as_they_are(client: Browser, slug: str, name: str):
    assert client.fill(f"/events/{slug}/register", {**ADA, "name": name}).status_code == 303

    assert [row.name for row in registrations()] == [name]


def test_fields_of_no_form_of_ours_change_nothing(client: Browser, slug: str):
    extra = {"state": "cancelled", "event_id": "2", "link_digest": "abc", "version": "9", "id": "77", "code": "AAAA"}

    client.fill(f"/events/{slug}/register", {**ADA, **extra})

    (row,) = registrations()
    assert (row.state, row.version) == ("confirmed", 1)
    assert row.code != "AAAA"


def test_known_and_new_addresses_look_the_same(client: Browser, slug: str):
    first = client.fill(f"/events/{slug}/register", ADA)
    known = client.fill(f"/events/{slug}/register", {**ADA, "email": "ADA@example.org"})

    assert (first.status_code, first.location, first.text) == (known.status_code, known.location, known.text)
    assert len(registrations()) == 1


def test_the_back_button_and_a_second_click_end_at_the_first_registration(client: Browser, slug: str):
    page = client.get(f"/events/{slug}/register")
    form = forms_of(page.text)[0]

    answers = [client.send(f"/events/{slug}/register", form, ADA) for _ in range(3)]

    assert [answer.location for answer in answers] == [f"/events/{slug}/register/sent"] * 3
    assert len(registrations()) == 1


def test_a_page_open_for_too_long_comes_back_filled_in(client: Browser, slug: str):
    answer = client.fill(f"/events/{slug}/register", {**ADA, "csrf_token": "stale"})

    assert answer.status_code == 400
    assert "Ada Lovelace" in answer.text
    assert registrations() == []
    form = forms_of(answer.text)[0]
    assert client.send(f"/events/{slug}/register", form, {}).status_code == 303


def test_categories_are_offered_when_there_is_a_choice(client: Browser, slug: str):
    event = make_event(slug="choice")
    make_category(event, "participant", position=0)
    make_category(event, "press", position=1, needs_approval=True)
    make_category(event, "vip", is_public=False)

    page = client.get("/events/choice/register").text
    assert "Press (the organisers confirm each place)" in page
    assert "Vip" not in page
    assert "How do you take part?" not in client.get(f"/events/{slug}/register").text
    assert client.fill("/events/choice/register", ADA).status_code == 422
    assert client.fill("/events/choice/register", {**ADA, "category": "vip"}).status_code == 422
    assert client.fill("/events/choice/register", {**ADA, "category": "press"}).status_code == 303
    assert [row.state for row in registrations()] == ["pending"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"registration_closes_at": OPEN}, "Registration is closed"),
        ({"registration_opens_at": STARTS, "registration_closes_at": ENDS}, "Registration is not open yet"),
        ({"capacity": 0}, "Every place is taken"),
    ],
)
def test_without_a_way_in_the_page_says_so_and_a_sent_form_is_kept(client: Browser, values, words):
    event = make_event(slug="shut")
    make_category(event)
    store(RegistrationSettings(event_id=event.id, waiting_list="off"))
    page = client.get("/events/shut/register")
    for name, value in values.items():
        setattr(db.session.merge(event), name, value)
    db.session.commit()

    sent = client.send("/events/shut/register", forms_of(page.text)[0], ADA)
    instead = client.get("/events/shut/register")

    assert sent.status_code == 409
    assert words in sent.text
    assert "Ada Lovelace" in sent.text
    assert instead.status_code == 200
    assert words in instead.text
    assert "submit_key" not in instead.text
    assert "contact@example.org" in instead.text
    assert registrations() == []


def test_by_invitation_and_past_have_pages_of_their_own(client: Browser):
    invited = make_event(slug="invited")
    make_category(invited, is_public=False)
    past = make_event(slug="past", ends_at=OPEN, starts_at=OPEN.replace(hour=1), registration_closes_at=None)
    make_category(past)

    assert "Registration is by invitation" in client.get("/events/invited/register").text
    assert "This event is over" in client.get("/events/past/register").text


def test_a_category_that_filled_up_is_named_beside_the_field(client: Browser):
    event = make_event(slug="choice")
    make_category(event, "participant")
    make_category(event, "press", capacity=0)

    answer = client.fill("/events/choice/register", {**ADA, "category": "press"})

    assert answer.status_code == 409
    assert "Press (every place is taken: waiting list)" in answer.text
    assert "put me on the waiting list" in answer.text
    assert 'id="category-error"' in answer.text
    assert "Every place of this kind is taken. Tick the box to wait for one" in answer.text


def test_a_room_that_filled_up_meanwhile_leads_to_the_waiting_list_below(client: Browser):
    event = make_event(slug="hall", mode="hybrid", capacity=0, online_capacity=5)
    make_category(event)

    answer = client.fill("/events/hall/register", {**ADA, "mode": "in_person"})

    assert answer.status_code == 409
    assert "Every place is taken. Tick the box to wait for one" in answer.text
    assert 'id="wait-error"' in answer.text
    assert 'href="#wait"' in answer.text


def test_a_draft_takes_no_registrations_and_shows_itself_to_its_team_only(client: Browser):
    event = make_event(slug="draft", published_at=None)
    make_category(event)
    assert client.get("/events/draft/register").status_code == 404

    client.sign_in(make_member(event))

    assert "This event is not published yet" in client.get("/events/draft/register").text


def test_a_lost_link_page_answers_the_same_for_everybody(client: Browser, slug: str, letters: Any):
    client.fill(f"/events/{slug}/register", ADA)
    known = client.fill(f"/events/{slug}/lost-link", {"email": "ada@example.org"})
    unknown = client.fill(f"/events/{slug}/lost-link", {"email": "nobody@example.org"})

    assert (known.status_code, known.location, known.text) == (unknown.status_code, unknown.location, unknown.text)
    assert client.get(known.location).status_code == 200
    assert client.fill(f"/events/{slug}/lost-link", {"email": "nobody"}).status_code == 422


def questions(statements: list[str]) -> list[str]:
    """Without the settings of the connection that the pool happened to hand out."""
    return [statement for statement in statements if not statement.startswith("PRAGMA")]


def test_a_known_and_an_unknown_address_cost_the_same_work_and_the_mail_is_a_job_s(
    client: Browser, slug: str, letters: Any
):
    client.fill(f"/events/{slug}/register", ADA)
    sent = len(letters())
    address = f"/events/{slug}/lost-link"
    client.fill(address, {"email": "first@example.org"})  # whatever is read once for all

    unknown = statements_of(lambda: client.fill(address, {"email": "nobody@example.org"}))
    known = statements_of(lambda: client.fill(address, {"email": "ada@example.org"}))

    assert questions(known) == questions(unknown)
    letters()  # the job that posts the mail
    assert [mail["Subject"].split(":")[0] for mail in letters()[sent:]] == ["Your link"]


def test_one_client_cannot_register_without_end(client: Browser, slug: str, monkeypatch: Any):
    monkeypatch.setitem(client.application.config, "REGISTRATION_LIMIT", 2)
    answers = [client.fill(f"/events/{slug}/register", {**ADA, "email": f"{n}@example.org"}) for n in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert "Retry-After" in answers[2].headers
    assert "Ada Lovelace" in answers[2].text


def test_the_page_speaks_russian_countries_included(client: Browser, slug: str):
    page = client.get(f"/events/{slug}/register?lang=ru").text

    assert 'lang="ru"' in page
    assert "Кыргыз" in page or "Киргизия" in page


def test_places_shown_and_taken_agree(client: Browser, slug: str):
    client.fill(f"/events/{slug}/register", ADA)

    event_id = registrations()[0].event_id
    assert places(event_id) == (1, 1, 1)
