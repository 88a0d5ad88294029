"""Several people registered in one go: all or none, each with a mail of their own."""

import io
import re
from uuid import uuid4

import pytest

from conference.core.db import db, transaction
from conference.delegations import links, services
from conference.delegations.group_rules import Contact
from conference.delegations.models import RegistrationGroup
from conference.events.models import Event
from conference.questions.asked import Condition
from conference.questions.models import Kind
from conference.registration.models import Category, Registration
from conference.registration.rules import Full, Person
from tests.browser import forms_of
from tests.factories import OPEN, make_registration
from tests.questions.conftest import ask
from tests.registration.conftest import places

__all__ = ["ask"]
pytestmark = pytest.mark.usefixtures("clock")
OFFICE = {"name": "Olaf Office", "email": "office@example.org", "organisation": "Lab", "country": "KG"}
TWO = {
    "people-0-name": "Ada Sample", "people-0-email": "ada@example.org",
    "people-1-name": "Bob Sample", "people-1-email": "bob@example.org",
}  # fmt: skip


def test_everybody_of_a_group_gets_a_place_and_is_told_who_registered_them(client, event, letters):
    page = f"/events/{event.slug}/register/group"

    assert client.fill(page, {**OFFICE, **TWO}).status_code == 303

    rows = db.session.query(Registration).all()
    (group,) = db.session.query(RegistrationGroup).all()
    assert {(row.email, row.source, row.state, row.group_key) for row in rows} == {
        ("ada@example.org", "group", "confirmed", group.uuid),
        ("bob@example.org", "group", "confirmed", group.uuid),
    }
    mails = {mail["To"].addresses[0].addr_spec: mail for mail in letters()}
    assert set(mails) == {"ada@example.org", "bob@example.org", "office@example.org"}
    told = " ".join(mails["ada@example.org"].get_body(("plain",)).get_content().split())
    assert "Olaf Office (office@example.org) registered you for this event" in told
    own = f"/events/{event.slug}/group/{links.token_of_group(group)}/"
    assert own in mails["office@example.org"].get_body(("plain",)).get_content()
    assert "Bob Sample" in client.get(own).text
    assert "2 people are on your list" in client.get(own).text
    assert client.get(own[:-3] + "xx/").status_code == 404


def test_rows_are_added_and_removed_without_a_script_and_errors_stand_beside_them(client, event):
    page = f"/events/{event.slug}/register/group"

    more = client.fill(page, {**OFFICE, **TWO, "rows": "people:add:0"}).text
    assert "Person 3" in more
    assert 'value="Ada Sample"' in more
    wrong = client.fill(page, {**OFFICE, **TWO, "people-1-email": "ADA@example.org", "people-0-name": ""})
    assert wrong.status_code == 422
    assert "Enter the full name of the person" in wrong.text
    assert "This address is in another row already" in wrong.text
    assert db.session.query(Registration).count() == 0


def test_all_or_nobody(client, event):
    with transaction():
        db.session.get_one(Event, event.id).capacity = 1
    page = f"/events/{event.slug}/register/group"

    answer = client.fill(page, {**OFFICE, **TWO})

    assert answer.status_code == 409
    assert "Every place is taken" in answer.text
    assert places(event.id) == (0, 0, 0)
    assert db.session.query(RegistrationGroup).count() == 0


def test_nobody_learns_who_was_registered_before(client, event, letters):
    make_registration(event, email="ada@example.org", category="participant")
    letters()
    page = f"/events/{event.slug}/register/group"

    assert client.fill(page, {**OFFICE, **TWO}).status_code == 303

    (group,) = db.session.query(RegistrationGroup).all()
    assert "ada@example.org" in client.get(f"/events/{event.slug}/group/{links.token_of_group(group)}/").text
    assert places(event.id) == (2, 2, 2)


def test_the_same_form_sent_twice_is_one_group(event):
    people = [Person("Ada", "ada@example.org", category="participant"), Person("Bob", "bob@example.org")]
    key = str(uuid4())
    contact = Contact("Olaf", "office@example.org", "Lab")
    people[1] = Person("Bob", "bob@example.org", category="participant")

    for _time in range(2):
        services.register_group(event.id, contact, people, submit_key=key, at=OPEN)

    assert db.session.query(RegistrationGroup).count() == 1
    assert places(event.id) == (2, 2, 2)


def test_a_category_that_is_full_refuses_the_group(event):
    with transaction():
        event_row = db.session.get_one(Event, event.id)
        event_row.capacity, event_row.places_taken = 3, 2
    people = [Person(name, f"{name}@example.org", category="participant") for name in ("ada", "bob")]

    with pytest.raises(Full):
        services.register_group(
            event.id, Contact("Olaf", "o@example.org", "Lab"), people, submit_key=str(uuid4()), at=OPEN
        )


def test_each_person_is_asked_what_the_event_asks_of_their_category(client, event, ask):
    meal = ask(Kind.CHOICE, "Do you eat meat?", code="meat", is_required=True)
    why = ask(Kind.TEXT, "What instead?", code="instead", is_required=True, condition=Condition("meat", ("no",)))
    visa = ask(Kind.TEXT, "Passport number", code="visa", is_required=True, categories=("press",))
    ask(Kind.CONSENT, "I agree to be named", code="named", is_required=True)
    letter = ask(Kind.FILE, "Letter", code="letter")
    with transaction():
        db.session.add(Category(event_id=event.id, code="press", name="Press", position=9, is_public=True))
    page = f"/events/{event.slug}/register/group"
    two = {
        **OFFICE, **TWO, "people-0-category": "participant", "people-1-category": "press",
        f"people-0-q_{meal}": "no", f"people-1-q_{meal}": "yes",
    }  # fmt: skip
    file = (io.BytesIO(b"A plain letter."), "letter.txt")

    wrong = client.fill(page, {**two, f"people-1-q_{letter}": file}, content_type="multipart/form-data")

    assert wrong.status_code == 422
    assert 'href="#people-0-q_instead"' in wrong.text
    assert 'href="#people-1-q_visa"' in wrong.text
    assert "people-1-q_instead" not in "".join(re.findall(r'href="#([^"]*)"', wrong.text))
    assert "I agree to be named" not in wrong.text
    again = forms_of(wrong.text)[0]
    right = {f"people-0-q_{why}": "Fish", f"people-1-q_{visa}": "X1"}
    more = client.send(page, again, {**right, "rows": "people:add:0"}).text
    assert "letter.txt" in more
    left = client.send(page, forms_of(more)[0], {"rows": "people:remove:2"}).text
    assert client.send(page, forms_of(left)[0], {}).status_code == 303
    rows = {row.email: row.answers for row in db.session.query(Registration)}
    assert rows["ada@example.org"] == {"meat": "no", "instead": "Fish"}
    assert rows["bob@example.org"] | {"letter": ""} == {"meat": "yes", "visa": "X1", "letter": ""}
    assert rows["bob@example.org"]["letter"]
