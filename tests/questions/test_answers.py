"""Answers after registering: on the own page, on the organisers' page, in exports, and until when they are kept."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from conference.core.audit import LogEntry
from conference.core.db import db
from conference.core.files import StoredFile
from conference.events.models import Event
from conference.questions import file_services
from conference.questions import services as form_services
from conference.questions.models import Kind
from conference.questions.queries import find_question
from conference.registration import links, queries, services
from conference.registration.models import Consent, HeldSubmission, Registration
from conference.registration.spam import HONEYPOT
from tests.browser import Browser, forms_of
from tests.factories import ENDS, OPEN, make_category, make_member, make_registration
from tests.questions.conftest import ADA, OLGA, change, only_after
from tests.questions.conftest import Ask as Asks
from tests.questions.test_register import PAGE, PDF, upload

pytestmark = pytest.mark.usefixtures("clock")


def the_one() -> Registration:
    db.session.rollback()
    return queries.get_registration(db.session.scalars(select(Registration.id)).one())


def own_page() -> str:
    row = the_one()
    return f"/events/{row.event.slug}/registrations/{links.own_page_token(row)}"


def test_own_page_shows_the_answers_in_words(client: Browser, event: Event, ask: Asks):
    visa, arrival = ask(Kind.CHOICE, "Visa", translations={"ru": {"label": "Виза"}}), ask(Kind.DATE, "Arrival")
    make_registration(event, answers={visa: "yes", arrival: "2027-05-11"})

    page = client.get(own_page()).text

    for words in ("Your answers", "Visa", "Yes", "May 11, 2027"):
        assert words in page


def test_answers_are_changed_by_the_same_rules(client: Browser, event: Event, ask: Asks):
    visa = ask(Kind.CHOICE, "Visa")
    passport = ask(Kind.TEXT, "Passport", is_required=True, condition=only_after(visa, "yes"))
    make_registration(event, organisation="X", country="KG", answers={visa: "no"})

    refused = client.fill(f"{own_page()}/change", {f"q_{visa}": "yes"})
    assert refused.status_code == 422
    assert "Answer “Passport”" in refused.text
    assert client.send(own_page() + "/change", forms_of(refused.text)[0], {f"q_{passport}": "AB1"}).status_code == 303
    assert the_one().answers == {visa: "yes", passport: "AB1"}
    assert client.fill(f"{own_page()}/change", {f"q_{visa}": "no"}).status_code == 303
    assert the_one().answers == {visa: "no"}


def test_old_answers_survive_a_change_of_details(client: Browser, event: Event, ask: Asks):
    old, choice = ask(Kind.TEXT, "Old"), ask(Kind.CHOICE, "Visa")
    make_registration(event, organisation="X", country="KG", answers={old: "kept", choice: "no"})
    change(event, choice, answers=1, options=(form_option("yes"),))
    form_services.retire_question(ident_of(event, old), actor=OLGA, at=OPEN)

    page = client.get(f"{own_page()}/change").text
    assert 'value="no"' in page, "what was chosen stays possible"
    assert "Old" not in page
    assert client.fill(f"{own_page()}/change", {"name": "New Name"}).status_code == 303
    row = the_one()
    assert (row.name, row.answers) == ("New Name", {old: "kept", choice: "no"})
    assert "kept" in client.get(own_page()).text


def form_option(code: str) -> Any:
    from conference.questions.asked import Option  # noqa: PLC0415

    return Option(code, code.capitalize())


def ident_of(event: Event, code: str) -> int:
    row = find_question(event.id, code)
    assert row is not None
    return row.id


def test_consent_is_taken_back_and_given_anew_with_the_words_of_that_day(client: Browser, event: Event, ask: Asks):
    code = ask(Kind.CONSENT, "First words")
    client.fill(PAGE, {**ADA, f"q_{code}": "y"})
    change(event, code, label="Second words")

    assert "First words" in client.get(own_page()).text
    client.fill(own_page(), form=f"/consents/{code}")
    assert [c.withdrawn_at for c in the_one().consents] == [OPEN]
    client.fill(own_page(), form=f"/consents/{code}")

    assert [(c.text, c.withdrawn_at is None) for c in db.session.scalars(select(Consent).order_by(Consent.id))] == [
        ("First words", False),
        ("Second words", True),
    ]
    assert client.fill(f"{own_page()}", form="/photos").status_code == 303


def test_consent_that_nobody_asks_for_is_not_there(client: Browser, event: Event, ask: Asks):
    make_category(event, "speaker", position=2)
    code = ask(Kind.CONSENT, "To be recorded", categories=("speaker",))
    topic = ask(Kind.TEXT, "Topic")
    make_registration(event, category="participant")
    page = client.get(own_page())
    token = dict(forms_of(page.text)[0].fields)["csrf_token"]

    assert "To be recorded" not in page.text
    for question in (code, topic, "nothing"):
        answer = client.post(f"{own_page()}/consents/{question}", data={"csrf_token": token, "agree": "yes"})
        assert answer.status_code == 404


def test_question_that_waits_for_a_consent_is_on_the_change_form_once_it_is_given(client: Browser, ask: Asks):
    consent = ask(Kind.CONSENT, "You may call me")
    phone = ask(Kind.TEXT, "Telephone", condition=only_after(consent))
    client.fill(PAGE, {**ADA, f"q_{consent}": "y", f"q_{phone}": "12"})

    assert client.fill(f"{own_page()}/change", {f"q_{phone}": "34"}).status_code == 303
    assert the_one().answers == {phone: "34"}


def test_file_is_for_its_person_and_the_organisers_alone(client: Browser, event: Event, ask: Asks):
    code = ask(Kind.FILE, "Passport")
    client.fill(PAGE, {**ADA, f"q_{code}": upload(name="päss <b>.pdf")})
    row, viewer = the_one(), make_member(event)
    own = client.get(f"{own_page()}/files/{code}")

    assert (own.status_code, own.data, own.mimetype) == (200, PDF, "application/pdf")
    assert own.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in own.headers["Content-Security-Policy"]
    assert client.get(f"{own_page()}x/files/{code}").status_code == 404
    assert client.get(f"{own_page()}/files/other").status_code == 404
    manage = f"/manage/infopoint/registrations/{row.code}"
    assert client.get(f"{manage}/files/{code}").status_code in (302, 401)
    client.sign_in(viewer)
    assert client.get(f"{manage}/files/{code}").data == PDF
    assert "päss b.pdf" in client.get(manage).text


def test_file_is_replaced_or_left_out_and_the_old_one_is_gone(client: Browser, ask: Asks):
    code = ask(Kind.FILE, "Passport")
    client.fill(PAGE, {**ADA, f"q_{code}": upload(name="first.pdf")})

    assert client.fill(f"{own_page()}/change", {"name": "Ada L."}).status_code == 303
    assert the_one().answers[code]["filename"] == "first.pdf"
    client.fill(f"{own_page()}/change", {f"q_{code}": upload(name="second.pdf")})
    assert [file.filename for file in db.session.scalars(select(StoredFile))] == ["second.pdf"]
    client.fill(f"{own_page()}/change", {f"q_{code}-gone": "y"})
    assert the_one().answers == {}
    assert db.session.scalars(select(StoredFile)).all() == []


def test_organisers_read_the_answers_and_names_of_consents(client: Browser, event: Event, ask: Asks):
    topic, consent = ask(Kind.TEXT, "Topic"), ask(Kind.CONSENT, "My name may be listed")
    client.fill(PAGE, {**ADA, f"q_{topic}": "<b>Borders</b>", f"q_{consent}": "y"})
    client.sign_in(make_member(event))

    page = client.get(f"/manage/infopoint/registrations/{the_one().code}").text

    assert "&lt;b&gt;Borders" in page
    assert "<strong>My name may be listed</strong>" in page


def test_export_has_a_column_for_each_question(client: Browser, event: Event, ask: Asks):
    topic, visa = ask(Kind.TEXT, "=Topic"), ask(Kind.CHOICE, "Visa")
    make_registration(event, answers={topic: "=1+1", visa: "no"})
    client.sign_in(make_member(event))

    rows = list(
        csv.reader(
            io.StringIO(client.get("/manage/infopoint/registrations/export.csv?columns=all").text.lstrip("\ufeff"))
        )
    )

    assert rows[0][-2:] == ["'=Topic", "Visa"]
    assert rows[1][-2:] == ["'=1+1", "No"]


def test_what_answers_are_for_is_said_before_they_are_sent(client: Browser, ask: Asks):
    ask(
        Kind.TEXT, "Allergies", purpose="Catering", legal_basis="consent", keep_days=7,
        translations={"ru": {"label": "Аллергии", "purpose": "Питание"}},
    )  # fmt: skip

    page = client.get(PAGE).text
    assert "What your answers are for" in page
    assert "Catering" in page
    assert "Forgotten 7 days after the event." in page
    assert "Питание" in client.get(f"{PAGE}?lang=ru").text


def test_answers_are_forgotten_after_their_time_and_the_run_is_noted(client: Browser, event: Event, ask: Asks):
    short, long = ask(Kind.FILE, "Passport", keep_days=7), ask(Kind.TEXT, "Topic", keep_days=30)
    for_ever = ask(Kind.TEXT, "For ever")
    client.fill(PAGE, {**ADA, f"q_{short}": upload(), f"q_{long}": "Borders", f"q_{for_ever}": "kept"})
    make_registration(event, answers={for_ever: "kept"})

    assert services.forget_answers(ENDS + timedelta(days=6)) == 0
    assert services.forget_answers(ENDS + timedelta(days=8)) == 1
    assert services.forget_answers(ENDS + timedelta(days=8)) == 0
    db.session.rollback()
    rows = list(db.session.scalars(select(Registration).order_by(Registration.id)))
    assert [row.answers for row in rows] == [{long: "Borders", for_ever: "kept"}, {for_ever: "kept"}]
    assert db.session.scalars(select(StoredFile)).all() == []
    (note,) = db.session.scalars(select(LogEntry).where(LogEntry.action == "answers.forgotten"))
    assert (note.event_id, note.detail) == (event.id, {"questions": [short], "people": 1})
    assert services.forget_answers(ENDS + timedelta(days=400)) == 1


def test_answers_of_a_coming_event_are_kept(event: Event, ask: Asks):
    code = ask(Kind.TEXT, "Topic", keep_days=0)
    make_registration(event, answers={code: "Borders"})

    assert services.forget_answers(OPEN) == 0
    assert services.forget_answers(ENDS) == 1


def test_choice_that_became_several_keeps_its_answer(client: Browser, event: Event, ask: Asks):
    code = ask(Kind.CHOICE, "Days")
    make_registration(event, organisation="X", country="KG", answers={code: "no"})
    change(event, code, answers=1, kind=Kind.SEVERAL)

    assert "No" in client.get(own_page()).text
    client.fill(f"{own_page()}/change", {"name": "New"})
    assert the_one().answers == {code: ["no"]}


def test_file_of_a_form_that_looked_like_spam_waits_for_the_organisers(client: Browser, event: Event, ask: Asks):
    code = ask(Kind.FILE, "Passport")
    client.fill(PAGE, {**ADA, f"q_{code}": upload(), HONEYPOT: "http://spam.example"})
    (held,) = db.session.scalars(select(HeldSubmission))
    file_services.forget_unclaimed(at=OPEN + timedelta(days=3))

    services.release(held.id, actor=OLGA, at=OPEN + timedelta(days=3))

    assert the_one().answers[code]["filename"] == "passport.pdf"
    assert client.get(f"{own_page()}/files/{code}").data == PDF


def test_file_of_spam_is_forgotten_with_it(client: Browser, event: Event, ask: Asks):
    code = ask(Kind.FILE, "Passport")
    client.fill(PAGE, {**ADA, f"q_{code}": upload(), HONEYPOT: "http://spam.example"})
    (held,) = db.session.scalars(select(HeldSubmission))

    services.drop(held.id, actor=OLGA, at=OPEN)

    assert db.session.scalars(select(StoredFile)).all() == []


def test_purge_is_a_command(app: Any, event: Event, ask: Asks):
    code = ask(Kind.TEXT, "Topic", keep_days=1)
    make_registration(event, answers={code: "Borders"})

    answer = app.test_cli_runner().invoke(args=["privacy", "purge"])

    assert answer.output == "answers of 0 people forgotten\n"
