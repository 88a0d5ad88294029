"""What organisers, focal points and nominees see and do, without a script."""

import io
import re
from datetime import timedelta

import pytest

from conference.core.db import db, transaction
from conference.delegations import links, queries, services
from conference.delegations.models import Delegation, Invitation
from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration.models import Registration
from tests.counting import count_queries
from tests.delegations.conftest import CUT_OFF, OLGA, accept, nominate
from tests.factories import OPEN, make_member, make_registration

pytestmark = pytest.mark.usefixtures("clock")
PERSON = {"name": "Nadia Nominee", "email": "nadia@example.org", "job": "Head of unit", "category": "guest"}


@pytest.fixture
def focal(event, delegation):
    row = delegation(guests=2, participants=1)
    return f"/events/{event.slug}/delegation/{links.token_of_focal_point(row)}/"


def found():
    db.session.expire_all()
    return db.session.query(Delegation).one()


def own_page(event, person):
    return f"/events/{event.slug}/invitation/{links.token_of_invitation(person)}/"


def test_an_organiser_adds_a_delegation_and_sends_its_link(client, event, letters):
    client.sign_in(make_member(event, Role.EDITOR))
    base = f"/manage/{event.slug}/delegations/"
    assert "No delegations yet" in client.get(base).text

    answer = client.fill(base + "new", {
        "name": "Ministry of Samples", "country": "KG", "focal_name": "Farid Focal",
        "focal_email": "farid@example.org", "places_guest": "2", "closes_at": "2027-04-11T11:00", "is_reserved": "y",
    }, form="", follow_redirects=True)  # fmt: skip
    assert "The delegation is added" in answer.text
    row = found()
    assert (row.places, row.closes_at, row.is_reserved) == (2, CUT_OFF, True)

    client.fill(base, {"delegation": row.code, "deed": "send"}, form="")
    (mail,) = letters()
    assert mail["To"] == "Farid Focal <farid@example.org>"
    link = f"/events/{event.slug}/delegation/{links.token_of_focal_point(found())}/"
    assert link in mail.get_body(("plain",)).get_content()
    assert client.get(link).status_code == 200


def test_bad_values_of_a_delegation_come_back_with_words(client, event):
    client.sign_in(make_member(event, Role.EDITOR))
    page = f"/manage/{event.slug}/delegations/new"

    answer = client.fill(page, {"name": "", "focal_email": "x@", "places_guest": "many", "closes_at": "soon"})
    assert answer.status_code == 422
    for words in ("Enter the name of the organisation", "Enter one e-mail address", "Enter a whole number of people",
                  "Enter a date and time"):  # fmt: skip
        assert words in answer.text
    good = {"name": "M", "focal_name": "F", "focal_email": "f@example.org", "closes_at": "2027-04-11T11:00"}
    assert "Give at least one place" in client.fill(page, good).text
    too_late = client.fill(page, {**good, "places_guest": "1", "closes_at": "2028-01-01T00:00"})
    assert "Choose a cut-off before the event ends" in too_late.text


def test_a_focal_point_names_replaces_orders_and_withdraws(client, focal, letters):
    answer = client.fill(focal + "name", PERSON, follow_redirects=True)
    assert "Nadia Nominee is named" in answer.text
    client.fill(focal + "name", {**PERSON, "name": "Omar Other", "email": "omar@example.org"})
    row = found()
    first, second = queries.people_of(row.id)

    client.fill(focal, form=f"{second.code}/up")
    client.fill(focal, form=f"{first.code}/head")
    assert [one.name for one in queries.people_of(row.id)] == ["Nadia Nominee", "Omar Other"]  # the head comes first
    assert "Head of delegation" in client.get(focal).text

    full = client.fill(focal + "name", {**PERSON, "email": "third@example.org"})
    assert full.status_code == 409
    assert "All 2 places of this category are taken" in full.text
    client.fill(focal + f"people/{second.code}/replace", {**PERSON, "name": "New One", "email": "new@example.org"})
    client.fill(focal, form=f"{first.code}/withdraw")
    names = [(one.name, one.state) for one in queries.people_of(row.id)]
    assert names == [("New One", "sent"), ("Nadia Nominee", "withdrawn"), ("Omar Other", "withdrawn")]
    assert sorted(mail["To"] for mail in letters()) == ["New One <new@example.org>"]  # nothing after a withdrawal


def test_the_same_address_twice_and_what_nobody_could_have_typed_are_refused(client, focal):
    client.fill(focal + "name", PERSON)

    again = client.fill(focal + "name", PERSON)
    assert again.status_code == 409
    assert "This address is on your list already" in again.text
    bad = client.fill(focal + "name", {"name": "A\r\nBcc: x@example.org\x07", "email": "a@example.org,b@example.org",
                                       "category": "no-such"})  # fmt: skip
    assert bad.status_code == 422
    for words in ("Remove the invisible control characters", "Enter one e-mail address", "Choose how the person takes"):
        assert words in bad.text


def test_a_name_with_line_breaks_stays_one_line_in_the_mail(client, focal, letters):
    client.fill(focal + "name", {**PERSON, "name": "Nadia\r\nBcc: evil@example.org"})

    (mail,) = letters()

    assert mail["Bcc"] is None
    assert mail["To"].addresses[0].addr_spec == "nadia@example.org"


def test_a_nominee_learns_how_the_data_came_and_registers(client, event, focal, letters):
    client.fill(focal + "name", PERSON)
    (mail,) = letters()
    text = mail.get_body(("plain",)).get_content()
    for words in ("Ministry of Samples nominates you", "were given to the organisers by Ministry of Samples",
                  "used for this invitation alone", "correct or delete", "until 11 Apr 2027, 11:00"):  # fmt: skip
        assert words in text.replace("\n", " "), text
    (person,) = queries.people_of(found().id)
    page = own_page(event, person)
    assert "were given to the organisers by Ministry of Samples" in client.get(page).text

    form = client.get(page + "accept").text
    assert 'value="Nadia Nominee"' in form
    answer = client.fill(page + "accept", {"country": "KG", "organisation": "Ministry of Samples"})
    assert answer.status_code == 303, answer.text
    row = db.session.query(Registration).one()
    assert (row.name, row.state, row.source, row.position) == (
        "Nadia Nominee",
        "confirmed",
        "delegation",
        "Head of unit",
    )
    accepted = client.get(page).text
    assert "Thank you" in accepted
    assert "used for this invitation alone" not in accepted
    assert client.get(page + "accept").status_code == 303  # a second tab
    assert "Accepted" in client.get(focal).text


def test_who_is_registered_already_accepts_with_that(client, event, delegation):
    row = make_registration(event, email="nadia@example.org", category="participant")
    person = nominate(delegation())
    page = own_page(event, person)

    answer = client.fill(page, form="accept-as-registered", follow_redirects=True)

    assert "Thank you" in answer.text
    assert db.session.get_one(Invitation, person.id).registration_id == row.id
    assert db.session.query(Registration).count() == 1


def test_declining_in_two_tabs_and_accepting_afterwards(client, event, delegation):
    person = nominate(delegation())
    page = own_page(event, person)

    client.fill(page, form="decline")
    assert "You declined" in client.get(page).text
    with transaction():
        db.session.get_one(Invitation, person.id).state = "withdrawn"
    assert "This invitation was withdrawn" in client.get(page).text


def test_after_the_cut_off_pages_say_so_and_the_form_is_closed(client, event, delegation, monkeypatch):
    row = delegation()
    person = nominate(row)
    page, focal = own_page(event, person), f"/events/{event.slug}/delegation/{links.token_of_focal_point(row)}/"
    form = client.get(page + "accept")
    for module in ("focal", "invitation", "people", "manage"):
        monkeypatch.setattr(f"conference.delegations.views.{module}.now", lambda: CUT_OFF + timedelta(seconds=1))

    assert form.status_code == 200
    assert client.get(page + "accept").status_code == 303
    assert "The time to answer this invitation is over" in client.get(page).text
    text = client.get(focal).text
    assert "The time for changes is over" in text
    assert "Withdraw" not in text
    assert "The time for changes is over" in client.fill(focal + "name", PERSON).text


def test_letters_are_told_by_their_content(client, event, focal):
    bad = client.post(focal + "letter", data={"csrf_token": token(client, focal),
                      "file": (io.BytesIO(b"MZ\x90\x00 program"), "letter.pdf")}, follow_redirects=True)  # fmt: skip
    assert "Choose a PDF" in bad.text
    pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    client.post(focal + "letter", data={"csrf_token": token(client, focal), "file": (io.BytesIO(pdf), "ours.pdf")})

    assert client.get(focal + "letter").data == pdf
    assert client.get(f"/manage/{event.slug}/delegations/{found().code}/letter").status_code == 302
    client.post(focal + "letter", data={"csrf_token": token(client, focal), "deed": "remove"})
    assert client.get(focal + "letter").status_code == 404


def token(client, page):
    return client.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]


def test_links_rotate_and_end(client, event, focal):
    client.sign_in(make_member(event, Role.OWNER))
    page = f"/manage/{event.slug}/delegations/{found().code}"

    client.fill(page, {"deed": "make"}, form="/link")
    assert client.get(focal).status_code == 404
    newer = f"/events/{event.slug}/delegation/{links.token_of_focal_point(found())}/"
    assert client.get(newer).status_code == 200
    client.fill(page, {"deed": "revoke"}, form="/link")
    assert client.get(newer).status_code == 404
    client.fill(page, {"deed": "make"}, form="/link")
    assert found().link_digest


def test_reminders_go_to_who_has_something_to_do_and_once(client, event, delegation, letters):
    row = delegation(guests=3)
    waits, came = nominate(row), nominate(row, "came@example.org")
    accept(came)
    letters()
    ident, address = row.id, waits.email

    services.remind(event.id, [ident], actor=OLGA, at=OPEN)
    services.remind(event.id, [ident], actor=OLGA, at=OPEN)

    told = [mail["To"].addresses[0].addr_spec for mail in letters() if "Please answer" in mail["Subject"]
            or "Places are left" in mail["Subject"]]  # fmt: skip
    assert sorted(told) == ["farid@example.org", address]


@pytest.mark.parametrize(("role", "views"), [(Role.VIEWER, 200), (Role.DOOR, 403)])
def test_who_may_only_look_changes_nothing(client, event, delegation, role, views):
    row = delegation()
    person = nominate(row)
    client.sign_in(make_member(event, role))
    base = f"/manage/{event.slug}/delegations/"

    assert client.get(base).status_code == views
    assert client.get(base + row.code).status_code == views
    for page in ("new", f"{row.code}/change", f"{row.code}/name", f"{row.code}/people/{person.code}/replace"):
        assert client.get(base + page).status_code == 403
    for page in ("", f"{row.code}/link", f"{row.code}/letter", f"{row.code}/people/{person.code}/withdraw"):
        assert client.post(base + page).status_code in (400, 403)
    assert "Send the link" not in client.get(base).text


def test_a_list_costs_as_many_statements_for_many_delegations_as_for_one(client, event, delegation):
    client.sign_in(make_member(event, Role.VIEWER))
    page = f"/manage/{event.slug}/delegations/"
    delegation()
    client.get(page)
    counts = []
    for number in range(2):
        counts.append(count_queries(lambda: client.get(page)))
        for more in range(5):
            nominate(delegation(name=f"Ministry {number} {more}"), f"{number}-{more}@example.org")

    assert counts[0] == counts[1]


def test_deleting_says_what_it_does_and_can_be_taken_back(client, event, delegation):
    row = delegation(is_reserved=True)
    nominate(row)
    client.sign_in(make_member(event, Role.EDITOR))
    base = f"/manage/{event.slug}/delegations/"
    page = client.get(base + row.code).text
    assert "The link of 1 person who has not answered ends. 2 places that are kept are free for others." in page

    client.fill(base + row.code, form="/remove")

    assert "This delegation is deleted" in client.get(base + row.code).text
    assert "1 deleted delegation" in client.get(base).text
    client.fill(base + row.code, form="/bring_back")
    assert "deleted delegation" not in client.get(base).text


def test_a_focal_point_reads_what_was_done_once_and_the_event_in_their_language(client, event, delegation):
    with transaction():
        db.session.get_one(Event, event.id).translations = {"ru": {"title": "Сотрудничество"}}
    row = delegation(language="ru")
    own = f"/events/{event.slug}/delegation/{links.token_of_focal_point(row)}/"

    page = client.fill(f"{own}name", {"name": "Надя Пример", "email": "n@example.org"}, follow_redirects=True).text

    assert page.count("Надя Пример: добавлено в список") == 1
    assert "«Сотрудничество»" in page


def test_a_nominee_reads_who_answers_for_their_data_in_their_language(client, event, focal, letters):
    with transaction():
        row = db.session.get_one(Event, event.id)
        row.controller, row.translations = "The institute", {"ru": {"controller": "Институт"}}

    client.fill(focal + "name", PERSON | {"language": "ru"})

    (mail,) = letters()
    text = mail.get_body(("plain",)).get_content()
    page = client.get(re.search(r"/events/\S+/invitation/\S+", text)[0]).text
    for said in (text, mail.get_body(("html",)).get_content(), page):
        assert "Институт" in said
        assert "The institute" not in said
