from datetime import timedelta

from conference.organisations.models import Organisation
from conference.projects.models import Component
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


def test_session_page_tells_all_of_it(event, get, release):
    organisation = store(Organisation(code="vrs", name="State Border Guard"))
    session = make_session(event, "Detection", kind="workshop", abstract="With **dogs**.", interpretation=["ru"])
    place(session, make_room(event, "Hall", floor="First floor"))
    project = make_project("BOMCA", event)
    part = store(Component(project_id=project.id, number=2, title="Better detection", lead_id=organisation.id))
    run_by(session, project, component_id=part.id, is_lead=True)
    run_by(session, make_project("PROTECT", event), position=1)
    speaks_at(make_speaker(event, "Aigul Sample", national_name="Айгүл Үлгү", country="KG"), session, role="host")
    release(event)

    page = get(event, f"sessions/{session.code}").text

    for words in ("Workshop", "Detection", "With <strong>dogs</strong>.", "Wednesday, 12 May 2027", "09:00", "10:00",
                  "Hall, First floor", "Better detection", "State Border Guard", "BOMCA", "PROTECT", "(leads)", "Host",
                  "English, interpreted into Russian", 'lang="ky" dir="auto">Айгүл Үлгү<'):  # fmt: skip
        assert words in page, words


def test_session_page_leads_to_the_sessions_around_it(event, get, release):
    sessions = [make_session(event, title) for title in ("One", "Two", "Three")]
    for hour, session in enumerate(sessions):
        place(session, None, starts_at=STARTS + hour * HOUR)
    beside = make_session(event, "Meanwhile")
    place(beside, make_room(event), starts_at=STARTS + HOUR)
    release(event)

    page = get(event, f"sessions/{sessions[1].code}").text

    assert page.count(f"sessions/{sessions[0].code}") == 1
    assert "At the same time" in page
    assert "Meanwhile" in page


def test_session_that_is_cancelled_says_so(event, get, release):
    session = make_session(event, "Called off", cancelled_at=OPEN)
    place(session, None)
    release(event)

    assert "This session is cancelled." in get(event, f"sessions/{session.code}").text


def test_session_of_the_draft_or_of_another_event_is_not_there(event, get, release):
    shown, draft, other = make_session(event), make_session(event), make_event()
    place(shown, None)
    release(event)
    place(draft, None)
    place(make_session(other), None)
    release(other)

    assert get(event, f"sessions/{shown.code}").status_code == 200
    assert get(event, f"sessions/{draft.code}").status_code == 404
    assert get(other, f"sessions/{shown.code}").status_code == 404
    assert get(event, "sessions/%F0%9F%92%A9").status_code == 404


def test_speakers_are_those_of_the_release_by_name(event, get, release):
    session = make_session(event)
    place(session, None)
    for name in ("Жанна", "Žaneta", "Aigul", "Ēriks"):
        speaks_at(make_speaker(event, name), session)
    make_speaker(event, "Nobody yet")
    release(event)

    page = get(event, "speakers/").text

    assert "Nobody yet" not in page
    assert sorted(("Aigul", "Ēriks", "Žaneta", "Жанна"), key=page.index) == ["Aigul", "Ēriks", "Žaneta", "Жанна"]


def test_speakers_before_the_release_are_not_announced(event, get):
    speaks_at(make_speaker(event, "Aigul"), make_session(event))

    page = get(event, "speakers/").text

    assert "The speakers are not announced yet" in page
    assert "Aigul" not in page


def test_speaker_page_tells_who_and_when_and_keeps_the_address_private(event, get, release):
    session = make_session(event, "Opening")
    place(session, None)
    speaker = make_speaker(
        event, "Bilal Misaali", national_name="بلال مثالی", country="PK", position="Counsellor",
        organisation_name="Safe Travel", biography="Knows *every* road.", email="secret@example.org",
    )  # fmt: skip
    speaks_at(speaker, session)
    release(event)

    page = get(event, f"speakers/{speaker.code}").text

    for words in ("Bilal Misaali", 'lang="ur" dir="auto">بلال مثالی', "Counsellor", "Safe Travel, Pakistan",
                  "Knows <em>every</em> road.", "Opening", "09:00"):  # fmt: skip
        assert words in page, words
    assert "secret@example.org" not in page


def test_speaker_without_a_released_session_is_not_there(event, get, release):
    place(make_session(event), None)
    release(event)

    assert get(event, f"speakers/{make_speaker(event).code}").status_code == 404


def test_sessions_page_of_the_menu_is_marked(event, get, release):
    session = make_session(event)
    place(session, None)
    release(event)

    for page in ("agenda", f"sessions/{session.code}"):
        menu = get(event, page).text
        assert f'href="/events/{event.slug}/agenda" aria-current="page"' in menu


def test_organisation_in_another_script_says_its_language(event, get, release):
    session = make_session(event)
    place(session, None)
    speaks_at(make_speaker(event, organisation_name="Өмүр <көпүрөсү>", country="KG"), session)
    release(event)

    words = '<bdi lang="ky" dir="auto">Өмүр &lt;көпүрөсү&gt;</bdi>'
    assert words in get(event, f"sessions/{session.code}").text
    assert words in get(event, "speakers/").text


def test_session_held_twice_shows_both_times_and_rooms(event, get, release):
    session = make_session(event, "Repeated")
    for hours, room in ((0, "Hall"), (2, "Attic")):
        place(session, make_room(event, room), starts_at=STARTS + hours * HOUR)
    release(event)

    page = get(event, f"sessions/{session.code}").text

    assert page.index("09:00</time> – 10:00, Hall") < page.index("11:00</time> – 12:00, Attic")


def test_session_page_marks_what_is_not_in_the_readers_language(event, get, release):
    session = make_session(event, "Detection", subtitle="Of goods", abstract="With **dogs**.",
                           translations={"ru": {"abstract": "С **собаками**."}}, is_streamed=True,
                           stream_url="https://example.org/live")  # fmt: skip
    place(session, None)
    release(event)

    page = get(event, f"sessions/{session.code}?lang=ru").text

    assert '<h1 lang="en">Detection</h1>' in page
    assert '<p class="lead" lang="en">Of goods</p>' in page
    assert page.count('class="in-language"') == 1
    assert "С <strong>собаками</strong>." in page
    assert 'href="https://example.org/live"' in page


def test_speaker_page_is_in_the_readers_language_where_it_is_translated(event, get, release):
    session = make_session(event)
    place(session, None)
    speaker = make_speaker(event, "Aigul Sample", title="Dr", position="Counsellor", biography="Knows roads.",
                           translations={"ru": {"position": "Советник"}})  # fmt: skip
    speaks_at(speaker, session, role="moderator")
    release(event)

    page = get(event, f"speakers/{speaker.code}?lang=ru").text

    for words in ("Dr Aigul Sample", "Советник", '<div class="prose stack" lang="en"><p>Knows roads.</p>'):
        assert words in page, words
    assert "Counsellor" not in page


def test_page_says_floor_and_project_in_the_readers_language(event, get, release):
    hall = make_room(event, "Hall", floor="First floor", building="North",
                     translations={"ru": {"name": "Зал", "floor": "Второй этаж"}})  # fmt: skip
    session = make_session(event, "Opening")
    place(session, hall)
    run_by(session, make_project("BOMCA", event, title="Borders", translations={"ru": {"title": "Границы"}}))
    release(event)

    page = get(event, f"sessions/{session.code}?lang=ru").text

    assert "Зал, Второй этаж, North" in page
    assert ">Границы<" in page
    assert 'title="Границы"' in page
    assert "Borders" not in page
