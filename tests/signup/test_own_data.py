"""A person's own data: a whole copy, another address, another link, erasure that leaves nothing."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import String, cast, select, text

from conference.checkin import services as door
from conference.checkin.models import CheckPoint, Device
from conference.checkin.rules import Reading
from conference.core.audit import ATTENDEE, Actor
from conference.core.codes import new_uuid7
from conference.core.db import Base, db, is_sqlite
from conference.delegations.models import GroupMember, Invitation, RegistrationGroup
from conference.intake.models import Intake
from conference.personal import services as agendas
from conference.printing import files
from conference.printing import services as printing
from conference.printing.models import BadgePrint, PrintRun
from conference.printing.noting import Note
from conference.printing.rules import Wish
from conference.printing.saying import Said
from conference.registration import keepers, links, queries, services
from conference.registration.models import Registration
from conference.registration.rules import Person
from conference.signup import services as sign_ups
from tests.browser import forms_of
from tests.factories import OPEN, make_device, make_point, make_registration, store

OLGA = Actor("Olga")
WISHES = (Wish(paper="single"), Wish(paper="a4"))
NAME, SCRIPT, EMAIL = "Zebulon Quartz", "Зебулон", "zebulon.quartz@example.org"
TOLD_ELSEWHERE = {"registration_batch_item": "a button pressed for many; the history tells each deed"}
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def clock():
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def person(shop, letters):
    """Somebody with a ticket, a consent, a session, a star, a scan, mails and a past."""
    own = {"name": NAME, "national_name": SCRIPT, "email": EMAIL, "organisation": "Quartzworks", "country": "LV"}
    row = make_registration(shop.event, photo_text="Photographs of me", **own)
    sign_ups.choose(row.id, {shop.key(shop.maps): 1}, actor=ATTENDEE, at=OPEN)
    agenda = agendas.agenda_of(row.id, at=OPEN)
    agendas.add_picks(agenda.id, [shop.lecture.code], at=OPEN)
    entrance = make_device(make_point(shop.event))
    row = queries.get_registration(row.id)
    assert row.valid_ticket is not None
    code = links.ticket_code_of(row.valid_ticket)
    reading = Reading(scan_id=new_uuid7(), code=code, registration=None, via="camera", scanned_at=OPEN)
    door.record_scan(door.door_of(db.session.get_one(Device, entrance.id)), reading, at=OPEN)
    services.ask_new_address(row.id, "quartz@elsewhere.example", at=OPEN)
    letters()
    return queries.get_registration(row.id)


def own_page(person):
    db.session.rollback()
    row = queries.get_registration(person.id)
    return f"/events/{row.event.slug}/registrations/{links.own_page_token(row)}"


def where_is(words):
    """(table, column) of all that holds the words, in any case."""
    db.session.rollback()
    found = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(*(cast(column, String) for column in table.columns))):
            found += [
                f"{table.name}.{column.name}"
                for column, value in zip(table.columns, row, strict=True)
                if words.casefold() in (value or "").casefold()
            ]
    return sorted(set(found))


def test_every_table_about_a_registration_is_in_the_copy(db_session):
    """A new table that names a registration needs a keeper, so that people get a copy of it and it is erased."""
    kept = {table for keeper in keepers.KEEPERS for table in keeper.tables}
    named = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name == "registration" for key in table.foreign_keys)
    }

    assert named - kept - set(TOLD_ELSEWHERE) == set()


def test_copy_holds_everything_for_people_and_for_programs(client, person):
    address = own_page(person)
    page = client.get(f"{address}/data").text
    held = json.loads(client.get(f"{address}/data.json").text)["data"]

    for words in (
        NAME,
        SCRIPT,
        EMAIL,
        "Quartzworks",
        "Photographs of me",
        "Maps",
        "Lecture",
        "Entrance",
        "Your ticket",
    ):
        assert words in page
    assert held["registration"][0]["email"] == EMAIL
    assert held["consents"][0]["text"] == "Photographs of me"
    assert [row["session"] for row in held["sign_ups"]] == ["Maps"]
    assert [row["session"] for row in held["my_agenda"]] == ["Lecture"]
    assert held["scans"][0]["outcome"] == "admit"
    assert held["check_ins"][0]["point"] == "Entrance"
    assert [row["to"] for row in held["messages"]] == [EMAIL]
    assert held["address_changes"][0]["to"] == "quartz@elsewhere.example"
    assert held["history"][0]["by"] == "the attendee"


def test_erased_person_is_nowhere_found_and_the_place_is_free(client, person, shop):
    event_id, address = shop.event_id, own_page(person)
    page = client.get(f"{address}/erase")
    assert "There is no way back" in page.text
    assert where_is("zebulon")

    answer = client.fill(f"{address}/erase", form="erase")

    assert answer.status_code == 303
    assert "erased" in client.get(answer.location).text
    for words in ("zebulon", "quartz", "зебулон"):
        assert where_is(words) == []
    row = db.session.get_one(Registration, person.id)
    assert (row.state, row.erased_at, row.country) == ("cancelled", OPEN, "LV")
    assert db.session.get_one(type(shop.event), event_id).places_taken == 0
    assert shop.taken(shop.maps) == 0
    assert client.get(address).status_code == 404
    assert db.session.query(CheckPoint).count() == 1


def test_erased_person_is_in_no_table_to_come_no_sheet_and_no_file(app, person, shop, letters):
    kept = {"event_id": shop.event_id, "expires_at": OPEN + timedelta(days=1)}
    content = {"headings": ["Name", "Mail"], "rows": [[2, [NAME, f" {EMAIL} "]], [3, ["Cleo", "cleo@example.org"]]]}
    table = store(Intake(**kept, code="t", kind="people", uploaded_by="Olga", created_at=OPEN, content=content))
    ready, drawn = (printing.ask_for_run(shop.event_id, wish, [person.id], actor=OLGA, at=OPEN) for wish in WISHES)
    runs = {run.code: run.id for run in db.session.scalars(select(PrintRun))}
    printing.finish_run(runs[ready], 9, [Note(person.id, 1, Said("digest", {}))], 1, at=OPEN)
    with files.keeping(ready) as file:
        file.write(EMAIL.encode())

    services.erase(person.id, actor=ATTENDEE, at=OPEN)
    assert not printing.finish_run(runs[drawn], 9, [Note(person.id, 1, Said("digest", {}))], 1, at=OPEN)
    with time_machine.travel(OPEN + timedelta(minutes=2)):
        letters()

    assert where_is("zebulon") == []
    rows = db.session.scalars(select(Intake.content).where(Intake.id == table.id)).one()["rows"]
    assert rows == [[3, ["Cleo", "cleo@example.org"]]]
    assert files.opened(ready) is None
    assert db.session.query(BadgePrint).count() == 0
    if is_sqlite():
        path = Path(str(db.engine.url.database))
        raw = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*")).lower()
        assert b"cleo@example.org" in raw
        for words in (NAME, SCRIPT.lower(), EMAIL, "quartzworks", "quartz@elsewhere.example"):
            assert words.lower().encode() not in raw
        index = db.session.execute(text("SELECT block FROM registration_search_data")).scalars()
        assert b"zeb" not in b"".join(index)  # a part of three letters, as the index keeps them


def test_erasure_also_takes_what_the_same_address_left_before_and_mails_nobody(client, person, letters):
    services.cancel(person.id, actor=ATTENDEE, at=OPEN)
    outcome = services.register(person.event_id, Person(NAME, EMAIL), submit_key=new_uuid7(), at=OPEN)
    before = len(letters())

    services.erase(outcome.registration_id, actor=ATTENDEE, at=OPEN)

    assert where_is("zebulon") == []
    assert len(letters()) == before


def test_nothing_can_be_done_with_an_erased_registration(person):
    services.erase(person.id, actor=ATTENDEE, at=OPEN)

    with pytest.raises(Exception, match="no longer possible"):
        services.restore(person.id, actor=OLGA, at=OPEN)
    services.erase(person.id, actor=ATTENDEE, at=OPEN)
    assert where_is("zebulon") == []


def test_new_address_counts_once_its_own_mail_was_answered(client, person, letters):
    old = own_page(person)
    client.fill(f"{old}/address", {"email": "zq@new.example"})
    mail = letters()[-1]
    assert mail["To"].addresses[0].addr_spec == "zq@new.example"
    link = next(word for word in mail.get_body(("plain",)).get_content().split() if "/new-address/" in word)
    path = link.removeprefix("http://localhost")
    assert db.session.get_one(Registration, person.id).email == EMAIL

    page = client.get(path)
    answer = client.send(path, forms_of(page.text)[0], {})

    assert answer.status_code == 303
    db.session.rollback()
    assert db.session.get_one(Registration, person.id).email == "zq@new.example"
    assert client.get(old).status_code == 404
    assert {one["To"].addresses[0].addr_spec for one in letters()[-2:]} == {"zq@new.example", EMAIL}


def test_new_address_of_somebody_else_is_refused_only_to_who_reads_its_mail(client, person, shop, letters):
    make_registration(shop.event, "Bob", email="bob@example.org")
    address = own_page(person)
    assert client.fill(f"{address}/address", {"email": "bob@example.org"}).status_code == 303
    change = queries.address_changes(person.id)[-1]
    path = f"/events/{shop.event.slug}/new-address/{links.address_link(change)}"

    answer = client.send(path, forms_of(client.get(path).text)[0], {})

    assert answer.status_code == 409
    assert db.session.get_one(Registration, person.id).email == EMAIL


def test_link_to_a_new_address_ends_after_two_days(client, person, shop):
    change = queries.address_changes(person.id)[-1]

    with pytest.raises(Exception, match="too old"):
        services.confirm_new_address(change.id, at=OPEN + timedelta(hours=49))


def test_new_link_kills_the_old_one_and_comes_by_mail(client, person, letters):
    old = own_page(person)

    answer = client.fill(old, form="new-link")

    assert answer.status_code == 303
    assert client.get(old).status_code == 404
    assert own_page(person) in letters()[-1].get_body(("plain",)).get_content()


def test_invitations_and_groups_forget_the_person_too(client, person, shop):
    category_id, until = person.category_id, OPEN + timedelta(days=9)
    own = {"event_id": shop.event_id, "category_id": category_id, "name": NAME, "email": EMAIL, "email_key": EMAIL}
    store(Invitation(**own, link_digest="a", expires_at=until, created_at=OPEN, registration_id=person.id))
    group = {"uuid": new_uuid7(), "event_id": shop.event_id, "name": "Bob", "email": "bob@example.org"}
    people = [
        GroupMember(name=name, email=email, category_id=category_id, state_said="confirmed")
        for name, email in ((NAME, EMAIL), ("Cleo", "cleo@example.org"))
    ]
    store(RegistrationGroup(**group, members=people, link_digest="b", created_at=OPEN))
    assert NAME in client.get(f"{own_page(person)}/data").text

    services.erase(person.id, actor=ATTENDEE, at=OPEN)

    assert where_is("zebulon") == []
    assert where_is("cleo@example.org") == ["group_member.email"]
