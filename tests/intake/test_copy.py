"""Copying the programme of another event, on a page and by command."""

from datetime import timedelta

import pytest
from flask import Flask

from conference.core.audit import SYSTEM
from conference.core.db import db
from conference.core.times import to_zone
from conference.events.models import Event, Room
from conference.events.permissions import Role
from conference.events.queries import event_by_slug
from conference.events.services import grant
from conference.programme.edit_queries import drafted_placements
from conference.programme.models import InterpretationTeam, Session, Speaker, Track
from tests.browser import Browser, Form, forms_of
from tests.factories import (
    OPEN,
    STARTS,
    make_event,
    make_member,
    make_project,
    make_room,
    make_session,
    make_speaker,
    place,
    run_by,
    speaks_at,
    store,
)

YEAR = timedelta(days=364)


@pytest.fixture
def source(client: Browser) -> Event:
    """A filled event in summer time."""
    event = make_event(slug="last-year", languages=["en", "ru"])
    bomca = make_project("BOMCA", event)
    track = store(Track(event_id=event.id, name="Borders", colour="#1f4e79"))
    team = store(InterpretationTeam(event_id=event.id, name="Booth 1", languages=["ru"]))
    session = make_session(event, "Opening", track_id=track.id, interpretation_team_id=team.id,
                           translations={"ru": {"title": "Открытие"}}, stream_url="https://old.test")  # fmt: skip
    run_by(session, bomca, is_lead=True)
    speaks_at(make_speaker(event, "Aigul Sample", consented_at=OPEN), session, role="moderator", answer="confirmed")
    place(session, make_room(event, "Hall A", capacity=80), STARTS, 45)
    place(session, None, STARTS + timedelta(hours=3), 30)
    make_session(event, "Called off", cancelled_at=OPEN)
    return event


@pytest.fixture
def target(source: Event) -> Event:
    """A year later in winter time, in another zone."""
    return make_event(slug="this-year", zone="Asia/Bishkek", starts_at=STARTS + YEAR - timedelta(days=100),
                      ends_at=STARTS + YEAR - timedelta(days=98))  # fmt: skip


def form_with(page: str, name: str) -> Form:
    return next(form for form in forms_of(page) if name in dict(form.fields))


def rows(model: type, event: Event) -> list[object]:
    db.session.rollback()
    return list(db.session.query(model).filter_by(event_id=event.id))


def test_programme_comes_with_its_wall_times_and_without_consents(client: Browser, source: Event, target: Event):
    user = make_member(target, Role.EDITOR)
    client.sign_in(user)
    grant(user.id, source.id, Role.EDITOR, actor=SYSTEM, at=OPEN)

    url = f"/manage/{target.slug}/import/copy"
    shown = client.fill(url, {"source": source.slug})
    assert shown.status_code == 200
    assert "Nothing is copied yet" in shown.text
    assert not rows(Session, target)
    answer = client.send(url, form_with(shown.text, "seen"), {})

    assert answer.status_code == 302
    (session,) = rows(Session, target)
    assert isinstance(session, Session)
    assert (session.title, session.translations, session.stream_url) == ("Opening", {"ru": {"title": "Открытие"}}, "")
    assert session.track is not None
    assert session.track.event_id == target.id
    assert [link.answer for link in session.speaker_links] == [""]
    held = list(drafted_placements(session.id).values())
    assert [to_zone(one.starts_at, "Asia/Bishkek").strftime("%H:%M") for one in held] == [
        to_zone(STARTS + timedelta(hours=hours), "Europe/Brussels").strftime("%H:%M") for hours in (0, 3)
    ]
    (speaker,) = rows(Speaker, target)
    assert isinstance(speaker, Speaker)
    assert (speaker.name, speaker.consented_at) == ("Aigul Sample", None)
    assert len(rows(Room, target)) == len(rows(InterpretationTeam, target)) == 1

    again = client.fill(url, {"source": source.slug})
    assert "Everything was there already" in again.text
    assert len(rows(Session, target)) == len(rows(Speaker, target)) == len(rows(Room, target)) == 1


def test_times_outside_the_days_are_told_before(client: Browser, source: Event, target: Event):
    user = make_member(target, Role.EDITOR)
    client.sign_in(user)
    grant(user.id, source.id, Role.EDITOR, actor=SYSTEM, at=OPEN)
    place(make_session(source, "The day after"), None, STARTS + timedelta(days=40), 30)
    url = f"/manage/{target.slug}/import/copy"

    shown = client.fill(url, {"source": source.slug})
    assert "times outside the days of this event, left out: 1" in shown.text

    other = client.send(url, form_with(shown.text, "seen"), {"parts": ["rooms"]})  # another choice is shown anew
    assert "Nothing is copied yet" in other.text
    assert not rows(Room, target)


def test_events_of_others_cannot_be_copied_from(client: Browser, source: Event, target: Event):
    client.sign_in(make_member(target, Role.OWNER))
    url = f"/manage/{target.slug}/import/copy"

    assert "No other event" in client.get(url).text
    mine = make_event(slug="mine")
    user = make_member(mine, Role.OWNER)
    client.sign_in(user)
    other = make_event(slug="seen-only")
    grant(user.id, other.id, Role.VIEWER, actor=SYSTEM, at=OPEN)
    grant(user.id, target.id, Role.OWNER, actor=SYSTEM, at=OPEN)
    page = client.get(url).text
    assert "mine" in page
    assert "seen-only" not in page
    answer = client.fill(url, {"source": source.slug})
    assert answer.status_code == 422
    assert "Choose one of the list" in answer.text
    assert not rows(Session, target)


def test_nothing_chosen_is_said(client: Browser, source: Event, target: Event):
    user = make_member(target, Role.OWNER)
    client.sign_in(user)
    grant(user.id, source.id, Role.OWNER, actor=SYSTEM, at=OPEN)

    answer = client.fill(f"/manage/{target.slug}/import/copy", {"source": source.slug, "parts": None})

    assert answer.status_code in (409, 422)
    assert "Choose what to copy" in answer.text


def test_command_makes_an_event_after_the_pattern_of_another(app: Flask, source: Event):
    run = app.test_cli_runner().invoke

    said = run(args=["event", "copy", source.slug, "next-year", "--title", "Next year", "--starts", "2028-05-10"])

    assert said.exit_code == 0, said.output
    assert "1 sessions" in said.output
    event = event_by_slug("next-year")
    assert (event.title, event.published_at, [project.code for project in event.projects]) == (
        "Next year",
        None,
        ["BOMCA"],
    )
    (session,) = rows(Session, event)
    assert isinstance(session, Session)
    assert [link.project.code for link in session.project_links] == ["BOMCA"]
    assert len(drafted_placements(session.id)) == 2
    assert (
        run(args=["event", "copy", source.slug, "next-year", "--title", "X", "--starts", "2028-05-10"]).exit_code == 1
    )
    assert run(args=["event", "copy", "never", "x", "--title", "X", "--starts", "2028-05-10"]).exit_code == 1
