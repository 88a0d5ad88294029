"""Where imports begin."""

import pytest

from conference.core.audit import Actor
from conference.events.permissions import Role
from conference.intake import queries, services
from conference.intake.models import IntakeKind, IntakeState
from tests.browser import Browser
from tests.factories import OPEN, make_event, make_member


def test_the_page_lists_what_was_brought_in(client: Browser):
    event = make_event()
    client.sign_in(make_member(event, Role.EDITOR))
    services.keep_intake(
        event.id, IntakeKind.SPEAKERS, {"rows": []}, filename="people.csv", actor=Actor("Olga", 1), at=OPEN
    )

    page = client.get(f"/manage/{event.slug}/import")

    assert page.status_code == 200
    assert "Import" in page.text


def test_what_was_read_is_forgotten_when_its_time_is_over(db_session: object):
    event = make_event()
    code = services.keep_intake(
        event.id, IntakeKind.SPEAKERS, {"rows": ["Ada"]}, filename="people.csv", actor=Actor("Olga", 1), at=OPEN
    )
    row = queries.find_intake(event.id, code, IntakeKind.SPEAKERS)
    services.forget_intake(row.id, at=OPEN)
    assert queries.find_intake(event.id, code, IntakeKind.SPEAKERS).content == {"rows": ["Ada"]}

    services.forget_intake(row.id, at=OPEN + services.KEPT_FOR)

    row = queries.find_intake(event.id, code, IntakeKind.SPEAKERS)
    assert (row.state, row.content) == (IntakeState.DROPPED, None)
    assert queries.intakes_of_event(event.id, OPEN) == []


@pytest.mark.parametrize("way", ["speakers", "sessions", "schedule"])
def test_a_file_of_too_many_bytes_is_refused_beside_its_field(client: Browser, way: str):
    event = make_event()
    client.sign_in(make_member(event))

    url = f"/manage/{event.slug}/import/{way}"
    answer = client.post(url, environ_overrides={"CONTENT_LENGTH": str(13 * 1024 * 1024)})

    assert answer.status_code == 409
    assert "Choose a file of at most 10 MB" in answer.text
