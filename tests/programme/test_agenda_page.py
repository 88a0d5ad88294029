import re
from datetime import timedelta
from functools import partial

import pytest

from conference.core.db import transaction
from conference.programme.models import Track
from conference.projects.models import Component
from tests.counting import count_queries
from tests.factories import (
    OPEN,
    STARTS,
    make_event,
    make_project,
    make_room,
    make_session,
    make_speaker,
    place,
    run_by,
    speaks_at,
    store,
)

HOUR = timedelta(hours=1)


def test_agenda_before_its_release_says_when_to_look_again(event, get):
    place(make_session(event, "Secret draft"), None)

    page = get(event, "agenda").text

    assert "The agenda is not published yet" in page
    assert "Secret draft" not in page


def test_agenda_shows_times_rooms_people_and_projects(event, get, release):
    track = store(Track(event_id=event.id, name="Trade"))
    session = make_session(event, "Opening", kind="panel", track_id=track.id, languages=["ru"], interpretation=["en"])
    place(session, make_room(event, "Hall"), minutes=45)
    project = make_project("BOMCA", event)
    part = store(Component(project_id=project.id, number=4, title="Cooperation"))
    run_by(session, project, component_id=part.id, is_lead=True)
    speaker = make_speaker(event, "Aigul Sample")
    speaks_at(speaker, session, role="moderator")
    release(event)

    page = get(event, "agenda").text

    for words in ("Opening", "Hall", "Panel discussion · Trade", "09:00", "09:45", "Brussels, UTC+2", "Component 4",
                  "Moderator", "Russian, interpreted into English", "Wednesday, 12 May 2027", "Version 1 of the agenda",
                  f'href="/events/{event.slug}/sessions/{session.code}"', 'datetime="2027-05-12T09:00+02:00"',
                  f'href="/events/{event.slug}/speakers/{speaker.code}">Aigul Sample</a>',
                  f'href="/events/{event.slug}/projects/BOMCA"'):  # fmt: skip
        assert words in page, words


def test_what_comes_next_says_its_day_when_that_is_not_today(event, get, clock, release):
    for title, hours in (("Opening", 0), ("Second", 3), ("Third", 24)):
        place(make_session(event, title), None, starts_at=STARTS + hours * HOUR)
    release(event)

    clock(STARTS + timedelta(minutes=10))
    assert "Next, at 12:00" in get(event, "agenda").text
    clock(STARTS + 5 * HOUR)
    assert "Next, on 13 May 2027 at 09:00" in get(event, "agenda").text


def test_agenda_calls_the_parts_of_a_project_as_the_project_does(event, get, release):
    session = make_session(event)
    place(session, None)
    project = make_project("PROTECT", event, component_word="objective")
    run_by(session, project, component_id=store(Component(project_id=project.id, number=2, title="Decide")).id)
    release(event)

    page = get(event, "agenda").text

    assert "Objective 2" in page
    assert "Component 2" not in page


def test_agenda_follows_the_release_and_not_the_draft(client, event, get, release):
    placement = place(make_session(event, "Opening"), None)
    release(event)
    before = get(event, "agenda")
    with transaction():
        placement.starts_at, placement.ends_at = STARTS + 3 * HOUR, STARTS + 4 * HOUR

    assert get(event, "agenda").text == before.text
    release(event)
    after = client.get(f"/events/{event.slug}/agenda", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "12:00" in after.text


def test_agenda_keeps_a_cancelled_session_struck_through_with_the_word(event, get, release):
    place(make_session(event, "Called off", cancelled_at=OPEN), None)
    release(event)

    page = get(event, "agenda").text

    assert "session--cancelled" in page
    assert "Cancelled" in page
    assert "Called off" in page


def test_agenda_shows_breaks_without_a_page_of_their_own(event, get, release):
    coffee = make_session(event, "Coffee", kind="break")
    place(coffee, None)
    release(event)

    page = get(event, "agenda").text

    assert "session--break" in page
    assert f"sessions/{coffee.code}" not in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("project=BOMCA", ["Ours"], ["Theirs"]),
        ("project=bomca&room=Hall", ["Ours"], ["Theirs"]),
        ("day=2027-05-13", ["Theirs"], ["Ours"]),
        ("room=Attic", ["Theirs"], ["Ours"]),
        ("room=Attic&project=BOMCA", ["Nothing on the agenda fits", "Show the whole agenda"], ["Ours", "Theirs"]),
        ("day=yesterday", ["Nothing on the agenda fits"], ["Ours", "Theirs"]),
        ("project=%3Cscript%3E", ["Nothing on the agenda fits"], ["<script>"]),
        ("track=x&unknown=1", ["Nothing on the agenda fits"], ["Ours"]),
        ("day=&project=&track=&room=", ["Ours", "Theirs"], []),
    ],
)
def test_agenda_is_narrowed_by_its_address(event, query, shown, hidden, get, release):  # noqa: PLR0917 - cases
    ours, theirs = make_session(event, "Ours"), make_session(event, "Theirs")
    place(ours, make_room(event, "Hall"))
    place(theirs, make_room(event, "Attic"), starts_at=STARTS + 24 * HOUR)
    run_by(ours, make_project("BOMCA", event))
    run_by(theirs, make_project("PROTECT", event))
    release(event)

    answer = get(event, f"agenda?{query}")

    assert answer.status_code == 200
    assert [words for words in shown if words not in answer.text] == []
    assert [words for words in hidden if words in answer.text] == []


def test_agenda_links_keep_what_was_chosen_before(event, get, release):
    for day, room in enumerate(("Hall", "Attic")):
        session = make_session(event)
        place(session, make_room(event, room), starts_at=STARTS + day * 24 * HOUR)
        run_by(session, make_project(f"P{day}", event))
    release(event)

    page = get(event, "agenda?room=Hall&lang=ru").text

    assert "project=P0&amp;room=Hall&amp;lang=ru" in page
    assert "day=2027-05-13&amp;room=Hall&amp;lang=ru" in page
    assert '<input type="hidden" name="lang" value="ru">' in page


def test_agenda_marks_what_is_on_now_minute_by_minute(client, event, clock, get, release):
    place(make_session(event, "First"), None)
    place(make_session(event, "Second"), None, starts_at=STARTS + HOUR)
    release(event)
    clock(STARTS + timedelta(minutes=59, seconds=59))
    first = get(event, "agenda")
    clock(STARTS + HOUR)
    second = client.get(f"/events/{event.slug}/agenda", headers={"If-None-Match": first.headers["ETag"]})

    of_first, of_second = (answer.text.partition("data-agenda")[2] for answer in (first, second))
    assert of_first.index("session--now") < of_first.index("First") < of_first.index("Second")
    assert second.status_code == 200
    assert of_second.index("First") < of_second.index("session--now") < of_second.index("Second")
    assert 'href="#now"' in second.text
    assert second.text.count('id="now"') == 1


def test_agenda_needs_as_many_queries_for_30_sessions_as_for_3(client, clock, make_agenda):
    needed = []
    for number, count in enumerate((3, 30)):
        event = make_event()
        projects = [make_project(f"P{number}{place}", event) for place in range(2)]
        make_agenda(event, count, projects, [make_room(event, "Hall"), make_room(event, "Attic")])
        page = f"/events/{event.slug}/agenda"
        needed.append(count_queries(partial(client.get, page)))

    assert needed[0] == needed[1]
    assert needed[0] <= 16  # event, projects and versions, release; places, what they name, who declined; funders


def test_agenda_that_was_made_before_needs_three_queries(client, event, clock, make_agenda, get):
    make_agenda(event, 3)
    page = f"/events/{event.slug}/agenda"
    client.get(page)

    assert count_queries(partial(client.get, page)) <= 4  # the event, its projects, the release; BEGIN


@pytest.mark.parametrize("page", ["speakers/", "projects/", "projects/AAA", ""])
def test_other_pages_need_as_many_queries_for_many_sessions_as_for_few(client, event, page, clock, make_agenda):
    project = make_project("AAA", event)
    address = f"/events/{event.slug}/{page}"
    make_agenda(event, 2, [project])
    few = count_queries(partial(client.get, address))
    make_agenda(event, 20, [project])
    address = f"/events/{event.slug}/{page}"

    assert count_queries(partial(client.get, address)) == few


def test_agenda_in_rooms_side_by_side_has_a_column_for_each_and_names_it_for_narrow_screens(event, get, release):
    hall, attic = make_room(event, "Hall"), make_room(event, "Attic")
    place(make_session(event, "Long one"), hall, minutes=120)
    place(make_session(event, "Short one"), attic)
    place(make_session(event, "Second one"), attic, starts_at=STARTS + HOUR)
    place(make_session(event, "Coffee", kind="break"), None, starts_at=STARTS + 2 * HOUR)
    release(event)

    page = get(event, "agenda?view=grid").text

    assert [
        page.count(f'<th scope="col" data-room="{room.code.lower()}">{room.name}</th>') for room in (hall, attic)
    ] == [1, 1]
    assert 'rowspan="2"' in page
    assert 'colspan="2" class="rooms__all"' in page
    assert '09:00–11:00<span class="entry__room">, Hall</span>' in page
    assert "view=grid" in page.partition("agenda-choice")[2].partition("data-agenda")[0]


def test_agenda_is_searched_by_words_without_scripts(event, get, release):
    ours, theirs = make_session(event, "Ours", abstract="Détente in practice."), make_session(event, "Theirs")
    for session in (ours, theirs):
        place(session, None)
    speaks_at(make_speaker(event, "Өмүрбек Улгу"), theirs)
    release(event)

    by_abstract, by_name = get(event, "agenda?q=detente"), get(event, "agenda?q=omurbek")

    assert ("Ours" in by_abstract.text, "Theirs" in by_abstract.text) == (True, False)
    assert ("Ours" in by_name.text, "Theirs" in by_name.text) == (False, True)
    assert "1 of 2 sessions" in by_name.text
    assert 'value="omurbek"' in by_name.text
    assert "ETag" not in by_name.headers  # searches are made anew, so that they cannot crowd out the agenda


def test_agenda_counts_sessions_by_project_with_the_rest_that_is_asked(event, get, release):
    bomca, protect, hall = make_project("BOMCA", event), make_project("PROTECT", event), make_room(event, "Hall")
    for room, projects in ((hall, [bomca]), (hall, [bomca, protect]), (None, [protect])):
        session = make_session(event)
        place(session, room)
        for position, project in enumerate(projects):
            run_by(session, project, position=position)
    release(event)

    page = get(event, f"agenda?room={hall.code}&project=PROTECT").text

    assert re.findall(r'data-project-count="(\w+)".*?<b>(\d+)</b>', page) == [("bomca", "2"), ("protect", "1")]
    assert "1 of 3 sessions" in page


def test_agenda_says_what_changed_since_the_release_before(event, get, release):
    hall, attic = make_room(event, "Hall"), make_room(event, "Attic")
    _stays, moves, goes = (place(make_session(event, title), hall) for title in ("Stays", "Moves", "Goes"))
    release(event)
    assert "session__note" not in get(event, "agenda").text
    with transaction() as session:
        moves.starts_at, moves.ends_at, moves.room_id = STARTS + 2 * HOUR, STARTS + 3 * HOUR, attic.id
        session.delete(goes)
    place(make_session(event, "Comes"), hall, starts_at=STARTS + 4 * HOUR)
    release(event)

    page = get(event, "agenda").text

    assert re.findall(r'session__note--(\w+)">([^<]+)<', page) == [
        ("cancelled", "Cancelled"), ("moved", "Moved from 09:00, Hall"), ("new", "New"),
    ]  # fmt: skip


def test_agenda_marks_titles_that_are_not_in_the_readers_language(event, get, release):
    session = make_session(event, "Opening", translations={"ru": {"title": "Открытие"}})
    place(session, None)
    place(make_session(event, "Closing"), None)
    release(event)

    page = get(event, "agenda?lang=ru").text

    assert "Открытие" in page
    assert page.count('lang="en">') - page.count('hreflang="en">') >= 1
    assert page.count('class="in-language"') == 1


def test_session_card_carries_what_scripts_look_up(event, get, release):
    session = make_session(event, "Opening", kind="panel", languages=["ru"], interpretation=["en"])
    place(session, make_room(event, "Hall", code="h1"))
    run_by(session, make_project("BOMCA", event))
    release(event)

    assert f'data-session="{session.code}" data-has="|p=bomca|r=h1|k=panel|l=ru|l=en|"' in get(event, "agenda").text
