"""Filling in an event's own questions, without a script."""

import io
from typing import Any

import pytest
import time_machine
from flask import current_app, request
from sqlalchemy import func, select

from conference.core.db import db
from conference.core.files import StoredFile
from conference.events.models import Event
from conference.organisations.models import Organisation
from conference.questions import file_services, services
from conference.questions.asked import Option
from conference.questions.keeping import MOST_ANSWER_BYTES, MOST_SENT
from conference.questions.models import AnswerFile, Ask, Kind
from conference.questions.queries import find_question, form_of
from conference.registration.models import Consent, Registration
from conference.registration.views.chosen_files import make_room_for_files
from tests.browser import Browser, forms_of
from tests.counting import count_queries
from tests.factories import OPEN, make_category, store
from tests.questions.conftest import ADA, OLGA, change, only_after
from tests.questions.conftest import Ask as Asks

pytestmark = pytest.mark.usefixtures("clock")
PAGE = "/events/infopoint/register"
PDF = b"%PDF-1.4\nhello\n%%EOF\n"


def answers() -> dict[str, Any]:
    db.session.rollback()
    (row,) = db.session.scalars(select(Registration))
    return row.answers


def upload(data: bytes = PDF, name: str = "passport.pdf") -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def test_every_kind_of_answer_is_stored(client: Browser, ask: Asks):
    typed = {
        "text": (ask(Kind.TEXT, "Topic"), "  Visas  and more ", "Visas and more"),
        "long": (ask(Kind.LONG_TEXT, "Why"), "one\r\ntwo ", "one\ntwo"),
        "choice": (ask(Kind.CHOICE, "Visa"), "no", "no"),
        "several": (ask(Kind.SEVERAL, "Days"), ["no", "yes"], ["yes", "no"]),
        "number": (ask(Kind.NUMBER, "Nights"), "2,5", 2.5),
        "date": (ask(Kind.DATE, "Birthday"), "2001-02-28", "2001-02-28"),
        "moment": (ask(Kind.DATE_TIME, "Arrival"), "2027-05-11T18:20", "2027-05-11T18:20"),
        "country": (ask(Kind.COUNTRY, "Nationality"), "TJ", "TJ"),
        "organisation": (ask(Kind.ORGANISATION, "Sender"), "Ministry", "Ministry"),
        "language": (ask(Kind.LANGUAGE, "Mother tongue"), "tg", "tg"),
    }
    ask(Kind.SECTION, "Travel", help="So that we can help.")
    ask(Kind.EXPLANATION, "Visas", help="Ask early.")

    answer = client.fill(PAGE, {**ADA, **{f"q_{code}": text for code, text, _stored in typed.values()}})

    assert answer.status_code == 303
    assert answers() == {code: stored for code, _text, stored in typed.values()}


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (Kind.CHOICE, "maybe", "Choose one of the list"),
        (Kind.CHOICE, ["yes", "no"], "Give one answer only"),
        (Kind.SEVERAL, ["yes", "maybe"], "Choose one of the list"),
        (Kind.NUMBER, "many", "Enter a number in digits, like 12"),
        (Kind.NUMBER, "1e9", "Enter a number in digits, like 12"),
        (Kind.NUMBER, "٣", "Enter a number in digits, like 12"),
        (Kind.DATE, "31.12.2027", "Enter a date, like 2027-05-12"),
        (Kind.DATE, "0001-01-01", "Enter a date, like 2027-05-12"),
        (Kind.DATE_TIME, "2027-05-12T99:00", "Enter a date and time, like 2027-04-14 09:30"),
        (Kind.COUNTRY, "XX", "Choose one of the list"),
        (Kind.LANGUAGE, "xx", "Choose one of the list"),
        (Kind.TEXT, "x" * 301, "Use 300 characters or fewer"),
        (Kind.TEXT, "a\x07b", "Remove the invisible control characters"),
        (Kind.TEXT, "\u202eabc", "Remove the invisible characters"),
        (Kind.LONG_TEXT, "x" * 4001, "Use 4000 characters or fewer"),
        (Kind.ORGANISATION, "e" + "\u0301" * 50, "Use fewer accents on one letter"),
    ],
)
def test_what_is_wrong_is_said_and_kept(client: Browser, ask: Asks, kind: str, typed: Any, said: str):
    code = ask(kind, "Question")

    answer = client.fill(PAGE, {**ADA, f"q_{code}": typed})

    assert answer.status_code == 422
    assert said in answer.text
    assert f'href="#q_{code}' in answer.text
    if kind in (Kind.NUMBER, Kind.DATE):
        assert typed in answer.text
    assert db.session.scalar(select(func.count(Registration.id))) == 0


@pytest.mark.parametrize(
    "typed", ["<script>window.x=1</script>", '"><img src=x onerror=alert(1)>', "李", "مريم Ada", "Ж"]
)
def test_markup_and_any_script_are_text(client: Browser, ask: Asks, typed: str):
    code = ask(Kind.TEXT, typed, help=typed)
    answer = client.fill(PAGE, {**ADA, "name": "", f"q_{code}": typed})

    assert answer.status_code == 422
    assert "<script>window" not in answer.text
    assert "<img src=x" not in answer.text


@pytest.mark.parametrize(
    "name", ["Ж", "x" * 200, "李", "Ada مريم Lovelace", "O'Brien-Bērziņa", "Robert'); DROP TABLE;", "👩🏽‍🚀"]
)
def test_any_name_is_accepted_unchanged(client: Browser, ask: Asks, name: str):
    code = ask(Kind.TEXT, "Name on the certificate")

    answer = client.fill(PAGE, {**ADA, "name": name, "national_name": name, f"q_{code}": name})

    assert answer.status_code == 303
    assert answers() == {code: name}
    assert db.session.scalars(select(Registration.name)).one() == name


def test_two_tabs_and_the_back_button_end_at_one_registration(client: Browser, ask: Asks):
    code = ask(Kind.FILE, "Passport")
    form = forms_of(client.get(PAGE).text)[0]

    for name in ("first.pdf", "second.pdf"):
        assert client.send(PAGE, form, {**ADA, f"q_{code}": upload(name=name)}).status_code == 303
    assert client.fill(PAGE, {**ADA, "name": "Other", f"q_{code}": upload()}).status_code == 303

    assert answers()[code]["filename"] == "first.pdf"


def test_required_question_must_be_answered(client: Browser, ask: Asks):
    ask(Kind.TEXT, "Topic", is_required=True)
    ask(Kind.CHOICE, "Visa", is_required=True)
    consent = ask(Kind.CONSENT, "I agree to all", is_required=True)

    answer = client.fill(PAGE, {**ADA, f"q_{consent}": None})

    assert answer.status_code == 422
    for words in ("Answer “Topic”", "Choose an answer to “Visa”", "Tick this to register: “I agree to all”"):
        assert words in answer.text


def test_what_is_not_asked_is_neither_needed_nor_kept(client: Browser, ask: Asks):
    visa = ask(Kind.CHOICE, "Visa")
    passport = ask(Kind.TEXT, "Passport", is_required=True, condition=only_after(visa, "yes"))
    number = ask(Kind.NUMBER, "Number", condition=only_after(passport))

    page = client.get(PAGE).text
    assert "Only if your answer to “Visa” is “Yes”." in page
    assert f'data-needs="q_{visa}" data-any="yes"' in page
    answer = client.fill(PAGE, {**ADA, f"q_{visa}": "no", f"q_{passport}": "AB1", f"q_{number}": "not a number"})

    assert answer.status_code == 303
    assert answers() == {visa: "no"}


def test_what_is_asked_after_an_answer_is_needed_then(client: Browser, ask: Asks):
    visa = ask(Kind.CHOICE, "Visa")
    ask(Kind.TEXT, "Passport", is_required=True, condition=only_after(visa, "yes"))

    answer = client.fill(PAGE, {**ADA, f"q_{visa}": "yes"})

    assert answer.status_code == 422
    assert "Answer “Passport”" in answer.text


def test_question_for_a_category_is_asked_of_it_alone(client: Browser, event: Event, ask: Asks):
    make_category(event, "speaker", position=2)
    topic = ask(Kind.TEXT, "Topic of your talk", is_required=True, categories=("speaker",))

    assert "Only if you take part as: Speaker." in client.get(PAGE).text
    assert client.fill(PAGE, {**ADA, "category": "speaker"}).status_code == 422
    assert client.fill(PAGE, {**ADA, "category": "participant", f"q_{topic}": "x"}).status_code == 303
    assert answers() == {}


def test_consent_is_kept_with_its_very_words(client: Browser, ask: Asks):
    code = ask(
        Kind.CONSENT, "My name may be on the list", translations={"ru": {"label": "Моё имя может быть в списке"}}
    )

    answer = client.fill(f"{PAGE}?lang=ru", {**ADA, f"q_{code}": "y"})

    assert answer.status_code == 303
    (row,) = db.session.scalars(select(Consent))
    assert (row.purpose, row.text, row.withdrawn_at) == (f"q_{code}", "Моё имя может быть в списке", None)
    assert answers() == {}


def test_texts_that_are_not_translated_say_their_language(client: Browser, ask: Asks):
    ask(Kind.CHOICE, "Visa", options=(Option("yes", "Yes", {"ru": "Да"}), Option("no", "No")))

    page = client.get(f"{PAGE}?lang=ru").text

    assert '<span lang="en" dir="auto">Visa</span>' in page
    assert '<span lang="en" dir="auto">No</span>' in page
    assert ">Да<" in page


def test_form_changed_meanwhile_is_asked_again_with_everything_typed(client: Browser, event: Event, ask: Asks):
    topic = ask(Kind.TEXT, "Topic")
    form = forms_of(client.get(PAGE).text)[0]
    change(event, topic, label="Title of your talk")
    new = ask(Kind.TEXT, "Employer", is_required=True)

    typed = {**ADA, f"q_{topic}": "Borders"}
    answer = client.send(PAGE, form, typed)
    assert answer.status_code == 409
    assert "The organisers changed this form while you were filling it in" in answer.text
    assert 'value="Borders"' in answer.text
    assert 'value="Ada Lovelace"' in answer.text
    again = client.send(PAGE, forms_of(answer.text)[0], {f"q_{new}": "ICMPD"})

    assert again.status_code == 303
    assert answers() == {topic: "Borders", new: "ICMPD"}


def test_change_that_does_not_matter_lets_the_form_through(client: Browser, event: Event, ask: Asks):
    topic, other = ask(Kind.TEXT, "Topic"), ask(Kind.TEXT, "Other")
    form = forms_of(client.get(PAGE).text)[0]
    change(event, topic, help="In a few words")
    change(event, other, label="Something else, which was not answered")
    ask(Kind.TEXT, "Employer")

    assert client.send(PAGE, form, {**ADA, f"q_{topic}": "Borders"}).status_code == 303


def test_answer_to_a_question_that_is_gone_is_not_taken(client: Browser, event: Event, ask: Asks):
    topic = ask(Kind.TEXT, "Topic")
    form = forms_of(client.get(PAGE).text)[0]
    row = find_question(event.id, topic)
    assert row is not None
    services.retire_question(row.id, actor=OLGA, at=OPEN)

    assert client.send(PAGE, form, {**ADA, f"q_{topic}": "Borders"}).status_code == 303
    assert answers() == {}


def test_built_in_fields_are_asked_as_switched(client: Browser, event: Event):
    services.switch_fields(
        event.id,
        {"position": Ask.REQUIRED, "organisation": Ask.HIDDEN, "country": Ask.OPTIONAL, "national_name": Ask.HIDDEN},
        actor=OLGA,
        at=OPEN,
    )
    page = client.get(PAGE).text
    assert 'name="organisation"' not in page
    assert 'name="national_name"' not in page

    answer = client.fill(PAGE, {"name": "Ada", "email": "ada@example.org", "country": ""})
    assert answer.status_code == 422
    assert "Enter your position" in answer.text
    assert 'id="country-error"' not in answer.text
    assert client.fill(PAGE, {"name": "A", "email": "a@example.org", "position": "Ж"}).status_code == 303


def test_file_is_kept_over_an_error_without_a_cookie(client: Browser, ask: Asks):
    code = ask(Kind.FILE, "Passport", is_required=True)

    answer = client.fill(PAGE, {**ADA, "name": "", f"q_{code}": upload()})
    assert answer.status_code == 422
    assert "passport.pdf" in answer.text
    assert "Set-Cookie" not in answer.headers
    again = client.send(PAGE, forms_of(answer.text)[0], {"name": "Ada"})

    assert again.status_code == 303
    stored = answers()[code]
    assert (stored["filename"], stored["size"]) == ("passport.pdf", len(PDF))
    (kept,) = db.session.scalars(select(AnswerFile))
    assert kept.registration_id is not None


def test_file_is_kept_when_the_page_was_open_too_long(client: Browser, ask: Asks):
    code = ask(Kind.FILE, "Passport")

    answer = client.fill(PAGE, {**ADA, "csrf_token": "old", f"q_{code}": upload()})

    assert answer.status_code == 400
    assert client.send(PAGE, forms_of(answer.text)[0], {}).status_code == 303
    assert answers()[code]["filename"] == "passport.pdf"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\x00 a program", "passport.pdf"),
        (b"#!/bin/sh\nrm -rf /", "a.txt"),
        (b"<html><script>", "a.pdf"),
    ],
)
def test_what_is_no_safe_file_is_refused_in_words(client: Browser, ask: Asks, data: bytes, name: str):
    code = ask(Kind.FILE, "Passport")

    answer = client.fill(PAGE, {**ADA, f"q_{code}": upload(data, name)})

    assert answer.status_code == 422
    assert "Choose a PDF, an office document" in answer.text
    assert 'value="Ada Lovelace"' in answer.text
    assert db.session.scalar(select(func.count(StoredFile.id))) == 0


def test_file_that_is_too_large_is_refused_as_such_whatever_is_in_it(
    client: Browser, ask: Asks, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("conference.questions.file_services.MOST_ANSWER_BYTES", 100_000)
    code = ask(Kind.FILE, "Passport")

    answer = client.fill(PAGE, {**ADA, f"q_{code}": upload(b"%PDF-1.4\n" + bytes(100_000))})

    assert answer.status_code == 422
    assert "Choose a file of at most" in answer.text
    assert 'value="Ada Lovelace"' in answer.text


def test_empty_file_is_called_empty_beside_its_field(client: Browser, ask: Asks):
    code = ask(Kind.FILE, "Passport")

    answer = client.fill(PAGE, {**ADA, f"q_{code}": upload(b"")})

    assert answer.status_code == 422
    assert "This file is empty: choose one that holds something" in answer.text
    assert 'value="Ada Lovelace"' in answer.text


def test_more_than_can_be_sent_is_answered_with_what_to_do(client: Browser, ask: Asks, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("conference.registration.views.chosen_files.MOST_SENT", 2 * 1024 * 1024)
    ask(Kind.FILE, "Passport")

    answer = client.post(PAGE, data=bytes(3 * 1024 * 1024), content_type="multipart/form-data; boundary=end")

    assert answer.status_code == 413
    assert "What you sent has 3 MB, and 2 MB are the most" in answer.text
    assert "Go back in your browser" in answer.text


def test_text_without_end_is_answered_with_what_to_do(client: Browser, ask: Asks):
    ask(Kind.FILE, "Passport")
    text = b'--end\r\nContent-Disposition: form-data; name="name"\r\n\r\n' + b"a" * 1_100_000 + b"\r\n--end--\r\n"

    answer = client.post(PAGE, data=text, content_type="multipart/form-data; boundary=end")

    assert answer.status_code == 413
    assert "A text that you sent is too long." in answer.text


def test_form_that_asks_for_a_file_is_read_although_the_file_is_too_large(event: Event, ask: Asks):
    ask(Kind.FILE, "Passport")

    with current_app.test_request_context(PAGE, method="POST"):
        make_room_for_files(form_of(event))
        assert request.max_content_length == MOST_SENT > 4 * MOST_ANSWER_BYTES


def test_token_of_another_question_or_event_brings_no_file(client: Browser, ask: Asks):
    one, other = ask(Kind.FILE, "Passport"), ask(Kind.FILE, "Letter")
    page = client.fill(PAGE, {**ADA, "name": "", f"q_{one}": upload()})
    token = dict(forms_of(page.text)[0].fields)[f"q_{one}-kept"]

    client.fill(PAGE, {**ADA, f"q_{other}-kept": token})

    assert answers() == {}


def test_files_nobody_sent_in_are_forgotten(client: Browser, event: Event, ask: Asks):
    code = ask(Kind.FILE, "Passport")
    client.fill(PAGE, {**ADA, "name": "", f"q_{code}": upload()})

    assert file_services.forget_unclaimed(at=OPEN) == 0
    with time_machine.travel(OPEN.replace(hour=12), tick=False):
        client.fill(PAGE, {**ADA, "name": "", f"q_{code}": upload(name="second.pdf")})

    assert [file.filename for file in db.session.scalars(select(StoredFile))] == ["second.pdf"]


def test_files_of_unfinished_forms_have_an_end(client: Browser, ask: Asks, monkeypatch: pytest.MonkeyPatch):
    code = ask(Kind.FILE, "Passport")
    monkeypatch.setattr(file_services, "MOST_WAITING_BYTES", len(PDF) * 2)
    for _number in range(2):
        client.fill(PAGE, {**ADA, "name": "", f"q_{code}": upload()})

    answer = client.fill(PAGE, {**ADA, f"q_{code}": upload()})

    assert answer.status_code == 422
    assert "Too many files were sent to this form just now" in answer.text


def test_hidden_file_question_claims_nothing(client: Browser, ask: Asks):
    visa = ask(Kind.CHOICE, "Visa")
    code = ask(Kind.FILE, "Passport", condition=only_after(visa, "yes"))

    assert client.fill(PAGE, {**ADA, f"q_{visa}": "no", f"q_{code}": upload()}).status_code == 303
    assert answers() == {visa: "no"}


def test_number_of_queries_does_not_grow_with_the_questions(client: Browser, event: Event, ask: Asks):
    client.get(PAGE)
    few = count_queries(lambda: client.get(PAGE))
    for number in range(8):
        ask(Kind.CHOICE, f"Question {number}")
    client.get(PAGE)

    assert count_queries(lambda: client.get(PAGE)) <= few


def test_directory_is_suggested_while_typing(client: Browser, event: Event):
    for name in ("State Border Guard", "Border Academy"):
        store(Organisation(code=name.lower().replace(" ", "-"), name=name, search_key=name.lower()))

    assert client.get("/events/infopoint/register/organisations?q=bord").json == [
        "Border Academy",
        "State Border Guard",
    ]
    assert client.get("/events/infopoint/register/organisations?q=").json == []
    assert client.get("/events/infopoint/register/organisations?q=%25").json == []
