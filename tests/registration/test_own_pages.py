"""One's own registration behind its secret link."""

from typing import Any

import pytest
import time_machine
from icalendar import Calendar

from conference.core.audit import ATTENDEE, Actor
from conference.core.codes import in_groups
from conference.core.db import db
from conference.core.pdf import PdfFailed
from conference.registration import links, queries, services
from conference.registration.models import Registration
from tests.browser import Browser, forms_of
from tests.factories import ENDS, OPEN, make_category, make_event
from tests.registration.conftest import places

pytestmark = pytest.mark.usefixtures("clock")
ORGANISER = Actor("Olga Organiser", 1)


class Own:
    """A registered person with their link."""

    def __init__(self, registration_id: int) -> None:
        self.id = registration_id
        row = self.row
        self.event_id, self.slug = row.event_id, row.event.slug
        self.address = f"/events/{self.slug}/registrations/{links.own_page_token(row)}"

    @property
    def row(self) -> Registration:
        db.session.rollback()
        return queries.get_registration(self.id)


@pytest.fixture
def own(register: Any) -> Own:
    event = make_event(slug="infopoint", capacity=5, venue="InfoPoint")
    make_category(event)
    return Own(
        register(
            event.id, name="Өмүрбек Асанов", national_name="مریم", organisation="Chynara", country="KG"
        ).registration_id
    )


@pytest.fixture
def pdf(monkeypatch: Any) -> None:
    monkeypatch.setattr(
        "conference.registration.papers.ticket_file",
        lambda _row, ticket: b"%PDF " + links.ticket_code_of(ticket).encode(),
    )


def press(client: Browser, own: Own, form: str) -> Any:
    return client.fill(own.address, form=form)


def test_the_page_shows_ticket_facts_and_ways_on(client: Browser, own: Own):
    answer = client.get(own.address)
    code = links.ticket_code_of(own.row.tickets[0])

    assert answer.status_code == 200
    for words in ("Your place is confirmed", "Өмүрбек Асанов", "Chynara", "InfoPoint", own.row.code, "<svg"):
        assert words in answer.text
    assert in_groups(code) in answer.text.replace("<span>", "").replace("</span>", "")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["", "/change", "/cancel", "/restore", "/photos", "/ticket.pdf", "/calendar.ics"])
def test_a_wrong_or_foreign_link_tells_nothing(client: Browser, own: Own, path: str):
    other = make_event(slug="other")
    make_category(other)
    token = own.address.rsplit("/", 1)[1]
    call = client.post if path in ("/cancel", "/restore", "/photos") else client.get
    wrong = token[:-1] + ("A" if token[-1] != "A" else "B")

    answers = [
        call(f"/events/{slug}/registrations/{secret}{path}")
        for slug, secret in [
            ("infopoint", wrong),
            ("infopoint", "1"),
            ("other", token),
            ("none", token),
            ("infopoint", "%F0%9F"),
        ]
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text.replace(answer.request.path, "") for answer in answers[:4]}) == 1
    assert own.row.state == "confirmed"


def test_guessing_is_slowed_down_and_right_links_keep_working(client: Browser, own: Own):
    answers = [client.get(f"/events/infopoint/registrations/guess-{n}").status_code for n in range(61)]

    assert answers == [404] * 60 + [429]
    assert client.get(own.address).status_code == 200


def test_cancel_then_undo(client: Browser, own: Own):
    old = own.row.tickets[0].code_digest
    cancelled = press(client, own, "/cancel")
    page = client.get(own.address)

    assert (cancelled.status_code, cancelled.location) == (303, own.address)
    assert "Your registration is cancelled" in page.text
    assert "<svg" not in page.text.split("<main")[1].split("</main")[0]
    assert places(own.event_id) == (0, 0, 0)

    press(client, own, "/restore")
    assert "Your place is confirmed" in client.get(own.address).text
    assert own.row.valid_ticket is not None
    assert own.row.valid_ticket.code_digest != old
    assert places(own.event_id) == (1, 1, 1)


def test_giving_up_a_place_is_asked_twice_where_no_other_is_left(client: Browser, own: Own, register: Any):
    assert "Yes, give my place back" not in client.get(own.address).text
    for number in range(4):
        register(own.event_id, f"{number}@example.org")

    assert "Yes, give my place back" in client.get(own.address).text
    assert client.fill(own.address, form="/cancel").status_code == 303


def test_undo_is_offered_only_while_places_are_left(client: Browser, own: Own, register: Any):
    services.cancel(own.id, actor=ATTENDEE, at=OPEN)
    form = next(f for f in forms_of(client.get(own.address).text) if "/restore" in f.action)
    for number in range(5):
        register(own.event_id, f"{number}@example.org")

    sent = client.send(own.address, form, {})

    assert sent.status_code == 409
    assert "Every place is taken" in sent.text
    assert "/restore" not in client.get(own.address).text
    assert places(own.event_id) == (5, 5, 5)


@pytest.mark.usefixtures("pdf")
def test_details_sent_after_cancelling_in_another_tab_are_said_to_be_lost(client: Browser, own: Own):
    (form, *_others) = forms_of(client.get(f"{own.address}/change").text)
    press(client, own, "cancel")

    answer = client.send(f"{own.address}/change", form, {"name": "Another"})

    assert answer.status_code == 409
    assert "That is no longer possible: the registration is now “Cancelled”" in answer.text
    assert own.row.name == "Өмүрбек Асанов"


def test_a_cancelled_ticket_is_gone(client: Browser, own: Own):
    assert client.get(f"{own.address}/ticket.pdf").status_code == 200
    services.cancel(own.id, actor=ORGANISER, at=OPEN)

    assert client.get(f"{own.address}/ticket.pdf").status_code == 410
    assert client.get(f"{own.address}/calendar.ics").status_code == 410
    assert "/restore" not in client.get(own.address).text
    assert client.get(f"{own.address}/change").status_code == 303


@pytest.mark.usefixtures("pdf")
def test_the_ticket_is_a_download_with_the_code(client: Browser, own: Own):
    answer = client.get(f"{own.address}/ticket.pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.data == b"%PDF " + links.ticket_code_of(own.row.tickets[0]).encode()
    assert answer.headers["Content-Disposition"] == f"attachment; filename=ticket-{own.row.code}.pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_ticket_that_cannot_be_drawn_now_is_asked_for_again(client: Browser, own: Own, monkeypatch: Any):
    def fail(*_about: object) -> bytes:
        raise PdfFailed("no memory")

    monkeypatch.setattr("conference.registration.papers.ticket_file", fail)
    answer = client.get(f"{own.address}/ticket.pdf")

    assert answer.status_code == 503
    assert "Retry-After" in answer.headers


def test_the_calendar_entry_is_a_download_that_stays_the_same(client: Browser, own: Own):
    first, second = (client.get(f"{own.address}/calendar.ics") for _ in range(2))
    calendar = Calendar.from_ical(first.data)
    entry: Any = calendar.walk("VEVENT")[0]

    assert first.data == second.data
    assert (calendar["method"], entry["uid"]) == ("PUBLISH", f"{own.row.uuid}@localhost")
    assert entry["dtstart"].dt.isoformat() == "2027-05-12T09:00:00+02:00"
    assert "attendee" not in entry


def test_details_are_changed_and_found_again(client: Browser, own: Own):
    answer = client.fill(
        f"{own.address}/change", {"name": "Ömürbek Asanov", "position": "Colonel", "country": "KZ", "language": "ru"}
    )
    row = own.row

    assert (answer.status_code, answer.location) == (303, f"{own.address}?changed=yes")
    assert (row.name, row.position, row.country, row.language) == ("Ömürbek Asanov", "Colonel", "KZ", "ru")
    assert row.name_key.startswith("omurbek asanov")
    assert row.email == "ada@example.org"
    assert 'lang="ru"' in client.get(own.address).text


@pytest.mark.parametrize("typed", [{"name": ""}, {"name": "x" * 201}, {"country": ""}, {"country": "XX"}])
def test_wrong_details_are_refused_and_kept(client: Browser, own: Own, typed: dict[str, str]):
    answer = client.fill(f"{own.address}/change", {"organisation": "Typed just now", **typed})

    assert answer.status_code == 422
    assert "Typed just now" in answer.text
    assert own.row.organisation == "Chynara"


def test_two_tabs_do_not_overwrite_each_other_unseen(client: Browser, own: Own):
    address = f"{own.address}/change"
    tab = forms_of(client.get(address).text)[0]
    client.fill(address, {"organisation": "First tab"})

    second = client.send(address, tab, {"organisation": "Second tab"})

    assert second.status_code == 409
    assert "First tab" in second.text
    assert "Second tab" in second.text
    assert own.row.organisation == "First tab"
    assert client.send(address, forms_of(second.text)[0], {}).status_code == 303
    assert own.row.organisation == "Second tab"


@pytest.mark.parametrize("version", ["", "x", "9" * 5000, "-1", "٣"])
def test_a_version_that_is_none_is_an_old_one(client: Browser, own: Own, version: str):
    assert client.fill(f"{own.address}/change", {"version": version, "name": "Bo"}).status_code == 409


def test_photo_consent_is_given_and_taken_back_and_both_stay_on_record(client: Browser, own: Own):
    press(client, own, "/photos")
    (given,) = own.row.consents
    assert (given.purpose, given.given_at, given.withdrawn_at) == ("photo", OPEN, None)
    assert given.text in client.get(own.address).text

    press(client, own, "/photos")
    press(client, own, "/photos")

    assert [c.withdrawn_at for c in own.row.consents] == [OPEN, None]


@pytest.mark.parametrize("deed", ["cancel", "restore", "photos", "change"])
def test_nothing_happens_without_our_own_page(client: Browser, own: Own, deed: str):
    before = own.row.version

    answer = client.post(f"{own.address}/{deed}", data={"csrf_token": "stale", "name": "Evil", "agree": "yes"})

    assert answer.status_code == 400
    assert own.row.version == before
    assert own.row.consents == []


def test_pending_and_declined_say_where_things_stand(client: Browser, register: Any):
    event = make_event()
    make_category(event, needs_approval=True)
    own = Own(register(event.id).registration_id)

    assert "waits for approval" in client.get(own.address).text
    assert client.get(f"{own.address}/ticket.pdf").status_code == 410
    services.decline(own.id, actor=ORGANISER, at=OPEN)
    assert "No place this time" in client.get(own.address).text


def test_after_the_event_nothing_is_left_to_cancel(client: Browser, own: Own):
    with time_machine.travel(ENDS, tick=False):
        page = client.get(own.address)

    assert "You were registered" in page.text
    assert "/cancel" not in page.text


def test_the_page_speaks_the_person_s_language_unless_asked_otherwise(client: Browser, register: Any):
    event = make_event()
    make_category(event)
    own = Own(register(event.id, language="ru").registration_id)

    assert 'lang="ru"' in client.get(own.address).text
    assert 'lang="en"' in client.get(f"{own.address}?lang=en").text


def test_a_replaced_link_opens_the_page_and_the_old_one_nothing(client: Browser, own: Own):
    services.rotate_link(own.id, actor=ORGANISER, at=OPEN)

    assert client.get(own.address).status_code == 404
    assert client.get(Own(own.id).address).status_code == 200


def test_a_ticket_without_a_valid_code_shows_none(client: Browser, own: Own):
    services.revoke_ticket(own.id, actor=ORGANISER, at=OPEN)

    page = client.get(own.address)

    assert page.status_code == 200
    assert "Show this at the entrance" not in page.text


def test_a_ticket_whose_key_is_gone_is_told_in_words(client: Browser, own: Own, monkeypatch: Any):
    monkeypatch.setitem(client.application.config, "SECRET_KEY", "another key of this site, long enough too")

    answer = client.get(own.address)

    assert answer.status_code == 409
    assert "Ask the organisers to send a new ticket" in answer.text
