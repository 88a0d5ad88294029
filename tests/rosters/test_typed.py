"""Names of organisations that people typed: told apart, joined with the directory, taken apart again."""

import re

import pytest
from sqlalchemy import select

from conference.core.audit import SYSTEM
from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.organisations import queries, services
from conference.organisations.names import Entry, by_entry
from conference.organisations.rules import OrganisationValues
from conference.registration.models import Registration
from conference.rosters.typed_names import joined_names, unknown_groups
from tests.browser import Browser
from tests.factories import OPEN, make_category, make_event, make_member, store_registration

CUSTOMS = Entry(1, "scs", "State Customs Service", ("State Customs Service", "SCS"))
TYPED = {"Minzdrav": 1, "Минздрав": 2, "MINZDRAV": 1, "scs": 4, "State customs  service": 2, "Стейт Кастомс Сервис": 1}


def test_names_that_sound_alike_are_one_group_in_any_script():
    first, second = unknown_groups(TYPED, [CUSTOMS])

    assert first.names == [("Минздрав", 2), ("MINZDRAV", 1), ("Minzdrav", 1)]
    assert (first.people, first.like) == (4, "")
    assert [name for name, _number in second.names] == ["Стейт Кастомс Сервис"]


def test_names_of_one_entry_are_counted_together():
    assert [(one.name, one.people) for one in joined_names(TYPED, [CUSTOMS])] == [("scs", 4)]
    assert by_entry(TYPED, [CUSTOMS]) == {
        "State Customs Service": 6, "Минздрав": 2, "MINZDRAV": 1, "Minzdrav": 1, "Стейт Кастомс Сервис": 1
    }  # fmt: skip


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(capacity=10)
    make_category(event)
    for number, name in enumerate(("Минздрав", "Минздрав", "Minzdrav")):
        store_registration(event, email=f"p{number}@example.org", organisation=name)
    client.sign_in(make_member(event))
    return event


def test_typed_names_join_an_entry_and_leave_it_again(client: Browser, event: Event):
    values = OrganisationValues("Ministry of Health", "", "ministry", "KG", "", (), {})
    code = services.add_organisation(values, actor=SYSTEM, at=OPEN)
    page, numbers = f"/manage/{event.slug}/registrations/organisations", f"/manage/{event.slug}/registrations/numbers"

    client.fill(page, {"entry": "nobody", "deed": "join"}, form="join")
    assert "Choose an entry of the directory" in client.get(page).text
    client.fill(page, {"entry": "ministry of health", "deed": "join"}, form="join")

    db.session.rollback()
    assert [alias.name for alias in queries.get_organisation(code).aliases] == ["Minzdrav", "Минздрав"]
    shown = client.get(page).text
    assert "The directory knows every name" in shown
    assert "Ministry of Health" in client.get(numbers).text
    client.fill(page, form="separate")
    db.session.rollback()
    assert len(queries.get_organisation(code).aliases) < 2


def test_typed_names_become_a_new_entry(client: Browser, event: Event):
    page = f"/manage/{event.slug}/registrations/organisations"
    client.fill(page, {"deed": "new"}, form="join")

    db.session.rollback()
    found = queries.find_by_name("минздрав")
    assert found is not None
    assert (found.name, [alias.name for alias in found.aliases]) == ("Минздрав", ["Minzdrav"])


def test_viewers_join_nothing(client: Browser, event: Event):
    client.sign_in(make_member(event, Role.VIEWER))

    assert client.get(f"/manage/{event.slug}/registrations/organisations").status_code == 403


def test_people_of_one_entry_are_found_together_whatever_they_wrote(client: Browser, event: Event):
    values = OrganisationValues("Ministry of Health", "", "ministry", "KG", "", ("Минздрав",), {})
    code = services.add_organisation(values, actor=SYSTEM, at=OPEN)
    other = OrganisationValues("Health Ministry", "", "ministry", "KG", "", ("MZ KR",), {})
    services.add_organisation(other, actor=SYSTEM, at=OPEN)
    store_registration(event, email="p3@example.org", organisation="МЗ КР")
    table, directory = f"/manage/{event.slug}/registrations/", f"/manage/organisations/{code}"
    assert "Ministry of Health (3)" in client.get(table).text
    assert found_with(client, table, "Ministry of Health") == {"p0", "p1", "p2"}

    compared = client.fill(directory, {"other": "Health Ministry"}, form="merge").text
    assert "These people gave a name of the entry that goes" in compared
    client.fill(directory, {"other": "Health Ministry", "sure": "yes"}, form="merge")

    assert "Ministry of Health (4)" in client.get(table).text
    for name in ("Ministry of Health", "минздрав", "MZ KR", "МЗ КР"):
        assert found_with(client, table, name) == {"p0", "p1", "p2", "p3"}, name
    written = set(db.session.scalars(select(Registration.organisation)))
    assert written == {"Минздрав", "Minzdrav", "МЗ КР"}
    shown = client.get(f"{table}{code_of(event)}").text
    assert "Organisation in the directory" in shown
    assert f"{event.title} (4)" in client.get(directory).text


def test_a_new_name_of_an_entry_keeps_those_who_wrote_the_old_one(client: Browser, event: Event):
    code = services.add_organisation(
        OrganisationValues("Минздрав", "", "ministry", "KG", "", (), {}), actor=SYSTEM, at=OPEN
    )
    client.fill(f"/manage/organisations/{code}", {"name": "Ministry of Health"})

    assert found_with(client, f"/manage/{event.slug}/registrations/", "Ministry of Health") == {"p0", "p1", "p2"}


def found_with(client: Browser, table: str, organisation: str) -> set[str]:
    """Who the table shows: the first part of their addresses."""
    page = client.get(table, query_string={"organisation": organisation, "columns": "email"}).text
    return set(re.findall(r"\b(p\d)@example\.org", page))


def code_of(event: Event) -> str:
    return db.session.scalars(select(Registration.code).where(Registration.event_id == event.id)).first() or ""
