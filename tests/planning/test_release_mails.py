import pytest

from conference.core import audit
from conference.core.db import transaction
from conference.planning import release_queries as queries
from conference.planning import release_services as services
from conference.planning.release_rules import Wish, mark_of
from conference.programme.models import SessionSpeaker, Speaker
from tests.factories import make_member, make_speaker
from tests.planning.releasing import HOUR, PAST, Agenda


@pytest.fixture
def agenda(client):
    return Agenda()


@pytest.fixture
def to(letters):
    """The mails to an address, oldest first: to("aigul@example.org")."""
    return lambda address: [mail for mail in letters() if mail["To"].addresses[0].addr_spec == address]


def words(mail):
    return mail.get_body(("plain",)).get_content()


def entries(mail):
    """(method, lines) of each calendar file."""
    files = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return [(part.get_param("method"), part.get_content().replace("\r\n ", "").splitlines()) for part in files]


def value(lines, name):
    return next(line.partition(":")[2] for line in lines if line.split(":")[0].split(";")[0] == name)


def test_first_release_tells_when_and_where_and_invites(agenda, to):
    agenda.publish("Welcome")

    (mail,) = to("aigul@example.org")
    assert mail["Subject"] == "Your sessions: Border Cooperation"
    assert "New: 12 May 2027, 09:00–10:00, Hall" in words(mail)
    assert "Welcome" in words(mail)
    assert "Panel" not in words(mail)
    ((method, lines),) = entries(mail)
    assert (method, value(lines, "METHOD"), value(lines, "SEQUENCE")) == ("REQUEST", "REQUEST", "0")
    assert value(lines, "UID") == f"{agenda.opening.uuid}@localhost"
    assert any(line.startswith("ATTENDEE") and "aigul@example.org" in line for line in lines)


def test_a_move_comes_with_a_raised_sequence(agenda, to):
    agenda.publish()
    agenda.move("opening", hours=2)
    agenda.publish(at=PAST + HOUR)

    first, second = to("aigul@example.org")
    assert second["Subject"] == "Your sessions have changed: Border Cooperation"
    assert "Moved to 12 May 2027, 11:00–12:00, Hall; it was 12 May 2027, 09:00–10:00" in words(second)
    ((_method, before),), ((method, after),) = entries(first), entries(second)
    assert value(before, "UID") == value(after, "UID")
    assert (method, value(after, "SEQUENCE")) == ("REQUEST", "1")
    assert value(after, "DTSTAMP") > value(before, "DTSTAMP")


def test_a_cancelled_session_leaves_the_calendar(agenda, to):
    agenda.publish()
    agenda.cancel(agenda.opening)
    agenda.publish(at=PAST + HOUR)

    mail = to("aigul@example.org")[-1]
    assert "Cancelled: it was to be 12 May 2027, 09:00–10:00, Hall" in words(mail)
    ((method, lines),) = entries(mail)
    assert (method, value(lines, "STATUS"), value(lines, "SEQUENCE")) == ("CANCEL", "CANCELLED", "1")


def test_who_is_taken_out_of_a_session_is_told_and_so_is_who_joins(agenda, to):
    agenda.publish()
    opening, aigul, dina = (
        agenda.opening.id,
        agenda.aigul.id,
        make_speaker(agenda.event, "Dina", email="dina@example.org").id,
    )
    with transaction() as session:
        session.query(SessionSpeaker).filter_by(session_id=opening, speaker_id=aigul).delete()
        session.add(SessionSpeaker(session_id=opening, speaker_id=dina))
    agenda.publish(at=PAST + HOUR)

    left, joined = to("aigul@example.org")[-1], to("dina@example.org")[-1]
    assert "Taken out of the agenda" in words(left)
    assert [method for method, _lines in entries(left)] == ["CANCEL"]
    assert [method for method, _lines in entries(joined)] == ["REQUEST"]


def test_who_declines_before_the_mail_is_sent_gets_none(agenda, to):
    agenda.publish()
    speaker = agenda.aigul.id
    with transaction() as session:
        session.query(SessionSpeaker).filter_by(speaker_id=speaker).update({"answer": "declined"})

    assert to("aigul@example.org") == []
    assert len(to("bakyt@example.org")) == 1


def test_who_has_no_address_any_more_gets_none(agenda, to):
    agenda.publish()
    speaker = agenda.aigul.id
    with transaction() as session:
        session.get_one(Speaker, speaker).email = ""

    assert to("aigul@example.org") == []


def test_event_that_is_not_published_is_not_linked(client, to):
    agenda = Agenda(published_at=None)
    agenda.publish()

    assert "http" not in words(to("aigul@example.org")[0]).split("-- ")[0]


def test_planner_reads_which_clashes_stopped_the_release(agenda, to):
    planner = make_member(agenda.event)
    mark = mark_of(queries.clashes_of_draft(agenda.event))
    actor = audit.Actor(planner.name, planner.id)
    row = services.plan_release(agenda.event.id, PAST + HOUR, Wish(accepted=mark), actor=actor, at=PAST)
    agenda.clash()
    services.publish_planned(row.id, at=PAST + HOUR)

    (mail,) = to(planner.email)
    assert mail["Subject"] == "The agenda was not published: Border Cooperation"
    assert "“Opening” and “Panel” are both in Hall at once" in words(mail)
    assert f"/manage/{agenda.event.slug}/releases" in words(mail)


def test_mail_names_the_event_in_the_readers_language(client, to):
    agenda = Agenda(languages=["en", "ru"], translations={"ru": {"title": "Границы", "city": "Брюссель"}})
    agenda.publish()

    (mail,) = to("bakyt@example.org")
    html = mail.get_body(("html",)).get_content()
    assert mail["Subject"] == "Ваши сессии: Границы"
    assert "<strong>Границы</strong>" in html
    assert "· Брюссель" in html
    ((_method, lines),) = entries(mail)
    assert any(line.startswith("ORGANIZER") and "Границы" in line for line in lines)
