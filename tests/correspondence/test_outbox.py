"""The organisers' outbox: what was written to whom, and how it went."""

from datetime import timedelta

import pytest

from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.mail.models import Message
from tests.browser import Browser, forms_of
from tests.counting import count_queries
from tests.factories import OPEN, make_event, make_member, store_message, store_registration


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="border")
    client.sign_in(make_member(event))
    return event


def test_list_shows_who_how_and_when_again(client: Browser, event: Event):
    store_message(
        event,
        "waiting",
        to_name="Ada Sample",
        subject="Your ticket",
        attempts=3,
        error="the mail server cannot be reached",
        next_try_at=OPEN + timedelta(minutes=5),
    )

    page = client.get("/manage/border/mail/").text

    for words in (
        "Ada Sample",
        "Your ticket",
        "Trying again",
        "the mail server cannot be reached",
        "1 Apr 2027, 11:05",
    ):
        assert words in page
    assert 'data-label="Tries">3<' in page


def test_reason_is_in_the_readers_language_as_far_as_it_is_ours(client: Browser, event: Event):
    ours, theirs = "the mail server cannot be reached: Connection refused", "451 4.7.1 Greylisted"
    for error in (ours, theirs):
        store_message(event, "waiting", attempts=1, error=error)

    page = client.get("/manage/border/mail/?lang=ru").text

    assert "нет связи с почтовым сервером: Connection refused" in page
    assert theirs in page


def test_list_is_narrowed_by_state(client: Browser, event: Event):
    store_message(event, "failed", to_name="Failed Person")
    store_message(event, "sent", to_name="Sent Person")

    page = client.get("/manage/border/mail/?status=failed").text

    assert "Failed Person" in page
    assert "Sent Person" not in page
    assert "Failed (1)" in page
    assert "No e-mail is in this state" in client.get("/manage/border/mail/?status=unsure").text
    assert "Sent Person" in client.get("/manage/border/mail/?status=nonsense").text


def test_list_has_pages_and_the_same_queries_for_many(client: Browser, event: Event):
    def fetch() -> None:
        client.get("/manage/border/mail/")

    store_message(event)
    one = count_queries(fetch)
    for _number in range(50):
        store_message(event)

    assert count_queries(fetch) == one
    assert "Page 1 of 2" in client.get("/manage/border/mail/").text
    assert client.get("/manage/border/mail/?page=99").text.count('class="table__name"') == 1


def test_mail_of_another_event_is_not_there(client: Browser, event: Event):
    other = make_event(slug="other")
    message = store_message(other, "failed", to_name="Stranger")

    assert "Stranger" not in client.get("/manage/border/mail/").text
    assert client.get(f"/manage/border/mail/{message.code}").status_code == 404
    assert client.post(f"/manage/border/mail/{message.code}/resend", data={}).status_code == 404


@pytest.mark.parametrize("code", ["%25", "_", "x", "0190"])
def test_made_up_codes_lead_nowhere(client: Browser, event: Event, code: str):
    store_message(event)

    assert client.get(f"/manage/border/mail/{code}").status_code == 404


def test_detail_leads_to_the_person(client: Browser, event: Event):
    registration = store_registration(event)
    message = store_message(event, subject_id=registration.id)

    assert f"/manage/border/registrations/{registration.code}" in client.get(f"/manage/border/mail/{message.code}").text


def test_resend_queues_it_again_and_is_noted(client: Browser, event: Event):
    message = store_message(event, "failed", error="550 No such person", attempts=1)
    url = f"/manage/border/mail/{message.code}"

    answer = client.fill(url, form="/resend", follow_redirects=True)

    assert "on its way again" in answer.text
    assert "Sent again" in answer.text
    assert "Olga Organiser" in answer.text
    row = db.session.get_one(Message, message.id, populate_existing=True)
    assert (row.state, row.attempts, row.error) == ("waiting", 0, None)


def test_pressing_twice_sends_once(client: Browser, event: Event):
    message = store_message(event, "failed")
    url = f"/manage/border/mail/{message.code}"
    [form] = [form for form in forms_of(client.get(url).text) if form.action.endswith("/resend")]

    client.send(url, form, {})
    answer = client.send(url, form, {})

    assert answer.status_code == 409
    assert "still waiting to be sent" in answer.text


def test_unsure_says_why_it_is_not_repeated(client: Browser, event: Event):
    message = store_message(event, "unsure")

    page = client.get(f"/manage/border/mail/{message.code}").text

    assert "nobody knows whether it has it" in page
    assert "/resend" in page


def test_unsure_is_settled_by_whoever_found_out(client: Browser, event: Event):
    message = store_message(event, "unsure", error="the mail server went away")
    url = f"/manage/border/mail/{message.code}"
    [form] = [form for form in forms_of(client.get(url).text) if form.action.endswith("/settle")]

    answer = client.send(url, form, {}, follow_redirects=True)

    assert "Noted: it has arrived." in answer.text
    assert "Said to have arrived" in answer.text
    row = db.session.get_one(Message, message.id, populate_existing=True)
    assert (row.state, row.error) == ("sent", None)
    assert client.send(url, form, {}).status_code == 409


def test_waiting_mail_has_no_button(client: Browser, event: Event):
    message = store_message(event, "waiting")

    assert "/resend" not in client.get(f"/manage/border/mail/{message.code}").text


@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 200), (Role.VIEWER, 403), (Role.DOOR, 403)])
def test_roles_that_see_mail(client: Browser, event: Event, role: Role, status: int):
    message = store_message(event)
    client.sign_in(make_member(event, role))

    assert client.get("/manage/border/mail/").status_code == status
    assert client.get(f"/manage/border/mail/{message.code}").status_code == status


def test_names_in_mail_are_shown_as_text(client: Browser, event: Event):
    message = store_message(event, to_name="<img src=x>", subject="<script>1</script>", error="<b>550</b>")

    for address in ("/manage/border/mail/", f"/manage/border/mail/{message.code}"):
        page = client.get(address).text
        assert "<img src=x" not in page
        assert "<script>1" not in page
        assert "<b>550" not in page
