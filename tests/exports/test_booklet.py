import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from conference.core.audit import SYSTEM
from conference.core.db import transaction
from conference.core.jobs import run_due
from conference.exports.booklet import draw_booklet
from conference.exports.made_models import MadeFile
from conference.organisations.models import Organisation
from conference.programme.models import Placement, Speaker
from conference.programme.services import release_agenda
from tests import pdfs
from tests.counting import count_queries
from tests.factories import OPEN, make_event, speaks_at


@pytest.fixture
def conference(conference):
    """Its funder is the Union, so that its statement is shown."""
    with transaction() as session:
        session.scalars(select(Organisation).where(Organisation.code == "eu")).one().kind = "eu_institution"
    return conference


def drawn(conference):
    """The booklet as a visitor gets it once the worker has drawn it."""
    assert get(conference).status_code == 202
    run_due()
    return get(conference)


def get(conference, query="", **headers):
    return conference.client.get(f"/events/2027-in-brussels/agenda.pdf{query}", headers=headers)


def test_first_visitor_waits_on_a_page_and_the_next_ones_get_the_file(conference):
    waiting = get(conference)

    assert waiting.status_code == 202
    assert waiting.headers["Refresh"] == "3"
    assert "being made" in waiting.text
    assert get(conference).status_code == 202
    run_due()
    answer = get(conference)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == "inline; filename=agenda-2027-in-brussels-en.pdf"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert get(conference, **{"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_booklet_has_all_of_the_agenda_and_nobody_who_did_not_agree(conference):
    pdf = drawn(conference).data
    text = " ".join(pdfs.texts(pdf))

    for words in ("Border Cooperation", "12 May 2027", "Opening", "Why we are here", "Coffee", "Workshop", "Called off",
                  "Cancelled", "Ada Sample", "Moderator", "Knows much", "Index of names", "Version 2 of the agenda",
                  "Funded by the European Union", "BOMCA"):  # fmt: skip
        assert words in text, words
    assert "Nobody Knows" not in text
    assert "secret.example" not in text
    assert pdfs.has_tags(pdf)
    assert (pdfs.title(pdf), pdfs.language(pdf)) == ("Border Cooperation", "en")
    assert set(pdfs.sizes_mm(pdf)) == {(210.0, 297.0)}


def test_booklet_in_another_language(conference):
    pdf = draw_booklet(conference.event.id, "ru")
    text = " ".join(pdfs.texts(pdf))

    for words in ("Сотрудничество на границах", "Открытие", "Финансируется Европейским союзом"):
        assert words in text, words
    assert pdfs.language(pdf) == "ru"


def test_new_release_has_a_new_booklet_and_the_old_one_goes(conference, db_session):
    event_id = conference.event.id
    first = drawn(conference)
    with transaction():
        placement = db_session.scalars(select(Placement).where(Placement.release_id.is_(None)).limit(1)).one()
        placement.ends_at += timedelta(minutes=5)
    release_agenda(event_id, "", actor=SYSTEM, at=OPEN)

    assert get(conference, **{"If-None-Match": first.headers["ETag"]}).status_code == 202
    run_due()
    assert get(conference).status_code == 200
    assert db_session.query(MadeFile).filter_by(event_id=event_id).count() == 1


def test_booklet_is_drawn_ahead_after_a_release(conference):
    at = datetime(2030, 1, 1, tzinfo=UTC)
    run_due(at)
    run_due(at)

    assert get(conference).status_code == 200
    assert get(conference, "?lang=ru").status_code == 200


def test_booklet_before_the_first_release_is_not_there(client):
    assert client.get(f"/events/{make_event().slug}/agenda.pdf").status_code == 404


def test_booklet_that_is_there_costs_few_queries(conference):
    drawn(conference)

    assert count_queries(lambda: get(conference)) <= 6


def test_index_names_each_page_once(conference, db_session):
    ada = db_session.scalars(select(Speaker).where(Speaker.name == "Ada Sample")).one()
    speaks_at(ada, conference.repeated)
    conference.release(days=2)

    text = " ".join(pdfs.texts(draw_booklet(conference.event.id, "en")))

    assert re.search(r"Index of names Ada Sample (\d+) ", text + " ")
