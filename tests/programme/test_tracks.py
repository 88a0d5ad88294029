"""The organiser's pages of tracks and of teams of interpreters."""

from dataclasses import replace
from typing import Any

import pytest

from conference.core.audit import Actor
from conference.core.colours import contrast
from conference.core.db import db
from conference.core.errors import StaleEdit
from conference.core.merging import marks
from conference.events import queries as event_queries
from conference.events.models import Event
from conference.events.permissions import Role
from conference.organisations.rules import InUse
from conference.programme import team_services, track_rules, track_services
from conference.programme.edit_queries import teams_of_event, tracks_of_event
from conference.programme.models import InterpretationTeam, Session, Track
from conference.programme.track_rules import TeamValues, TrackValues
from conference.projects.rules import LEAST_CONTRAST, PAPER
from tests.browser import Browser
from tests.factories import OPEN, make_event, make_member, make_release, make_room, make_session, place, store

OLGA = Actor("Olga Organiser")


@pytest.fixture
def event(client: Browser) -> Event:
    """An event in English and Russian, whose editor is signed in."""
    made = make_event(languages=["en", "ru"])
    client.sign_in(make_member(made, Role.EDITOR))
    return made


def make_track(event: Event, name: str = "Borders", **values) -> Track:
    return store(Track(event_id=event.id, name=name, **values))


def track_names(event_id: int) -> list[str]:
    db.session.rollback()
    return [track.name for track in tracks_of_event(event_id)]


def test_empty_lists_say_what_to_do_next(client: Browser, event: Event):
    assert f"/manage/{event.slug}/tracks/new" in client.get(f"/manage/{event.slug}/tracks").text
    assert f"/manage/{event.slug}/interpretation/new" in client.get(f"/manage/{event.slug}/interpretation").text


def test_a_track_is_stored_with_its_words_in_each_language(client: Browser, event: Event):
    slug, event_id, version = event.slug, event.id, event.version

    client.fill(
        f"/manage/{slug}/tracks/new",
        {"name": "Borders", "description": "All of them", "colour": "#7A2E1F", "texts-0-name": "Границы"},
    )

    [track] = tracks_of_event(event_id)
    assert track_rules.values_of_track(track) == TrackValues(
        "Borders", "All of them", "#7a2e1f", {"ru": {"name": "Границы"}}
    )
    assert event_queries.get_event(event_id).version == version + 1
    assert "Границы" in client.get(f"/manage/{slug}/tracks/{track.id}").text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Enter the name of the track"),
        ({"name": "x" * 101}, "Use 100 characters or fewer"),
        ({"colour": "red"}, "Enter a colour like"),
        ({"colour": ""}, "Choose a colour"),
        ({"colour": "#ffee00"}, "The nearest that does is #"),
    ],
)
def test_bad_input_is_answered_beside_its_cause_and_kept(client: Browser, event: Event, typed, words: str):
    slug, event_id = event.slug, event.id

    answer = client.fill(f"/manage/{slug}/tracks/new", {"name": "Borders", "description": "kept words", **typed})

    assert answer.status_code == 422
    assert words in answer.text
    assert "kept words" in answer.text
    assert track_names(event_id) == []


@pytest.mark.parametrize("colour", ["#ffee00", "#ffffff", "#000000", "#00ff66", "#171512", "#c0ffee"])
def test_a_better_colour_stands_out_on_light_and_dark_pages(colour: str):
    better = track_rules.better_colour(colour)

    assert better is not None
    assert contrast(better, PAPER) >= LEAST_CONTRAST
    assert contrast(better, track_rules.NIGHT_PAPER) >= LEAST_CONTRAST
    assert track_rules.better_colour(better) is None


def test_two_tracks_of_one_name_are_refused(client: Browser, event: Event):
    slug = event.slug
    make_track(event, "Borders")
    other = make_track(event, "Health").id

    answer = client.fill(f"/manage/{slug}/tracks/{other}", {"name": "Borders"})

    assert answer.status_code == 409
    assert "track with this name" in answer.text


def test_two_editors_of_a_track_are_merged_where_they_do_not_touch(client: Browser, event: Event):
    event_id = event.id
    ident = track_services.add_track(event_id, TrackValues("Borders"), actor=OLGA, at=OPEN)
    shown = marks(track_rules.flat(TrackValues("Borders"), ["ru"]))

    def change(**values: Any) -> None:
        said = replace(TrackValues("Borders"), **values)
        track_services.change_track(ident, said, shown=shown, actor=OLGA, at=OPEN)

    change(description="First")
    change(colour="#7a2e1f")
    with pytest.raises(StaleEdit, match="Olga Organiser saved this"):
        change(description="Second")

    [track] = tracks_of_event(event_id)
    assert (track.description, track.colour) == ("First", "#7a2e1f")


def test_tracks_and_teams_change_places(client: Browser, event: Event):
    slug, event_id = event.slug, event.id
    _first, second = (make_track(event, name).id for name in ("A", "B"))
    teams = [store(InterpretationTeam(event_id=event_id, name=name)).id for name in ("C", "D")]

    client.fill(f"/manage/{slug}/tracks", {"to": "up"}, form=f"tracks/{second}/move")
    client.fill(f"/manage/{slug}/interpretation", {"to": "down"}, form=f"interpretation/{teams[0]}/move")

    assert track_names(event_id) == ["B", "A"]
    assert [team.name for team in teams_of_event(event_id)] == ["D", "C"]


def test_sessions_of_a_deleted_track_go_where_the_organiser_says(client: Browser, event: Event):
    slug, event_id = event.slug, event.id
    old, new = make_track(event, "Borders").id, make_track(event, "Health").id
    session = make_session(event, "Opening", track_id=old)
    place(session, make_room(event))
    make_release(event)
    session_id = session.id
    page = client.get(f"/manage/{slug}/tracks/{old}").text
    assert "1 session is on this track." in page
    assert "1 session of the published agenda is shown without a track" in page

    answer = client.fill(f"/manage/{slug}/tracks/{old}", {"instead": str(new)}, form="delete")

    assert answer.status_code == 302
    assert track_names(event_id) == ["Health"]
    assert db.session.get_one(Session, session_id).track_id == new
    assert client.get(f"/events/{slug}/agenda").status_code == 200


def test_a_track_of_another_event_takes_no_sessions(client: Browser, event: Event):
    slug, event_id = event.slug, event.id
    ident = make_track(event, "Borders").id
    foreign = make_track(make_event(), "Foreign").id
    make_session(event, track_id=ident)

    answer = client.fill(f"/manage/{slug}/tracks/{ident}", {"instead": str(foreign)}, form="delete")

    assert answer.status_code == 422
    assert "Choose one of the list" in answer.text
    with pytest.raises(track_rules.NoSuchTrack):
        track_services.delete_track(ident, instead=foreign, actor=OLGA, at=OPEN)
    assert track_names(event_id) == ["Borders"]
    assert client.get(f"/manage/{slug}/tracks/{foreign}").status_code == 404
    assert client.get(f"/manage/{slug}/tracks/99999999999999999999").status_code == 404


def test_a_team_is_added_changed_and_deleted_once_no_session_has_it(client: Browser, event: Event):
    slug, event_id = event.slug, event.id
    client.fill(f"/manage/{slug}/interpretation/new", {"name": "Booth 1", "languages": ["ru", "kk"]})
    [team] = teams_of_event(event_id)
    ident, own = team.id, f"/manage/{slug}/interpretation/{team.id}"
    session = make_session(event, "Opening", interpretation_team_id=ident)
    code, session_id = session.code, session.id

    client.fill(own, {"name": "Russian booth", "languages": ["ru"]})

    page = client.get(own).text
    assert f"/manage/{slug}/sessions/{code}" in page
    assert f"{own}/delete" not in page
    with pytest.raises(InUse, match="Session: Opening"):
        team_services.delete_team(ident, actor=OLGA, at=OPEN)
    db.session.get_one(Session, session_id).interpretation_team_id = None
    db.session.commit()
    client.fill(own, form="delete")
    db.session.rollback()
    assert teams_of_event(event_id) == []


def test_bad_teams_are_refused_in_words(client: Browser, event: Event):
    slug, event_id = event.slug, event.id
    team_services.add_team(event_id, TeamValues("Booth 1", ("ru",)), actor=OLGA, at=OPEN)
    address = f"/manage/{slug}/interpretation/new"

    assert "Enter the name of the team" in client.fill(address, {"languages": "ru"}).text
    assert "Choose at least one language" in client.fill(address, {"name": "Booth 2"}).text
    assert "Choose one of the list" in client.fill(address, {"name": "Booth 2", "languages": "xx"}).text
    twice = client.fill(address, {"name": "Booth 1", "languages": "ru"})
    assert (twice.status_code, "team with this name" in twice.text) == (409, True)


def test_viewers_change_neither_tracks_nor_teams(client: Browser):
    event = make_event()
    slug = event.slug
    client.sign_in(make_member(event, Role.VIEWER))

    assert client.get(f"/manage/{slug}/tracks").status_code == 403
    assert client.get(f"/manage/{slug}/interpretation").status_code == 403


def test_visitors_choose_tracks_in_the_order_of_the_organisers(client: Browser, event: Event):
    slug, room = event.slug, make_room(event)
    for position, name in enumerate(("Zoonoses", "Borders")):
        ident = make_track(event, name, position=position).id
        place(make_session(event, f"About {name}", track_id=ident), room)
    make_release(event)

    page = client.get(f"/events/{slug}/agenda").text

    assert page.index('value="Zoonoses"') < page.index('value="Borders"')
