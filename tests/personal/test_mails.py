import pytest

from conference.core.db import db, transaction
from conference.mail.models import Message
from conference.personal import queries, services
from conference.planning.queries import board_of
from conference.programme.models import Speaker
from conference.registration.links import own_page_token
from conference.registration.models import Registration
from tests.factories import make_member, store_registration
from tests.planning.releasing import HOUR, PAST


@pytest.fixture
def person(agenda):
    """Ada, registered, with the opening in her agenda."""
    person = store_registration(agenda.event, email="ada@example.org")
    own = services.agenda_of(person.id, at=PAST)
    services.add_picks(own.id, [agenda.opening.code], at=PAST)
    return person


def posted():
    query = db.select(Message.to_email).where(Message.kind == "personal.released").order_by(Message.id)
    return list(db.session.scalars(query))


def change_row(row, **values):
    model, ident = type(row), row.id
    with transaction() as session:
        for name, value in values.items():
            setattr(session.get_one(model, ident), name, value)


def test_who_is_registered_is_told_of_changes_in_the_own_agenda(agenda, person, letters):
    agenda.move("opening", hours=1)
    agenda.publish("Please note", at=PAST + HOUR)

    (mail,) = [mail for mail in letters() if "ada@example.org" in mail["To"]]
    words = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Your sessions have changed: Border Cooperation"
    assert "Moved to 12 May 2027, 10:00–11:00, Hall; it was 12 May 2027, 09:00–10:00" in words
    assert "Please note" in words
    assert "/my/" in words
    (file,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert file.get_param("method") == "REQUEST"
    assert "SEQUENCE:1" in file.get_content()


def test_nobody_hears_of_sessions_they_did_not_choose(agenda, person):
    agenda.move("panel", hours=1)
    agenda.publish(at=PAST + HOUR)

    assert posted() == []


def test_agendas_without_a_registration_are_told_nothing(agenda, keep):
    keep(agenda.opening)
    agenda.move("opening", hours=1)
    agenda.publish(at=PAST + HOUR)

    assert posted() == []


def test_who_has_cancelled_is_told_nothing(agenda, person, letters):
    agenda.move("opening", hours=1)
    agenda.publish(at=PAST + HOUR)
    change_row(person, state="cancelled")

    assert [mail for mail in letters() if "ada@example.org" in mail["To"]] == []
    agenda.move("opening", hours=1)
    agenda.publish(at=PAST + 2 * HOUR)
    assert len(posted()) == 1


def test_what_was_told_to_a_speaker_is_not_said_twice(agenda, person):
    change_row(db.session.scalars(db.select(Speaker).filter_by(name="Aigul")).one(), email="Ada@example.org")
    agenda.move("opening", hours=1)
    agenda.publish(at=PAST + HOUR)

    assert posted() == []


def test_organiser_sees_how_many_would_be_told(agenda, person, client):
    agenda.move("opening", hours=1)
    client.sign_in(make_member(agenda.event))

    text = client.get(f"/manage/{agenda.event.slug}/releases").text

    assert "1 person with such a session in their agenda" in text
    assert "ada@example.org" not in text


def test_people_who_chose_a_session_count_for_the_size_of_its_room(agenda, person):
    board = board_of(agenda.event)

    assert [row.sign_ups for row in board.slots if row.session == agenda.opening.code] == [1]


def test_own_page_of_the_registration_opens_its_agenda_always_the_same(agenda, person, client):
    page = f"/events/{agenda.event.slug}/registrations/{own_page_token(person)}"

    first = client.fill(page, form="my-agenda").headers["Location"]
    again = client.fill(page, form="my-agenda").headers["Location"]

    assert first == again
    assert "Changes are also mailed to ada@example.org" in client.get(first).text


def test_own_page_of_the_registration_shows_what_was_chosen_and_what_became_of_it(agenda, person, client):
    page = f"/events/{agenda.event.slug}/registrations/{own_page_token(person)}"
    chosen = f'href="/events/{agenda.event.slug}/sessions/{agenda.opening.code}"'
    assert chosen in client.get(page).text
    client.fill(client.fill(page, form="my-agenda").headers["Location"], {"codes": agenda.panel.code}, form="add")
    assert "1 pair of sessions cannot both be gone to in full." in client.get(page).text

    agenda.cancel(agenda.opening)
    agenda.publish(tells=False, at=PAST + HOUR)

    text = client.get(page).text
    assert '<strong class="mine__cancelled">Cancelled</strong>' in text
    assert "cannot both be gone to" not in text


def test_no_agenda_opens_with_a_wrong_registration(agenda, person, client):
    slug = agenda.event.slug

    assert client.post(f"/events/{slug}/registrations/wrong/my-agenda").status_code == 404
    assert queries.find_of_registration(db.session.get_one(Registration, person.id).id) is not None
