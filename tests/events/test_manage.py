"""The organiser's forms of an event and its draft."""

from conference.events import queries
from tests.browser import Browser, forms_of
from tests.factories import make_event, make_member, make_registration


def test_settings_are_shown_in_the_events_zone_and_saved(client: Browser):
    event = make_event(zone="Asia/Bishkek")
    slug, event_id = event.slug, event.id
    client.sign_in(make_member(event))

    answer = client.fill(f"/manage/{slug}/settings", {"title": "Күзгү жыйын", "starts_at": "2027-05-12T10:00"}, form="")

    assert answer.status_code == 302
    stored = queries.get_event(event_id)
    assert (stored.title, stored.starts_at.isoformat()) == ("Күзгү жыйын", "2027-05-12T04:00:00+00:00")
    page = client.get(f"/manage/{slug}/settings")
    assert 'value="2027-05-12T10:00"' in page.text
    assert "Settings changed" in page.text


def test_wrong_settings_keep_what_was_typed_and_say_what_to_do(client: Browser):
    event = make_event()
    slug = event.slug
    client.sign_in(make_member(event))
    typed = {"title": "", "zone": "Mars/Phobos", "summary": "kept text", "capacity": "many"}

    answer = client.fill(f"/manage/{slug}/settings", typed)

    assert answer.status_code == 422
    for words in ("Enter the title of the event", "Enter a time zone like", "Enter a whole number", "kept text"):
        assert words in answer.text


def test_end_before_start_capacity_too_small_and_skipped_times_are_refused(client: Browser):
    event = make_event(capacity=10)
    make_registration(event)
    make_registration(event)
    slug = event.slug
    client.sign_in(make_member(event))
    address = f"/manage/{slug}/settings"

    assert "must end after it starts" in client.fill(address, {"ends_at": "2027-05-11T09:00"}).text
    assert "2 places are taken already" in client.fill(address, {"capacity": "1"}).text
    assert "clocks go forward" in client.fill(address, {"registration_closes_at": "2027-03-28T02:30"}).text


def test_second_of_two_editors_is_told(client: Browser):
    event = make_event()
    slug, event_id = event.slug, event.id
    client.sign_in(make_member(event))
    first = client.get(f"/manage/{slug}/settings")
    client.fill(f"/manage/{slug}/settings", {"title": "From the other tab"})

    form = next(found for found in forms_of(first.text) if any(name == "title" for name, _value in found.fields))
    late = client.send(f"/manage/{slug}/settings", form, {"title": "Too late"})

    assert late.status_code == 409
    assert "Too late" in late.text
    assert queries.get_event(event_id).title == "From the other tab"


def test_draft_is_seen_by_its_team_only_until_published(client: Browser):
    event = make_event(published_at=None)
    slug, owner = event.slug, make_member(event)

    assert client.get(f"/events/{slug}/").status_code == 404
    client.sign_in(owner)
    client.fill(f"/manage/{slug}/settings", form="publish")
    client.sign_out()

    assert client.get(f"/events/{slug}/").status_code == 200
