import csv
import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from conference.core.audit import LogEntry
from conference.core.db import db
from conference.events.models import Event
from conference.registration import export_queries
from conference.registration.models import Consent
from tests.browser import Browser
from tests.factories import OPEN, make_category, make_event, make_member, store_registration


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="con")
    client.sign_in(make_member(event))
    return event


def exported(client: Browser, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/manage/con/registrations/export.csv?{query}")
    assert answer.status_code == 200
    assert answer.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))


def test_export_holds_every_field(client: Browser, event: Event):
    store_registration(
        event,
        code="ABCD2345",
        name="Omurbek Sample",
        national_name="Өмүрбек",
        email="o@example.org",
        organisation='Agency "One", Bishkek; Centre',
        position="Head",
        country="KG",
        language="ru",
        consents=[
            Consent(purpose="photo", text="…", given_at=OPEN),
            Consent(purpose="list", text="…", given_at=OPEN, withdrawn_at=OPEN),
        ],
    )

    [row] = exported(client, "columns=all")

    assert row == {
        "Code": "ABCD2345",
        "Status": "Confirmed",
        "Category": "Participant",
        "Name": "Omurbek Sample",
        "Name in own script": "Өмүрбек",
        "E-mail": "o@example.org",
        "Organisation": 'Agency "One", Bishkek; Centre',
        "Position": "Head",
        "Country code": "KG",
        "Country": "Kyrgyzstan",
        "Language": "ru",
        "Takes part": "In person",
        "Came by": "The form",
        "Note of the organisers": "",
        "Consents": "photo",
        "Registered (Europe/Brussels)": "2027-04-01 11:00",
        "Changed (Europe/Brussels)": "2027-04-01 11:00",
        "Cancelled (Europe/Brussels)": "",
    }


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0"])
def test_export_disarms_formulas(client: Browser, event: Event, name: str):
    store_registration(event, name=name)

    assert exported(client)[0]["Name"] == f"'{name}"


def test_export_follows_filter_search_and_order(client: Browser, event: Event):
    press = make_category(event, "press")
    for name, state in (("Bo", "pending"), ("Ada", "pending"), ("Cy", "confirmed"), ("Otto", "pending")):
        store_registration(event, press, name=name, state=state)

    rows = exported(client, "status=pending&sort=name")

    assert [row["Name"] for row in rows] == ["Ada", "Bo", "Otto"]
    assert [row["Name"] for row in exported(client, "q=ott")] == ["Otto"]


def test_export_has_a_safe_name_and_runs_nothing(client: Browser, event: Event):
    headers = client.get("/manage/con/registrations/export.csv").headers

    assert headers["Content-Disposition"].startswith("attachment; filename=registrations-con-2")
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_export_is_noted_with_the_number_of_rows(client: Browser, event: Event):
    for state in ("pending", "pending", "confirmed"):
        store_registration(event, state=state)

    exported(client, "status=pending")

    entry = db.session.scalars(select(LogEntry).where(LogEntry.action == "registrations.exported")).one()
    assert (entry.event_id, entry.detail) == (event.id, {"rows": 2, "narrowed": True})
    assert entry.actor_label == "Olga Organiser"


def test_export_reads_in_chunks_and_loses_no_row(client: Browser, event: Event, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(export_queries, "EXPORT_CHUNK", 3)
    for number in range(8):
        store_registration(event, name=f"Person {number}", created_at=OPEN + timedelta(minutes=number))

    assert [row["Name"] for row in exported(client, "sort=registered")] == [f"Person {n}" for n in range(8)]


def test_export_as_a_workbook_runs_no_formula(client: Browser, event: Event):
    store_registration(event, name="=1+1", organisation="A & <B>\x0b", national_name="Өмүрбек")

    answer = client.get("/manage/con/registrations/export.xlsx?columns=name,organisation,national_name,nonsense")

    assert answer.headers["Content-Disposition"].endswith(".xlsx")
    sheet: Any = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Name", "Organisation", "Name in own script"], ["=1+1", "A & <B>", "Өмүрбек"],
    ]  # fmt: skip
    assert sheet["A2"].data_type == "s"


def test_export_has_the_columns_asked_for_in_their_order(client: Browser, event: Event):
    store_registration(event, name="Ada", email="ada@example.org")

    assert exported(client, "columns=email,name,password,email") == [{"E-mail": "ada@example.org", "Name": "Ada"}]
