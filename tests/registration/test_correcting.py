"""Organisers put right what is stored of a person."""

from datetime import timedelta

import pytest

from conference.core.audit import Actor, history
from conference.core.db import db
from conference.events.models import Event, Mode
from conference.events.permissions import Role
from conference.questions.models import Kind, Question
from conference.registration import services
from conference.registration.models import Registration, RegistrationSettings, WaitingList
from conference.registration.rules import Correction, Details
from conference.registration.words import words_of_deed
from tests.browser import Browser, forms_of
from tests.factories import OPEN, make_category, make_event, make_member, store, store_registration
from tests.registration.conftest import places

ORGANISER = Actor("Olga Organiser")
LATER = OPEN + timedelta(hours=1)


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(capacity=2)
    client.sign_in(make_member(event))
    return event


def address(event: Event, registration: Registration) -> str:
    return f"/manage/{event.slug}/registrations/{registration.code}/change"


def stored(registration: Registration) -> Registration:
    db.session.rollback()
    return db.session.get_one(Registration, registration.id)


def test_everything_about_a_person_is_changed_on_one_page(client: Browser, event: Event, letters):
    registration = store_registration(event, name="Omurbek Sampel", email="o@example.org")
    make_category(event, "press", name="Press")
    store(Question(event_id=event.id, code="meal", kind=Kind.TEXT, label="Meal", is_required=True))

    answer = client.fill(
        address(event, registration),
        {"name": "Omurbek Sample", "email": "omurbek@example.org", "category": "press", "q_meal": "Fish",
         "note": "Called on Monday", "reason": "He phoned"},
        follow_redirects=True,
    )  # fmt: skip

    row = stored(registration)
    assert (row.name, row.email, row.category.code, row.note) == (
        "Omurbek Sample", "omurbek@example.org", "press", "Called on Monday",
    )  # fmt: skip
    assert row.answers == {"meal": "Fish"}
    assert "omurbek" in row.name_key
    assert "Details changed (name, answers, note, category): He phoned" in answer.text
    assert places(event.id) == (1, 1, 1)
    sent = [(mail["To"].addresses[0].addr_spec, mail["Subject"]) for mail in letters()]
    assert {to for to, _subject in sent} == {"o@example.org", "omurbek@example.org"}
    assert len(sent) == 2


def test_person_hears_nothing_when_the_organiser_says_so_or_nothing_to_see_changed(
    client: Browser, event: Event, letters
):
    registration = store_registration(event)

    client.fill(address(event, registration), {"name": "Adele Sample", "tells": None})
    client.fill(address(event, registration), {"note": "Vegetarian"})

    assert stored(registration).name == "Adele Sample"
    assert letters() == []


def test_required_answers_may_stay_open_and_are_listed(client: Browser, event: Event):
    registration = store_registration(event, organisation="", country=None)
    store(Question(event_id=event.id, code="meal", kind=Kind.TEXT, label="What do you eat?", is_required=True))

    answer = client.fill(address(event, registration), {"position": "Director"}, follow_redirects=True)

    assert stored(registration).position == "Director"
    assert "it is not known yet: Organisation, Country, What do you eat?" in answer.text


def test_second_of_two_people_learns_who_was_first(client: Browser, event: Event):
    registration = store_registration(event, position="Expert")
    url = address(event, registration)
    form = forms_of(client.get(url).text)[-1]
    row = stored(registration)
    services.correct(
        row.id,
        Correction(Details(name="Ada First", language="en"), row.email, row.category.code, row.mode),
        actor=ORGANISER, at=LATER, version=row.version,
    )  # fmt: skip

    answer = client.send(url, form, {"name": "Ada Second"})

    assert answer.status_code == 409
    assert "Olga Organiser saved this in the meantime" in answer.text
    assert "Ada Second" in answer.text
    assert stored(registration).name == "Ada First"
    assert client.send(url, forms_of(answer.text)[-1], {}).status_code == 303
    assert stored(registration).name == "Ada Second"


def test_full_category_is_refused_beside_its_field_and_nothing_is_half_done(client: Browser, event: Event):
    registration = store_registration(event, name="Ada Sample")
    store_registration(event, make_category(event, "press", name="Press", capacity=1))

    answer = client.fill(address(event, registration), {"name": "Adele Sample", "category": "press"})

    assert answer.status_code == 409
    assert "Every place of this kind is taken" in answer.text
    row = stored(registration)
    assert (row.name, row.category.code) == ("Ada Sample", "participant")


def test_where_it_is_full_the_organiser_may_choose_the_waiting_list(client: Browser, event: Event, letters):
    store(RegistrationSettings(event_id=event.id, waiting_list=WaitingList.DIRECT))
    registration = store_registration(event)
    rival = store_registration(event, make_category(event, "press", name="Press", capacity=1))

    refused = client.fill(address(event, registration), {"category": "press"})
    assert refused.status_code == 409
    client.send(address(event, registration), forms_of(refused.text)[-1], {"waits": "y"})

    row = stored(registration)
    assert (row.state, row.category.code, row.valid_ticket) == ("waiting", "press", None)
    assert places(event.id) == (1, 1, 1)
    assert [mail["Subject"] for mail in letters()] == ["You are on the waiting list: Border Cooperation"]
    services.cancel(rival.id, actor=ORGANISER, at=LATER)
    assert stored(registration).state == "confirmed"


def test_from_online_to_the_room_only_while_there_is_a_place(client: Browser):
    event = make_event(mode=Mode.HYBRID, capacity=1, online_capacity=5)
    client.sign_in(make_member(event))
    first = store_registration(event, mode=Mode.ONLINE)
    second = store_registration(event, mode=Mode.ONLINE)

    client.fill(address(event, first), {"mode": "in_person"})
    answer = client.fill(address(event, second), {"mode": "in_person"})

    assert (stored(first).mode, stored(second).mode) == (Mode.IN_PERSON, Mode.ONLINE)
    assert "Every place is taken" in answer.text
    assert places(event.id) == (2, 2, 2)


def test_address_of_somebody_else_is_refused(client: Browser, event: Event):
    registration = store_registration(event, email="a@example.org")
    store_registration(event, email="b@example.org")

    answer = client.fill(address(event, registration), {"email": "B@example.org"})

    assert answer.status_code == 409
    assert "registered for the event already" in answer.text
    assert stored(registration).email == "a@example.org"


def test_history_tells_what_changed_but_not_the_old_words(client: Browser, event: Event):
    registration = store_registration(event, name="Secret Sample")

    client.fill(address(event, registration), {"name": "Ada Sample", "reason": "Typing error"})

    [entry] = [one for one in history(stored(registration)) if one.action == "registration.changed"]
    assert words_of_deed(entry) == "Details changed (name): Typing error"
    assert "Secret" not in str(entry.detail)


def test_viewers_see_no_way_to_change(client: Browser, event: Event):
    registration = store_registration(event)
    client.sign_in(make_member(event, Role.VIEWER))

    assert client.get(address(event, registration)).status_code == 403
    page = client.get(address(event, registration).removesuffix("/change"))
    assert "/change" not in page.text


def test_whoever_comes_into_a_category_with_approval_stays_confirmed_or_not_as_the_organiser_says(
    client: Browser, event: Event, letters
):
    make_category(event)
    make_category(event, "press", needs_approval=True)
    kept, pended = (store_registration(event, name=name) for name in ("Kept Sample", "Pended Sample"))

    asked = client.fill(address(event, kept), {"category": "press"})
    assert (asked.status_code, "say whether this one is confirmed" in asked.text) == (409, True)
    assert stored(kept).category.code == "participant"
    for row, approval in ((kept, "keep"), (pended, "pend")):
        client.send(address(event, row), forms_of(client.fill(address(event, row), {"category": "press"}).text)[-1],
                    {"approval": approval})  # fmt: skip

    assert [(stored(row).state, stored(row).category.code) for row in (kept, pended)] == [
        ("confirmed", "press"), ("pending", "press"),
    ]  # fmt: skip
    assert (stored(kept).valid_ticket is not None, stored(pended).valid_ticket) == (True, None)
    assert "registration.kept_confirmed" in [entry.action for entry in history(stored(kept))]
    assert places(event.id) == (2, 2, 2)
    assert {mail["Subject"].partition(":")[0] for mail in letters()} == {"Your ticket", "We have your registration"}


def test_the_letter_is_read_before_anything_is_saved(client: Browser, event: Event, letters):
    make_category(event)
    make_category(event, "press", needs_approval=True)
    row = store_registration(event, name="Anna Sample", language="en")
    page = address(event, row)

    shown = client.fill(page, {"name": "Anna Changed", "language": "ru", "preview": "yes"})
    assert "Здравствуйте, Anna Changed" in shown.text
    assert 'value="Anna Changed"' in shown.text
    pending = client.fill(page, {"category": "press", "approval": "pend", "preview": "yes"})
    assert "We have your registration: Border Cooperation" in pending.text
    assert "The person gets no e-mail." in client.fill(page, {"name": "Anna B", "tells": None, "preview": "yes"}).text
    assert "Your link: Border Cooperation" in client.fill(page, {"email": "b@example.org", "preview": "yes"}).text

    assert (stored(row).name, stored(row).state, stored(row).language, letters()) == (
        "Anna Sample",
        "confirmed",
        "en",
        [],
    )
