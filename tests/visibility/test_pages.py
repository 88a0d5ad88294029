"""Emblem, statement, disclaimer and logos on pages, in letters, on tickets and badges; and all gone by derogation."""

import io
from datetime import date
from typing import Any

import html5lib
import pytest
import time_machine
from PIL import Image

from conference.badges.drawing import cards_of
from conference.badges.layouts import layouts_of
from conference.badges.tickets import card_of_ticket
from conference.core.audit import SYSTEM
from conference.core.db import db
from conference.events.permissions import Role
from conference.visibility import services
from conference.visibility.models import Derogation
from conference.visibility.rules import DerogationValues
from tests.factories import OPEN, make_event, make_member, make_registration, make_session
from tests.visibility.conftest import SHAPES, make_logo

STATEMENT = "Funded by the European Union"
FORM = {"project": "BOMCA", "scope": "here", "reason": "Partners would be at risk",
        "approver": "A. Sample, EU Delegation", "decided_on": "2024-01-31"}  # fmt: skip
PUBLIC = ("/events/infopoint/", "/events/infopoint/agenda", "/events/infopoint/projects/",
          "/events/infopoint/projects/BOMCA", "/events/infopoint/register", "/projects/BOMCA", "/")  # fmt: skip


def hide(stage: Any, *codes: str) -> None:
    values = DerogationValues(is_everywhere=True, reason="r", approver="a", decided_on=date(2024, 1, 1))
    for project in (stage.bomca, stage.protect):
        if project.code in codes:
            services.record_derogation(
                stage.event.id, project.id, values, today=date(2027, 1, 1), actor=SYSTEM, at=OPEN
            )


def tree_of(html: str) -> Any:
    return html5lib.parse(html, namespaceHTMLElements=False)


def by_class(tree: Any, name: str) -> list[Any]:
    return [element for element in tree.iter() if name in (element.get("class") or "").split()]


@pytest.mark.parametrize("page", PUBLIC)
def test_every_public_page_shows_the_block_once(client, stage, page):
    tree = tree_of(client.get(page).text)

    [block] = by_class(tree, "emblem")
    assert [str(part.tag).rpartition("}")[2] for part in block] == ["svg", "span"]
    assert "".join(block.itertext()).strip() == STATEMENT
    assert by_class(tree, "funding__disclaimer")


def test_page_speaks_its_readers_language(client, stage):
    page = client.get("/events/infopoint/?lang=ru").text

    assert "Финансируется Европейским союзом" in page
    assert "Ответственность за содержание несёт исключительно ICMPD" in page
    assert STATEMENT not in page


@pytest.mark.parametrize("page", PUBLIC)
def test_derogations_of_all_projects_leave_no_trace_on_public_pages(client, stage, page):
    assert STATEMENT in client.get(page).text  # and so it is kept in memory
    hide(stage, "BOMCA", "PROTECT")

    answer = client.get(page).text
    assert "European Union" not in answer
    assert "EU in full" not in answer  # neither in facts and lists of partners, nor in what search engines read
    assert "emblem" not in answer


def test_derogation_of_one_project_hides_it_on_its_own_pages(client, stage):
    hide(stage, "BOMCA")

    own = client.get("/events/infopoint/projects/BOMCA").text
    assert STATEMENT not in own
    assert "ICMPD in full" in own  # those who do not pay are named
    assert STATEMENT in client.get("/events/infopoint/projects/PROTECT").text
    assert STATEMENT in client.get("/events/infopoint/").text


def test_logos_stand_beside_the_emblem_and_none_is_the_unions_own(client, stage):
    tree = tree_of(client.get("/events/infopoint/").text)
    logos = by_class(tree, "logo")

    assert [logo.get("alt") for logo in logos] == ["BOMCA", "ICMPD in full", "RTU in full"]
    for logo in logos:
        width, height = int(logo.get("width")), int(logo.get("height"))
        assert height <= 50
        assert width * height <= 75 * 50
        picture = Image.open(io.BytesIO(client.get(logo.get("src")).data))
        assert picture.width <= 2 * width + 2
        assert picture.height <= 2 * height + 2


def test_small_logo_is_kept_for_a_year_and_an_unknown_one_is_not_found(client, stage):
    answer = client.get(f"/pictures/{make_logo('plain').name}/small")

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "image/png"
    assert Image.open(io.BytesIO(answer.data)).size == (150, 100)
    assert client.get("/pictures/nobody/small").status_code == 404


def test_letter_shows_the_block_and_carries_each_of_its_pictures(stage, letters):
    with time_machine.travel(OPEN):
        make_registration(stage.event)
        [mail] = letters()

    html = mail.get_body(("html",)).get_content()
    shown = [image.get("src").removeprefix("cid:") for image in tree_of(html).iter("img")]
    carried = {part["Content-ID"].strip("<>"): part for part in mail.walk() if part["Content-ID"]}
    assert set(shown) == set(carried)
    assert sum(name.startswith("logo-") for name in shown) == 3
    assert html.count(STATEMENT) == 1
    assert "Only PROTECT answers for this." in html
    text = mail.get_body(("plain",)).get_content()
    assert STATEMENT in text
    assert "Only PROTECT answers for this." in text
    emblem = Image.open(io.BytesIO(carried["eu-emblem"].get_payload(decode=True)))
    assert emblem.size == (158, 108)


def test_letter_under_derogations_says_nothing_of_the_funder(stage, letters):
    hide(stage, "BOMCA", "PROTECT")
    with time_machine.travel(OPEN):
        make_registration(stage.event)
        [mail] = letters()

    html = mail.get_body(("html",)).get_content()
    assert "European Union" not in html + mail.get_body(("plain",)).get_content()
    assert "eu-emblem" not in {part["Content-ID"] for part in mail.walk()}
    assert "cid:eu-emblem" not in html


def test_ticket_and_badge_ask_the_same(app, stage):
    row = make_registration(stage.event)
    ticket = row.valid_ticket
    assert ticket is not None
    with app.test_request_context("/"):
        layouts = layouts_of(stage.event, "ticket")
        before, [card] = card_of_ticket(row, ticket, layouts), cards_of(stage.event, [row])
        hide(stage, "BOMCA", "PROTECT")
        after, [bare] = card_of_ticket(row, ticket, layouts), cards_of(stage.event, [row])

    assert before.funding_statement == card.funding_statement == STATEMENT
    assert before.disclaimers == card.disclaimers != ()
    assert [mark.size for mark in card.projects] == [SHAPES["wide"], (1, 1)]
    assert (after.funding_statement, after.disclaimers) == (bare.funding_statement, bare.disclaimers) == ("", ())
    assert after.projects == before.projects


def test_organiser_sees_what_is_missing_and_gets_to_where_it_is_mended(client, stage):
    client.sign_in(make_member(stage.event))
    loose = make_session(stage.event, "Panel of nobody")

    page = client.get("/manage/infopoint/visibility/")

    tree = tree_of(page.text)
    said = ["".join(item.itertext()) for item in by_class(tree, "finding")]
    assert any("BOMCA has no contract number" in words for words in said)
    assert any("PROTECT has no logo" in words for words in said)
    assert any("“Panel of nobody” belongs to no project" in words for words in said)
    for link in by_class(tree, "finding__link"):
        assert client.get(link.get("href").partition("#")[0]).status_code == 200, link.get("href")
    assert f"/manage/infopoint/sessions/{loose.code}" in page.text
    assert len(by_class(tree, "emblem")) == 2  # in English and in Russian


def test_places_that_mend_are_there(client, stage):
    client.sign_in(make_member(stage.event))
    page = client.get("/manage/infopoint/visibility/")
    for link in by_class(tree_of(page.text), "finding__link"):
        address, _hash, anchor = link.get("href").partition("#")
        if anchor:
            assert f'id="{anchor}"' in client.get(address).text, link.get("href")


def test_derogation_is_recorded_by_form_shown_and_ended(client, stage):
    client.sign_in(make_member(stage.event))

    assert "optional" not in client.get("/manage/infopoint/visibility/derogations/new").text
    answer = client.fill("/manage/infopoint/visibility/derogations/new", FORM, form="")
    assert answer.status_code == 302

    page = client.get("/manage/infopoint/visibility/").text
    for words in ("Partners would be at risk", "A. Sample, EU Delegation", "31 January 2024", "In force",
                  "By derogation, emblem and statement are not shown for BOMCA", "Derogation recorded"):  # fmt: skip
        assert words in page
    row = db.session.query(Derogation).one()
    client.fill("/manage/infopoint/visibility/", form=f"{row.code}/end")
    page = client.get("/manage/infopoint/visibility/").text
    assert "By derogation" not in page
    assert "Derogation ended" in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reason": ""}, "Enter the reason"),
        ({"reason": "   "}, "Enter the reason"),
        ({"approver": ""}, "Enter who of the funder gave leave"),
        ({"decided_on": ""}, "Enter the date of the approval"),
        ({"decided_on": "31 February"}, "Enter a date, like"),
        ({"decided_on": "2999-01-01"}, "The date lies ahead"),
        ({"project": "OTHER"}, "Choose one of the list"),
        ({"scope": "nowhere"}, "Choose"),
        ({"reason": "x" * 2001}, "Use 2000 characters or fewer"),
    ],
)
def test_derogation_that_lacks_something_is_refused_in_words(client, stage, values, words):
    client.sign_in(make_member(stage.event))

    answer = client.fill("/manage/infopoint/visibility/derogations/new", {**FORM, **values})

    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert db.session.query(Derogation).count() == 0


def test_only_who_may_edit_projects_comes_in_and_no_foreign_derogation_ends(client, stage):
    other = make_event(slug="other")
    hide(stage, "BOMCA")
    row = db.session.query(Derogation).one()
    client.sign_in(make_member(stage.event, Role.VIEWER))
    assert client.get("/manage/infopoint/visibility/").status_code == 403
    client.sign_in(make_member(other))
    assert client.get("/manage/infopoint/visibility/").status_code == 404
    assert client.get("/manage/other/visibility/derogations/new").status_code == 404
    page = client.get("/manage/other/settings").text
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    answer = client.post(f"/manage/other/visibility/derogations/{row.code}/end", data={"csrf_token": token})
    assert answer.status_code == 404
    db.session.expire_all()
    assert row.is_in_force
