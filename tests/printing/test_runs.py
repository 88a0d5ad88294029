"""Organisers have badges made: chosen, drawn by the worker, noted once, kept for a day."""

import errno
import os
from datetime import timedelta
from threading import Thread

import pypdfium2
import pytest
import time_machine
import zxingcpp
from flask import Flask, current_app
from sqlalchemy import select

from conference.core.audit import Actor
from conference.core.clock import now
from conference.core.db import db
from conference.core.jobs import Job, run_due
from conference.core.pdf import PdfFailed
from conference.events.models import Event, Mode
from conference.events.permissions import Role
from conference.printing import drawing, files, jobs, keeping_services, piles, queries, services
from conference.printing.models import BadgePrint, PrintRun
from conference.printing.rules import Wish
from conference.registration.links import ticket_code_of
from conference.registration.models import Registration
from tests.browser import Browser, forms_of
from tests.counting import count_queries
from tests.factories import OPEN, make_category, make_event, make_member, store_registration

BADGES = "/manage/border/badges/"
OLGA = Actor("Olga Organiser")


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="border")
    client.sign_in(make_member(event))
    for left in files.folder().iterdir():
        left.unlink()
    return event


def codes_in(pdf: bytes) -> list[str]:
    """What an independent reader finds in the QR codes of all pages, page by page."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=110 / 72).to_pil()
        found += [code.text for code in zxingcpp.read_barcodes(picture)]
    return found


def texts_of(pdf: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf)]


def code_of(registration: Registration) -> str:
    return ticket_code_of(registration.tickets[0])


def run_jobs() -> None:
    """What the worker does, in a context of its own."""
    db.session.rollback()
    with current_app.app_context():
        run_due()


def ask(client: Browser, **query: str) -> str:
    """Choose by address, press the button; the address of the run."""
    address = BADGES + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")
    answer = client.fill(address, form="/badges/")
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def made(client: Browser, **query: str) -> str:
    address = ask(client, **query)
    run_jobs()
    return address


def printed(event: Event) -> None:
    """Everybody has a badge already."""
    services.ask_for_run(event.id, Wish(), queries.everybody(event.id), actor=OLGA, at=now())
    run_jobs()


def prints() -> list[tuple[str, str]]:
    rows = db.session.execute(
        select(Registration.name, BadgePrint.reason)
        .join(Registration, Registration.id == BadgePrint.registration_id)
        .order_by(BadgePrint.id)
    )
    return [(name, reason) for name, reason in rows]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Skip the drawing itself; what would have been drawn, run by run."""
    drawn: list[list[str]] = []

    def draw(into, printed, _layouts, _paper, progress):
        progress(len(printed), len(printed))
        drawn.append([getattr(one, "name", "") or f"== {one.title}, {one.detail}" for one in printed])
        into.write(b"%PDF")

    monkeypatch.setattr(drawing, "write_badges", draw)
    return drawn


def test_badges_are_drawn_by_the_worker_in_order_and_downloaded(client: Browser, event: Event):
    press = make_category(event, "press")
    people = [store_registration(event, press, name=name) for name in ("Яна Ульянова", "Bea Sample", "Өмүрбек Үлгү")]
    store_registration(event, make_category(event, "staff"), name="Not press")
    store_registration(event, press, state="pending", name="Pending Person")
    store_registration(event, press, mode=Mode.ONLINE, name="Online Person")

    address = ask(client, category="press", paper="single", separators="yes")
    waiting = client.get(address).text
    run_jobs()
    ready = client.get(address).text
    pdf = client.get(f"{address}.pdf")

    assert "Waiting for its turn" in waiting
    assert "data-unfinished" in waiting
    assert "Download the PDF" in ready
    assert "data-unfinished" not in ready
    yana, bea, omurbek = (code_of(person) for person in people)
    assert codes_in(pdf.data) == [bea, omurbek, yana]
    assert [texts_of(pdf.data)[number] for number in (0, 2, 4)] == ["B 1 badge", "O 1 badge", "Y 1 badge"]
    assert pdf.headers["Content-Disposition"].startswith("attachment; filename=badges-border-")
    assert pdf.headers["Content-Length"] == str(len(pdf.data))
    assert pdf.headers["Cache-Control"] == "private, no-store"


def test_each_badge_is_noted_once_with_who_and_why(client: Browser, event: Event, quick: list[list[str]]):
    store_registration(event, name="Ada Sample")

    made(client)
    row = db.session.scalars(select(BadgePrint)).one()

    assert (row.printed_by, row.via, row.reason, row.ticket_version) == ("Olga Organiser", "run", "first", 1)


def test_only_new_and_changed_ones_are_printed_the_second_time(client: Browser, event: Event, quick: list[list[str]]):
    ada, bea, cleo = (store_registration(event, name=name) for name in ("Ada", "Bea", "Cleo"))
    printed(event)
    bea.name, cleo.note, ada.email = "Béa", "not on the badge", "ada@elsewhere.example"
    db.session.commit()
    store_registration(event, name="Dora")

    page = client.get(BADGES).text
    made(client)

    assert "Make 2 badges" in page
    assert "Changed since they were printed (1)" in page
    assert quick == [["Ada", "Bea", "Cleo"], ["Béa", "Dora"]]
    assert set(prints()[3:]) == {("Béa", "changed"), ("Dora", "first")}
    assert "No badge to print for this choice" in client.get(BADGES).text


@pytest.mark.parametrize(
    ("which", "names"), [("never", ["Dora"]), ("changed", ["Béa"]), ("all", ["Ada", "Béa", "Dora"])]
)
def test_whose_badges(client: Browser, event: Event, quick: list[list[str]], which: str, names: list[str]):
    _ada, bea = (store_registration(event, name=name) for name in ("Ada", "Bea"))
    printed(event)
    bea.name = "Béa"
    db.session.commit()
    store_registration(event, name="Dora")

    made(client, which=which)

    assert quick[1] == names


def test_new_design_outdates_every_badge(client: Browser, event: Event, quick: list[list[str]]):
    category = make_category(event)
    store_registration(event, category, name="Ada")
    printed(event)
    category.colour = "#7a2e1f"
    db.session.commit()

    assert "Changed since they were printed (1)" in client.get(BADGES).text


def test_filter_of_the_table_says_whose_badges(client: Browser, event: Event):
    store_registration(event, make_category(event, "press"), name="Ada", code="AAAAAAAA")
    store_registration(event, make_category(event, "guest"), name="Bea", organisation="Ministry", country="KG")
    queries_of = {
        1: ({"category": "press"}, {"organisation": "Ministry"}, {"q": "be"}, {"country": "KG"}, {"codes": "AAAAAAAA"}),
        0: ({"status": "pending"}, {"delegation": "nobody"}),
        2: ({"status": "confirmed"}, {"category": "no such"}),
    }

    for number, asked in queries_of.items():
        for query in asked:
            page = client.get(BADGES, query_string=query).text
            assert (f"Make {number} badge" in page) == bool(number), query
            assert ("No badge to print for this choice" in page) != bool(number), query


def test_order_by_organisation_with_sheets_between(client: Browser, event: Event, quick: list[list[str]]):
    for name, organisation in (("Cleo", "Łódź Museum"), ("Ada", "Zoo"), ("Bea", "Lodge"), ("Dora", "")):
        store_registration(event, name=name, organisation=organisation)

    made(client, sort="organisation", separators="yes")

    assert quick == [[
        "== Lodge, 1 badge", "Bea", "== Łódź Museum, 1 badge", "Cleo", "== Zoo, 1 badge", "Ada",
        "== Without an organisation, 1 badge", "Dora",
    ]]  # fmt: skip


def test_people_are_read_in_lots_and_all_of_them_printed(
    client: Browser, event: Event, quick: list[list[str]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(piles, "LOT", 2)
    monkeypatch.setattr(services, "NOTED_AT_ONCE", 2)
    for name in ("Eva", "Ada", "Cleo", "Bea", "Dora"):
        store_registration(event, name=name, organisation="Zoo" if name > "C" else "Lodge")

    made(client, sort="organisation", separators="yes")

    assert quick == [["== Lodge, 2 badges", "Ada", "Bea", "== Zoo, 3 badges", "Cleo", "Dora", "Eva"]]
    assert sorted(name for name, _reason in prints()) == ["Ada", "Bea", "Cleo", "Dora", "Eva"]


def test_test_print_does_not_count(client: Browser, event: Event, quick: list[list[str]]):
    store_registration(event, name="Ada")

    address = made(client, test="yes")

    assert "do not count as printed" in client.get(address).text
    assert prints() == [("Ada", "test")]
    assert "Make 1 badge" in client.get(BADGES).text


def test_run_that_was_not_printed_is_taken_back(client: Browser, event: Event, quick: list[list[str]]):
    store_registration(event, name="Ada")
    address = made(client)

    client.fill(address, form="take-back")

    assert prints() == []
    assert client.get(f"{address}.pdf").status_code == 410
    assert list(files.folder().iterdir()) == []
    assert "Make 1 badge" in client.get(BADGES).text


def test_others_than_were_shown_are_shown_first(client: Browser, event: Event):
    store_registration(event)
    page = client.get(BADGES)
    store_registration(event, name="Bea")

    form = next(form for form in forms_of(page.text) if form.action.endswith("/badges/"))
    answer = client.send(BADGES, form, {})

    assert answer.status_code == 409
    assert "Others are meant by now" in answer.text
    assert db.session.query(PrintRun).count() == 0


def test_who_lost_the_place_meanwhile_is_left_out(client: Browser, event: Event, quick: list[list[str]]):
    ada = store_registration(event, name="Ada")
    store_registration(event, name="Bea")
    address = ask(client)
    ada.state = "cancelled"
    db.session.commit()
    run_jobs()

    assert quick == [["Bea"]]
    assert "1 person has no place any more" in client.get(address).text


def test_nobody_left_fails_with_a_sentence(client: Browser, event: Event):
    ada = store_registration(event)
    address = ask(client)
    ada.state = "cancelled"
    db.session.commit()
    run_jobs()

    assert "Nobody of them has a confirmed place any more" in client.get(address).text


def test_progress_is_shown_while_it_is_drawn(client: Browser, event: Event, monkeypatch: pytest.MonkeyPatch):
    store_registration(event)
    address = ask(client)
    seen = []

    def draw(_into, _printed, _layouts, _paper, progress):
        progress(1, 2)
        seen.append(client.get(address).text)

    monkeypatch.setattr(drawing, "write_badges", draw)
    run_jobs()

    assert "Being drawn" in seen[0]
    assert 'value="1" max="2"' in seen[0]


def test_asking_again_while_it_is_in_work_gives_the_same(client: Browser, event: Event):
    store_registration(event)

    first, again, other = ask(client), ask(client), ask(client, paper="single")

    assert again == first
    assert other != first
    assert db.session.query(Job).count() == 2


def test_two_runs_at_once_are_both_drawn(app: Flask, client: Browser, event: Event):
    people = {name: store_registration(event, make_category(event, name)) for name in ("press", "guest")}
    addresses = {name: ask(client, category=name) for name in people}
    runs = {run.id: run.job_id or 0 for run in queries.runs_in_work(event.id)}
    db.session.rollback()

    def work(run_id: int) -> None:
        with app.app_context():
            jobs.make_run(runs[run_id], {"run_id": run_id})

    threads = [Thread(target=work, args=(run_id,)) for run_id in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for name, person in people.items():
        assert codes_in(client.get(f"{addresses[name]}.pdf").data) == [code_of(person)]
    assert len(prints()) == len(people)


def test_file_is_forgotten_after_a_day(client: Browser, event: Event, quick: list[list[str]]):
    store_registration(event)
    with time_machine.travel(OPEN, tick=False):
        client.sign_in(make_member(event))
        address = made(client)
    with time_machine.travel(OPEN + timedelta(hours=24, seconds=1), tick=False):
        client.sign_in(make_member(event))
        assert client.get(address).status_code == 410
        assert client.get(f"{address}.pdf").status_code == 410
        run_jobs()
        assert client.get(address).status_code == 404
    assert list(files.folder().iterdir()) == []
    assert [reason for _name, reason in prints()] == ["first"]


def test_chore_deletes_what_belongs_to_no_run(client: Browser, event: Event, quick: list[list[str]]):
    store_registration(event)
    address = made(client)
    for name in ("ABCDEFGHJK.pdf", "tmp1.part"):
        (files.folder() / name).write_bytes(b"left by a worker that died")

    assert keeping_services.forget_runs(now()) == 0
    assert keeping_services.forget_runs(now() + timedelta(hours=2)) == 2
    assert client.get(f"{address}.pdf").status_code == 200


def test_full_disk_says_so_and_leaves_nothing(client: Browser, event: Event, quick, monkeypatch: pytest.MonkeyPatch):
    store_registration(event)
    address = ask(client)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    run_jobs()

    assert "The disk of the server is full" in client.get(address).text
    assert client.get(f"{address}.pdf").status_code == 404
    assert list(files.folder().iterdir()) == []
    assert prints() == []


def test_worker_that_dies_after_the_file_doubles_nothing(client: Browser, event: Event, quick: list[list[str]]):
    """Killed between the file and the note of it, then run again, and once more by a lease that ended."""
    store_registration(event)
    run = queries.find_run(event.id, ask(client).rpartition("/")[2])
    assert run is not None
    with files.keeping(run.code) as file:
        file.write(b"%PDF of the one that died")

    for _time in range(2):
        db.session.rollback()
        jobs.make_run(1, {"run_id": run.id})

    assert (files.folder() / f"{run.code}.pdf").read_bytes() == b"%PDF"
    assert len(prints()) == len(quick) == 1


def test_failed_drawing_says_so_and_can_be_asked_for_again(
    client: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
):
    store_registration(event)
    address = ask(client)

    def fail(*_args):
        raise PdfFailed("too large")

    monkeypatch.setattr(drawing, "write_badges", fail)
    run_jobs()

    assert "could not be drawn" in client.get(address).text
    assert ask(client) != address


def test_nobody_confirmed_says_so(client: Browser, event: Event):
    registration = store_registration(event)
    form = next(form for form in forms_of(client.get(BADGES).text) if form.action.endswith("/badges/"))
    registration.state = "cancelled"
    db.session.commit()

    answer = client.send(BADGES, form, {})

    assert answer.status_code == 409
    assert "no badge to print for what you chose" in answer.text
    assert "No badges to make yet" in client.get(BADGES).text


def test_roles_that_print(client: Browser, event: Event):
    for role, status in ((Role.EDITOR, 200), (Role.VIEWER, 200), (Role.DOOR, 403)):
        client.sign_in(make_member(event, role))
        assert client.get(BADGES).status_code == status


def test_page_asks_the_database_as_often_for_one_as_for_many(client: Browser, event: Event, quick: list[list[str]]):
    category = make_category(event)
    store_registration(event, category)
    printed(event)
    one = count_queries(lambda: client.get(BADGES))
    for number in range(7):
        store_registration(event, category, name=f"Person {number}", organisation=f"Office {number}")
    printed(event)

    assert count_queries(lambda: client.get(BADGES)) == one
