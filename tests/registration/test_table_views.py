"""Views of the organisers' table that people keep, and the columns that they are used to."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from conference.core.audit import Actor, LogEntry
from conference.core.db import db
from conference.events.models import Event, Membership
from conference.events.permissions import Role
from conference.questions.models import Kind, Question
from conference.registration import services, table_queries
from conference.registration.models import TableView
from conference.registration.rules.table_views import Keeper, ViewOfAnother, ViewValues
from tests.browser import Browser
from tests.counting import count_queries
from tests.factories import OPEN, make_category, make_event, make_member, store, store_registration

ROOT = "/manage/con/registrations"
ACTOR = Actor("Olga Organiser", 1)


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="con")
    press = make_category(event, "press")
    for name, state in (("Bo", "pending"), ("Ada", "pending"), ("Cy", "confirmed")):
        store_registration(event, press, name=name, state=state, country="LV", email=f"{name}@example.org")
    return event


@pytest.fixture
def owner_id(client: Browser, event: Event) -> int:
    owner = make_member(event)
    client.sign_in(owner)
    return owner.id


def keep(client: Browser, query: str = "status=pending&sort=name&columns=email", **values: Any) -> str:
    """Save what the table shows under a name; returns the code of the view."""
    answer = client.fill(f"{ROOT}/views/new?{query}", {"name": "Press, pending", **values}, form="")
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"].partition("view=")[2])


def names_in(page: str) -> list[str]:
    return [row.split("<bdi>")[1].split("</bdi>")[0] for row in page.split('class="table__name">')[1:]]


def exported(client: Browser, query: str = "") -> list[list[str]]:
    text = client.get(f"{ROOT}/export.csv?{query}").text
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def colleague(event_slug: str, role: Role = Role.EDITOR) -> Any:
    event = db.session.scalars(select(Event).where(Event.slug == event_slug)).one()
    return make_member(event, role, name="Karl Colleague")


def test_a_view_shows_what_was_kept_with_its_columns(client: Browser, owner_id: int):
    code = keep(client)

    page = client.get(f"{ROOT}/?view={code}").text

    assert names_in(page) == ["Ada", "Bo"]
    assert "Ada@example.org</span></td>" in page
    assert 'aria-current="page"><bdi>Press, pending</bdi>' in page
    assert "(changed)" not in page
    assert names_in(client.get(f"{ROOT}/").text) == ["Cy", "Ada", "Bo"]


def test_a_view_that_is_changed_says_so_and_can_be_saved(client: Browser, owner_id: int):
    code = keep(client)

    page = client.get(f"{ROOT}/?from={code}&status=confirmed").text
    assert "(changed)" in page
    assert "Cy@example.org</span></td>" in page  # still in its columns
    client.fill(f"{ROOT}/?from={code}&status=confirmed", form="/redefine")

    assert names_in(client.get(f"{ROOT}/?view={code}").text) == ["Cy"]


def test_own_views_are_seen_by_nobody_else_and_shared_ones_by_the_team(client: Browser, owner_id: int):
    own = keep(client, name="Mine")
    shared = keep(client, name="Ours", is_shared="y")
    client.sign_in(colleague("con", Role.VIEWER))

    page = client.get(f"{ROOT}/?view={own}").text
    assert "somebody keeps it to themselves" in page
    assert names_in(page) == ["Cy", "Ada", "Bo"]
    assert "Mine" not in page
    assert names_in(client.get(f"{ROOT}/?view={shared}").text) == ["Ada", "Bo"]
    assert client.get(f"{ROOT}/views/{own}").status_code == 404
    assert client.get(f"{ROOT}/views/{shared}").status_code == 403
    assert "Delete" not in client.get(f"{ROOT}/views").text


def test_a_viewer_keeps_views_and_shares_none(client: Browser, event: Event):
    client.sign_in(make_member(event, Role.VIEWER))

    assert "Share it" not in client.get(f"{ROOT}/views/new").text
    code = keep(client)
    answer = client.fill(f"{ROOT}/views/{code}", {"is_shared": "y"})

    assert answer.status_code == 409
    assert "does not let you share" in answer.text


def test_a_shared_view_is_renamed_by_an_editor_and_the_history_says_who(client: Browser, owner_id: int):
    code = keep(client, is_shared="y")
    client.sign_in(colleague("con"))

    client.fill(f"{ROOT}/views/{code}", {"name": "Journalists"})

    assert "Journalists" in client.get(f"{ROOT}/").text
    entries = db.session.scalars(
        select(LogEntry).where(LogEntry.action.startswith("table_view.")).order_by(LogEntry.id)
    )
    assert [(one.action, one.actor_label, one.detail) for one in entries] == [
        ("table_view.added", "Olga Organiser", {}),
        ("table_view.changed", "Karl Colleague", {"fields": ["name"]}),
    ]


def test_what_is_done_to_ones_own_view_is_no_business_of_the_team(client: Browser, owner_id: int):
    code = keep(client)
    client.fill(f"{ROOT}/views", form=f"{code}/delete")

    assert not db.session.scalars(select(LogEntry).where(LogEntry.action.startswith("table_view."))).all()


def test_a_deleted_view_is_brought_back(client: Browser, owner_id: int):
    code = keep(client, opens="y")

    page = client.fill(f"{ROOT}/views", form=f"{code}/delete", follow_redirects=True).text
    assert "bring it back" in page
    assert client.get(f"{ROOT}/").status_code == 200  # no longer opens with it
    assert "deleted" in client.get(f"{ROOT}/?view={code}").text
    client.fill(f"{ROOT}/views", form=f"{code}/restore")

    assert names_in(client.get(f"{ROOT}/?view={code}").text) == ["Ada", "Bo"]


def test_deleted_views_are_forgotten_after_a_month(client: Browser, event: Event, owner_id: int):
    keeper = Keeper(owner_id, may_share=True)
    code = services.keep_view(event.id, ViewValues("Old", False, {}, []), keeper, actor=ACTOR, at=OPEN)
    view = table_queries.find_view(event.id, owner_id, code)
    assert view is not None
    services.delete_view(view.id, keeper, actor=ACTOR, at=OPEN)

    assert services.forget_views(OPEN + timedelta(days=29)) == 0
    assert services.forget_views(OPEN + timedelta(days=31)) == 1
    assert table_queries.find_view(event.id, owner_id, code) is None


def test_the_table_opens_with_the_view_that_somebody_chose(client: Browser, owner_id: int):
    code = keep(client, opens="y")

    assert client.get(f"{ROOT}/").headers["Location"].endswith(f"?view={code}")
    assert client.get(f"{ROOT}/?lang=ru").headers["Location"].endswith(f"?view={code}&lang=ru")
    assert names_in(client.get(f"{ROOT}/?view=all").text) == ["Cy", "Ada", "Bo"]
    client.fill(f"{ROOT}/views", {"view": ""}, form="open-with")
    assert client.get(f"{ROOT}/").status_code == 200


@pytest.mark.parametrize(
    ("name", "words"),
    [("  ", "Enter a name for the view"), ("PRESS, PENDING", "There is a view with this name already")],
)
def test_a_view_needs_a_name_of_its_own(client: Browser, owner_id: int, name: str, words: str):
    keep(client)

    answer = client.fill(f"{ROOT}/views/new?status=confirmed", {"name": name})

    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert "Status: Confirmed" in answer.text


def test_views_stay_in_their_event(client: Browser, owner_id: int):
    code = keep(client, is_shared="y")
    other = make_event(slug="other")
    store(Membership(user_id=owner_id, event_id=other.id, role=Role.OWNER, created_at=OPEN))

    assert client.get(f"/manage/other/registrations/views/{code}").status_code == 404
    assert "Press, pending" not in client.get("/manage/other/registrations/views").text


def test_nobody_changes_a_view_of_another(event: Event):
    owner, other = make_member(event), make_member(event)
    keeper = Keeper(owner.id, may_share=True)
    code = services.keep_view(event.id, ViewValues("Mine", False, {}, []), keeper, actor=ACTOR, at=OPEN)
    view_id = db.session.scalars(select(TableView.id).where(TableView.code == code)).one()

    with pytest.raises(ViewOfAnother):
        services.delete_view(view_id, Keeper(other.id, may_share=True), actor=ACTOR, at=OPEN)


def test_a_view_of_what_is_no_longer_there_shows_the_rest(client: Browser, event: Event, owner_id: int):
    code = keep(client, "status=pending&category=press&columns=answer_food,email")
    db.session.scalars(select(TableView)).one().query = {"status": "pending", "category": "gone"}
    db.session.commit()

    assert sorted(names_in(client.get(f"{ROOT}/?view={code}").text)) == ["Ada", "Bo"]


def test_columns_are_ordered_without_a_script_and_remembered(client: Browser, event: Event, owner_id: int):
    store(Question(event_id=event.id, code="food", kind=Kind.CHOICE, label="What do you eat?", position=1,
                   options=[{"code": "fish", "text": "Only fish"}], is_required=False))  # fmt: skip
    event.version += 1
    db.session.commit()
    store_registration(event, name="Di", answers={"food": "fish"})

    page = client.fill(f"{ROOT}/columns?status=confirmed", {"more": ["answer_food"], "add": "yes"})
    assert 'name="columns-4-ident" value="answer_food"' in page.text
    moved = client.post(f"{ROOT}/columns?status=confirmed", data={
        "columns-0-ident": "status", "columns-1-ident": "answer_food", "rows": "columns:up:1"
    })  # fmt: skip
    assert 'name="columns-0-ident" value="answer_food"' in moved.text
    token = page.text.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    kept = client.post(f"{ROOT}/columns?status=confirmed", data={
        "csrf_token": token, "columns-0-ident": "answer_food", "columns-1-ident": "status"
    })  # fmt: skip

    assert kept.headers["Location"] == f"{ROOT}/?from=all&status=confirmed"
    table = client.get(f"{ROOT}/").text
    assert "Only fish</td>" in table
    assert table.index("What do you eat?</th>") < table.index('Status<span class="table__arrow"')
    assert exported(client)[:2] == [
        ["Name", "Name in own script", "What do you eat?", "Status"], ["Di", "", "Only fish", "Confirmed"]
    ]  # fmt: skip
    client.sign_in(colleague("con"))
    assert "What do you eat?</th>" not in client.get(f"{ROOT}/").text


def test_a_table_needs_some_column(client: Browser, owner_id: int):
    answer = client.fill(f"{ROOT}/columns", {f"columns-{place}-ident": None for place in range(4)})

    assert answer.status_code == 409
    assert "Leave at least one column" in answer.text


def test_columns_of_a_view_change_with_the_view_alone(client: Browser, owner_id: int):
    code = keep(client)

    answer = client.fill(f"{ROOT}/columns?from={code}&status=pending", {"more": ["country"]})

    assert answer.headers["Location"] == f"{ROOT}/?from={code}&status=pending&columns=email,country"
    assert "Latvia</td>" not in client.get(f"{ROOT}/").text
    assert "(changed)" in client.get(answer.headers["Location"]).text


def test_a_view_and_its_export_show_the_same_people_and_columns(client: Browser, owner_id: int):
    code = keep(client)

    assert exported(client, f"view={code}") == [
        ["Name", "Name in own script", "E-mail"], ["Ada", "", "Ada@example.org"], ["Bo", "", "Bo@example.org"],
    ]  # fmt: skip
    assert "Country code" in exported(client, "columns=all")[0]


def test_pages_of_views_need_the_same_queries_for_many(client: Browser, event: Event, owner_id: int):
    def fetch() -> None:
        client.get(f"{ROOT}/views")
        client.get(f"{ROOT}/?view=all")

    keep(client, name="One", is_shared="y")
    fetch()
    one = count_queries(fetch)
    for number in range(5):
        keep(client, name=f"View {number}", is_shared="y")

    assert count_queries(fetch) == one


def test_the_usual_columns_are_put_back(client: Browser, owner_id: int):
    page = client.post(f"{ROOT}/columns", data={"usual": "yes", "columns-0-ident": "email"}).text

    assert 'name="columns-0-ident" value="organisation"' in page
    assert 'name="columns-3-ident" value="registered"' in page
