"""Registrations from a table: preview, capacity, who is there already, the same file twice."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import current_app
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from conference.core import audit
from conference.core.clock import now
from conference.core.db import db
from conference.core.jobs import Job, run_due
from conference.events.models import Event
from conference.events.permissions import Role
from conference.intake.models import Intake
from conference.intake.table_services import save_mapping
from conference.intake.table_uploads import table_of_file
from conference.mail.models import Message
from conference.questions.models import Question
from conference.registration.models import Category, Registration, Ticket
from conference.rosters import people_queries, people_services
from conference.rosters.people_queries import plan_of
from tests.browser import Browser
from tests.factories import OPEN, make_category, make_event, make_member, store, store_registration

HEADINGS = ["Name", "E-mail", "Organisation", "Country", "Category", "Status"]
PEOPLE = [
    ["Өмүрбек Улгу", "omurbek@example.org", "Agency", "Kyrgyzstan", "Press", ""],
    ["Jānis Bērziņš", "janis@example.org", "Border Guard", "Латвия", "", "Waiting list"],
]


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(capacity=100)
    make_category(event)
    make_category(event, "press", position=1, needs_approval=True)
    client.sign_in(make_member(event))
    return event


def table(rows: list[list[str]], headings: list[str] | None = None) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([headings or HEADINGS, *rows])
    return file.getvalue().encode()


def uploaded(client: Browser, event: Event, data: bytes, **choices: Any) -> str:
    """The address of the preview."""
    start = f"/manage/{event.slug}/registrations/import/"
    answer = client.fill(start, {"file": (io.BytesIO(data), "people.csv")}, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    answer = client.fill(answer.headers["Location"], choices)
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def work() -> None:
    """What the worker does, in a session of its own."""
    db.session.rollback()
    with current_app.app_context():
        run_due()
    db.session.rollback()


def people(event: Event) -> dict[str, Registration]:
    work()
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id))
    return {row.email: row for row in rows}


def test_a_table_is_previewed_and_registers_people(client: Browser, event: Event):
    preview = uploaded(client, event, table(PEOPLE))
    assert "No mails are sent" in client.get(preview).text
    assert people(event) == {}

    assert client.fill(preview, form="").status_code == 302

    found = people(event)
    omurbek, janis = found["omurbek@example.org"], found["janis@example.org"]
    assert (omurbek.name, omurbek.country, omurbek.state, omurbek.category.code, omurbek.source) == (
        "Өмүрбек Улгу", "KG", "pending", "press", "import",
    )  # fmt: skip
    assert (janis.country, janis.state, janis.category.code) == ("LV", "waiting", "participant")
    assert janis.waiting_since is not None
    assert db.session.get_one(Event, event.id).places_taken == 1
    assert db.session.scalar(select(func.count(Message.id))) == 0
    assert "1" in client.get(preview).text
    assert client.get(f"/manage/{event.slug}/registrations/?q=berzins&source=import").text.count("table__name") == 1


def test_confirmed_people_get_tickets_and_mails_where_wanted(client: Browser, event: Event):
    preview = uploaded(client, event, table([["Ada", "ada@example.org", "", "", "", "confirmed"]]), mails="y")
    assert "1 new person gets a mail" in client.get(preview).text
    client.fill(preview)
    work()

    assert db.session.scalar(select(func.count(Ticket.id))) == 1
    assert [message.kind for message in db.session.scalars(select(Message))] == ["registration.confirmed"]


def test_wrong_rows_say_why_and_hold_everything_back(client: Browser, event: Event):
    rows = [
        ["Ada", "not an address", "", "Atlantis", "VIP", "perhaps"],
        ["", "bo@example.org", "", "", "", ""],
        ["Cy", "", "", "", "", ""],
        ["Di", "di@example.org", "", "", "", ""],
        ["Di Again", "DI@example.org", "", "", "", ""],
    ]
    preview = uploaded(client, event, table(rows))
    page = client.get(preview).text
    for words in (
        "Enter one e-mail address", "There is no country of this name", "There is no category of this name",
        "Write one of: Confirmed", "Enter the person&#39;s name", "Enter an e-mail address: it is how",
        "Row 5 has the same address",
    ):  # fmt: skip
        assert words in page, words
    assert client.fill(preview).status_code == 409
    assert people(event) == {}
    assert "What is wrong" in client.get(f"{preview}/wrong.csv").text

    client.fill(preview, {"only_right": "y"})
    assert [row.name for row in people(event).values()] == ["Di"]


def test_rows_beyond_the_places_are_reported(client: Browser, event: Event):
    db.session.get_one(Event, event.id).capacity = 2
    db.session.commit()
    store_registration(event, name="Here already")
    rows = [[f"Person {n}", f"p{n}@example.org", "", "", "", "confirmed"] for n in range(3)]

    preview = uploaded(client, event, table(rows))

    assert "2 rows find no free place" in client.get(preview).text
    client.fill(preview, {"only_right": "y"})
    assert sorted(row.name for row in people(event).values()) == ["Here already", "Person 0"]
    assert db.session.get_one(Event, event.id).places_taken == 2


def test_places_of_a_category_are_kept(client: Browser, event: Event):
    press = db.session.scalars(select(Category).where(Category.code == "press")).one()
    press.capacity = 1
    db.session.commit()
    rows = [[f"Person {n}", f"p{n}@example.org", "", "", "Press", ""] for n in range(2)]

    page = client.get(uploaded(client, event, table(rows))).text

    assert "Every place of this kind is taken" in page
    assert "1 row finds no free place" in page


def test_who_is_there_is_left_alone_or_changed_as_chosen(client: Browser, event: Event):
    there = store_registration(event, name="Ada Old", email="Ada@example.org", organisation="Agency", code="ABCD2345")
    rows = [["Ada New", "ada@EXAMPLE.org", "Ministry", "LV", "Press", "cancelled"]]

    client.fill(uploaded(client, event, table(rows), updating="no"), {})
    assert people(event)["Ada@example.org"].name == "Ada Old"

    client.fill(uploaded(client, event, table(rows), updating="yes"), {})
    work()
    row = db.session.get_one(Registration, there.id)
    assert (row.name, row.organisation, row.country, row.state) == ("Ada New", "Ministry", "LV", "confirmed")
    assert (row.email, row.category.code) == ("Ada@example.org", "participant")
    assert "ministry" in row.name_key


def test_what_was_exported_comes_back_as_it_was(client: Browser, event: Event):
    names = ["=1+1", "+1", "-1", "@SUM(1)", '=HYPERLINK("http://example.org","x")', 'a","b', "a;b", "'quoted'"]
    for number, name in enumerate(names):
        store_registration(event, name=name, email=f"{number}@example.org", organisation=f"{name} Ltd")
    data = client.get(f"/manage/{event.slug}/registrations/export.csv").data
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == len(names) + 1

    before = {email: (row.name, row.organisation, row.version) for email, row in people(event).items()}

    preview = uploaded(client, event, data, updating="yes")
    assert f"Unchanged {len(names)}" in " ".join(re.sub(r"<[^>]*>", " ", client.get(preview).text).split())
    client.fill(preview)

    assert {email: (row.name, row.organisation, row.version) for email, row in people(event).items()} == before
    assert [before[f"{number}@example.org"][0] for number in range(len(names))] == names


def test_people_are_known_by_their_code(client: Browser, event: Event):
    store_registration(event, name="Ada", email="ada@example.org", code="ABCD2345")
    data = table([["Ada Lovelace", "other@example.org", "ABCD2345"]], ["Name", "E-mail", "Code"])

    client.fill(uploaded(client, event, data, updating="yes"), {})

    assert {email: row.name for email, row in people(event).items()} == {"ada@example.org": "Ada Lovelace"}


def test_who_has_no_address_is_not_taken_for_somebody_of_the_table_without_one(client: Browser, event: Event):
    there = store_registration(event, name="Walk In", email="", code="ABCD2345")
    data = table([["Somebody Else", ""], ["Ada", "ada@example.org"]], ["Name", "E-mail"])

    preview = uploaded(client, event, data, updating="yes")
    assert "Enter an e-mail address" in client.get(preview).text
    client.fill(preview, {"only_right": "y"})

    assert {row.name for row in people(event).values()} == {"Walk In", "Ada"}
    assert db.session.get_one(Registration, there.id).name == "Walk In"


def test_more_people_than_are_asked_for_at_once_are_all_known(
    client: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(people_queries, "CHUNK", 2)
    for number in range(5):
        store_registration(event, name=f"Person {number}", email=f"P{number}@example.org")
    rows = [[f"Person {number}", f"p{number}@example.org", "", "", "", ""] for number in range(7)]

    page = " ".join(re.sub(r"<[^>]*>", " ", client.get(uploaded(client, event, table(rows))).text).split())

    assert "Unchanged 5" in page
    assert "New 2" in page


def test_who_cancelled_does_not_come_back(client: Browser, event: Event):
    store_registration(event, name="Ada", email="ada@example.org", state="cancelled")

    page = client.get(uploaded(client, event, table([["Ada", "ada@example.org", "", "", "", "confirmed"]]))).text

    assert "Unchanged" in page
    assert "Register these people" not in page


def test_answers_are_told_by_words(client: Browser, event: Event):
    options = [
        {"code": "m", "text": "Meat", "translations": {"ru": "Мясо"}},
        {"code": "v", "text": "Vegetarian", "translations": {"ru": "Без мяса"}},
    ]
    store(Question(event_id=event.id, code="food", kind="choice", label="Your meal",
                   translations={"ru": {"label": "Питание"}}, options=options))  # fmt: skip
    store(Question(event_id=event.id, code="days", kind="several", label="Days", position=1,
                   options=[{"code": "1", "text": "Monday"}, {"code": "2", "text": "Tuesday"}]))  # fmt: skip
    db.session.get_one(Event, event.id).version += 1
    db.session.commit()
    data = table(
        [["Ada", "ada@example.org", "без мяса", "Monday; Tuesday"], ["Bo", "bo@example.org", "fish", ""]],
        ["ФИО", "Почта", "Питание", "Days"],
    )

    preview = uploaded(client, event, data)
    assert "Choose one of the list" in client.get(preview).text
    client.fill(preview, {"only_right": "y"})

    assert people(event)["ada@example.org"].answers == {"food": "v", "days": ["1", "2"]}


def test_nothing_of_an_import_is_there_until_all_of_it_is(
    client: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
):
    """A worker dies in the middle of the writing; the next one begins anew, and nobody is there twice."""
    preview = uploaded(client, event, table(PEOPLE))
    client.fill(preview)

    def die(*_args: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(people_services, "take_places", die)
        with pytest.raises(SystemExit):
            work()
    db.session.rollback()
    assert db.session.scalar(select(func.count(Registration.id)).where(Registration.event_id == event.id)) == 0
    page = client.get(preview).text
    assert "data-unfinished" in page
    assert "Is being brought in" in page
    db.session.execute(
        update(Job).where(Job.kind == "rosters.import").values(leased_until=now() - timedelta(seconds=1))
    )
    db.session.commit()

    assert len(people(event)) == len(PEOPLE)
    assert db.session.get_one(Event, event.id).places_taken == 1
    assert "data-unfinished" not in client.get(preview).text
    assert len(people(event)) == len(PEOPLE)


def test_an_event_that_changed_before_the_worker_came_shows_the_preview_again(client: Browser, event: Event):
    preview = uploaded(client, event, table(PEOPLE))
    client.fill(preview)
    store_registration(event, name="In between", email="janis@example.org", state="confirmed")

    assert list(people(event)) == ["janis@example.org"]

    page = client.get(preview).text
    assert "The event was changed since you looked" in page
    assert "Register these people" in page
    client.fill(preview)
    assert set(people(event)) == {"janis@example.org", "omurbek@example.org"}


@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 200), (Role.VIEWER, 403), (Role.DOOR, 403)])
def test_only_who_edits_people_imports_them(client: Browser, event: Event, role: Role, status: int):
    client.sign_in(make_member(event, role))

    assert client.get(f"/manage/{event.slug}/registrations/import/").status_code == status
    assert client.get(f"/manage/{event.slug}/registrations/import/sample.csv").status_code == status
    assert client.get(f"/manage/{event.slug}/registrations/import/sample.xlsx").status_code == status


def test_the_sample_can_be_imported_as_it_is(client: Browser, event: Event):
    data = client.get(f"/manage/{event.slug}/registrations/import/sample.csv").get_data()

    client.fill(uploaded(client, event, data))

    assert [row.name for row in people(event).values()] == ["Aida Sample"]


NAMES = st.text(st.characters(categories=["L"]), min_size=1, max_size=20)
ROWS = st.lists(
    st.tuples(NAMES, st.integers(1, 6), NAMES, st.sampled_from(["", "KG", "Latvia"]),
              st.sampled_from(["", "press"]), st.sampled_from(["", "confirmed", "cancelled", "waiting"])),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_the_same_table_again_changes_nothing(db_session: object, rows: list[tuple[Any, ...]]):
    event = make_event()
    make_category(event)
    make_category(event, "press")
    data = table([[name, f"p{number}@example.org", *more] for name, number, *more in rows])

    def bring_in() -> dict[str, int]:
        code = people_services.upload_people(
            event, table_of_file(data, "people.csv"), "people.csv", actor=audit.SYSTEM, at=OPEN
        )
        row = db.session.scalars(select(Intake).where(Intake.code == code)).one()
        save_mapping(row.id, {**row.mapping, "updating": True})
        plan = plan_of(event, row)
        people_services.ask_to_import(
            row.id, plan.mark, only_right=True, language="en", actor=audit.SYSTEM, at=OPEN
        )  # fmt: skip
        people_services.import_people(row.id, at=OPEN)
        return plan.counts

    first = bring_in()
    before = {row.id: (row.name, row.state, row.version) for row in people(event).values()}
    again = bring_in()

    assert first["new"] == len({number for _name, number, *_more in rows})
    assert (again["new"], again["changed"], again["wrong"]) == (0, 0, first["wrong"])
    assert {row.id: (row.name, row.state, row.version) for row in people(event).values()} == before
