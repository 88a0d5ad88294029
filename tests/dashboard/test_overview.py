from conference.events.permissions import Role
from tests.browser import Browser
from tests.counting import count_queries
from tests.factories import (
    make_category,
    make_event,
    make_member,
    make_user,
    store_message,
    store_registration,
)


def test_events_shows_own_events_only(client: Browser):
    mine, other = make_event(title="Mine"), make_event(title="Not mine")
    make_member(other)
    client.sign_in(make_member(mine))

    page = client.get("/manage/").text

    assert "Mine" in page
    assert "Not mine" not in page


def test_events_without_a_role_says_what_to_do(client: Browser):
    client.sign_in(make_user())

    assert "No event yet" in client.get("/manage/").text


def test_events_sends_door_staff_to_the_door(client: Browser):
    event = make_event()
    client.sign_in(make_member(event, Role.DOOR))

    assert f'href="/door/{event.slug}/"' in client.get("/manage/").text
    assert client.get(f"/manage/{event.slug}/").status_code == 403


def test_overview_asks_for_sign_in_and_comes_back(client: Browser):
    event = make_event()

    answer = client.get(f"/manage/{event.slug}/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/account/sign-in?next=/manage/{event.slug}/"


def test_overview_is_not_there_for_strangers(client: Browser):
    event = make_event()
    client.sign_in(make_member(make_event()))

    assert client.get(f"/manage/{event.slug}/").status_code == 404


def test_overview_counts(client: Browser):
    event = make_event(capacity=10)
    press = make_category(event, "press", name="Press")
    store_registration(event, press)
    store_registration(event, press, state="pending")
    store_registration(event, make_category(event, "speaker"), state="waiting")
    store_message(event, "failed")
    client.sign_in(make_member(event))

    page = client.get(f"/manage/{event.slug}/").text

    assert "1 registration waits for your decision" in page
    assert "Places are free and people are on the waiting list" in page
    assert "1 e-mail was refused" in page
    assert f"/manage/{event.slug}/registrations/?status=pending" in page
    assert f"/manage/{event.slug}/mail/?status=failed" in page
    assert "<strong>2</strong> of 10 places taken" in page


def test_overview_of_a_new_event_shows_next_steps(client: Browser):
    event = make_event(published_at=None)
    client.sign_in(make_member(event))

    page = client.get(f"/manage/{event.slug}/").text

    assert "Next steps" in page
    assert "Build the agenda" in page
    assert f"/manage/{event.slug}/settings" in page


def test_overview_shows_nobody_s_mail_to_a_viewer(client: Browser):
    event = make_event()
    store_message(event, "failed")
    client.sign_in(make_member(event, Role.VIEWER))

    page = client.get(f"/manage/{event.slug}/").text

    assert f"/manage/{event.slug}/mail/" not in page


def test_overview_needs_the_same_queries_for_many(client: Browser):
    event = make_event()
    client.sign_in(make_member(event))
    categories = [make_category(event, code) for code in ("a", "b")]

    def fetch() -> None:
        assert client.get(f"/manage/{event.slug}/").status_code == 200

    store_registration(event, categories[0])
    few = count_queries(fetch)
    for number in range(8):
        store_registration(event, categories[number % 2])
        store_message(event)

    assert count_queries(fetch) == few
