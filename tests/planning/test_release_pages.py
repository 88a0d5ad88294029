import pytest

from conference.core.db import db
from conference.events.permissions import Role
from conference.planning import release_queries as queries
from conference.programme.queries import newest_release, releases_of_event
from tests.factories import OPEN, STARTS, make_event, make_member, make_session, place
from tests.planning.releasing import Agenda


@pytest.fixture
def agenda(client):
    agenda = Agenda()
    client.sign_in(make_member(agenda.event))
    return agenda


@pytest.fixture
def page(agenda):
    return f"/manage/{agenda.event.slug}/releases"


def publish(client, page, **values):
    return client.fill(page, {"accepts": "y", **values}, form="")


def number(agenda):
    db.session.rollback()
    found = newest_release(agenda.event.id)
    return found and found.number


def test_page_says_what_publishing_would_change_and_who_is_told(client, agenda, page):
    agenda.publish()
    agenda.move("opening", hours=1)

    text = client.get(page).text

    assert "1 moved" in text
    assert "Moved to 12 May 2027, 10:00–11:00, Hall; it was 12 May 2027, 09:00–10:00" in text
    assert "1 speaker" in text
    assert "aigul@example.org" in text
    assert "bakyt@example.org" not in text


def test_publishing_from_the_page(client, agenda, page):
    answer = publish(client, page, note="First")

    assert answer.status_code == 302
    text = client.get(page).text
    assert "Release 1 is published." in text
    assert "First" in text
    assert "The draft is what visitors see already" in text


def test_warnings_ask_for_a_tick(client, agenda, page):
    make_session(agenda.event, "Without a time")

    answer = client.fill(page, {}, form="")

    assert answer.status_code == 409
    assert "Read the warnings and tick" in answer.text
    assert "Without a time" in answer.text
    assert number(agenda) is None


def test_blocking_clash_is_named_and_there_is_no_button(client, agenda, page):
    agenda.clash()

    text = client.get(page).text

    assert "These clashes stop the agenda from being published" in text
    assert "are both in" in text
    assert "Publish the agenda" not in text


def test_planned_release_is_shown_and_can_be_cancelled(client, agenda, page, monkeypatch):
    monkeypatch.setattr("conference.planning.views.releases.now", lambda: OPEN)
    publish(client, page, when="later", publish_at="2027-04-02T09:00", note="Soon")

    text = client.get(page).text
    assert "The draft is published on 2 Apr 2027, 09:00 (Brussels, UTC+2)" in text
    assert queries.find_planned(agenda.event.id).publish_at == OPEN.replace(day=2, hour=7)
    client.fill(page, {}, form="planned/cancel")
    assert "A release is planned" not in client.get(page).text
    assert number(agenda) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the date and time"),
        ("2020-01-01T09:00", "still to come"),
        ("2027-03-28T02:30", "does not exist"),
        ("soon", "Enter a date and time, like"),
    ],
)
def test_bad_times_are_answered_beside_the_field(client, agenda, page, typed, words):
    answer = publish(client, page, when="later", publish_at=typed)

    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert queries.find_planned(agenda.event.id) is None


def test_a_time_without_its_button_publishes_nothing_by_mistake(client, agenda, page):
    answer = publish(client, page, when="now", publish_at="2027-04-02T09:00")

    assert answer.status_code == 422
    assert "A date and time are entered: choose “At a time”" in answer.text
    assert number(agenda) is None


def test_releases_in_the_same_second_keep_their_order(client, agenda, page, monkeypatch):
    monkeypatch.setattr("conference.planning.views.releases.now", lambda: OPEN)
    form = {"accepts": "y", "note": "Twice"}
    publish(client, page, **form)
    agenda.move("opening", hours=1)
    second = publish(client, page, **form)
    agenda.move("opening", hours=-1)

    third = publish(client, page, **form)

    assert [second.status_code, third.status_code] == [302, 302]
    releases = [(one.number, one.published_at) for one in releases_of_event(agenda.event.id)]
    assert releases == [(3, OPEN), (2, OPEN), (1, OPEN)]


def test_compare_any_two(client, agenda, page):
    agenda.publish()
    agenda.move("opening", hours=1)
    agenda.publish()
    agenda.move("panel", hours=3)

    there = client.get(f"{page}/compare?from=1&to=2").text
    back = client.get(f"{page}/compare?from=2&to=1").text
    draft = client.get(f"{page}/compare?from=1&to=draft").text

    assert "10:00–11:00, Hall; it was 12 May 2027, 09:00–10:00" in there
    assert "09:00–10:00, Hall; it was 12 May 2027, 10:00–11:00" in back
    assert "2 moved" in draft
    assert "Visitors see the same in both" in client.get(f"{page}/compare?from=2&to=2").text
    assert client.get(f"{page}/compare?from=1&to=9").status_code == 404


def test_each_release_is_shown_as_visitors_saw_it(client, agenda, page):
    agenda.publish()
    place(make_session(agenda.event, "Added later"), None, starts_at=STARTS)
    agenda.publish()

    assert "Added later" not in client.get(f"{page}/1").text
    assert "Added later" in client.get(f"{page}/2").text
    assert client.get(f"{page}/3").status_code == 404
    assert client.get(f"{page}/99999999999999999999").status_code == 404


def test_draft_preview_names_nobody_who_has_not_agreed(client, agenda, page):
    speaker = agenda.bakyt.id
    with db.engine.begin() as connection:
        connection.execute(db.text("UPDATE speaker SET consented_at = NULL WHERE id = :id"), {"id": speaker})

    text = client.get(f"{page}/draft").text

    assert "Aigul" in text
    assert "Bakyt" not in text


def test_going_back_and_publishing_it(client, agenda, page):
    agenda.publish()
    agenda.move("opening", hours=1)
    agenda.publish()

    client.fill(f"{page}/1", {}, form="take-back")
    assert "The draft is as it was in release 1: 1 session is different" in client.get(page).text
    publish(client, page)

    assert number(agenda) == 3
    assert "Visitors see the same in both" in client.get(f"{page}/compare?from=1&to=3").text


def test_editor_sees_the_page_but_does_not_publish(client, page, agenda):
    agenda.publish()
    client.sign_in(make_member(agenda.event, Role.EDITOR))
    agenda.move("opening", hours=1)

    text = client.get(page).text

    assert "1 moved" in text
    assert "Only owners of the event may publish" in text
    assert client.post(page, data={"csrf_token": "x"}).status_code in (200, 400, 403)
    assert client.post(f"{page}/1/take-back", data={}).status_code == 403
    assert number(agenda) == 1


def test_release_of_another_event_is_not_shown(client, agenda, page):
    other = make_event()
    place(make_session(other), None)
    agenda.publish()

    client.sign_in(make_member(other))

    assert client.get(page).status_code == 404
    assert client.get(f"/manage/{other.slug}/releases/1").status_code == 404


def test_command_publishes_or_says_what_stops_it(agenda, app):
    slug = agenda.event.slug
    runner = app.test_cli_runner()
    db.session.rollback()
    assert runner.invoke(args=["agenda", "release", "no-such"]).exit_code == 1
    first = runner.invoke(args=["agenda", "release", slug, "--note", "First", "--despite-warnings"])
    again = runner.invoke(args=["agenda", "release", slug])
    agenda.clash()
    stopped = runner.invoke(args=["agenda", "release", slug])

    assert first.output == f"release 1 of {slug} is published\n"
    assert (again.exit_code, stopped.exit_code) == (1, 1)
    assert "Nothing has changed" in again.output
    assert "are both in Hall at once" in stopped.output
