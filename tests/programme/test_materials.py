from datetime import timedelta

import pytest

from conference.core.codes import new_secret, new_uuid7
from conference.core.files import StoredFile
from conference.programme.models import Material, Shown
from tests.factories import OPEN, STARTS, make_session, place, store

HOUR = timedelta(hours=1)


@pytest.fixture
def session(event, release):
    """Released, held at nine and at eleven for an hour each."""
    session = make_session(event, "Opening")
    for hours in (0, 2):
        place(session, None, starts_at=STARTS + hours * HOUR)
    release(event)
    return session


def add_material(session, shown, title="Slides", **values):
    return store(Material(uuid=new_uuid7(), session_id=session.id, title=title, shown=shown, created_at=OPEN, **values))


def add_file(session, shown):
    data = b"%PDF-1.7 sample"
    file = store(
        StoredFile(name=new_secret(), filename="slides.pdf", media_type="application/pdf", size=len(data), data=data,
                   created_at=OPEN)
    )  # fmt: skip
    return add_material(session, shown, file_id=file.id)


@pytest.mark.parametrize(
    ("shown", "minutes"),
    [
        (Shown.ALWAYS, [-60, 0, 30, 90, 180]),
        (Shown.FROM_START, [0, 30, 90, 180]),
        (Shown.AFTER, [180]),
        (Shown.NEVER, []),
    ],
)
def test_material_is_shown_by_the_clock(event, session, get, clock, shown, minutes):  # noqa: PLR0917 - cases
    add_material(session, shown, url="https://example.org/slides")
    file = add_file(session, shown)
    seen, served = [], []

    for minute in (-60, 0, 30, 90, 180):
        clock(STARTS + timedelta(minutes=minute))
        if "https://example.org/slides" in get(event, f"sessions/{session.code}").text:
            seen.append(minute)
        if get(event, f"materials/{file.uuid}/slides.pdf").status_code == 200:
            served.append(minute)

    assert (seen, served) == (minutes, minutes)


def test_material_comes_as_a_file_that_no_page_can_run(event, session, get, clock):
    answer = get(event, f"materials/{add_file(session, Shown.ALWAYS).uuid}/x.pdf")

    assert answer.headers["Content-Disposition"] == "attachment; filename=slides.pdf"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_material_of_an_unpublished_session_is_not_there(event, get, clock):
    draft = make_session(event)
    place(draft, None)

    assert get(event, f"materials/{add_file(draft, Shown.ALWAYS).uuid}/x.pdf").status_code == 404
    assert get(event, "materials/nothing/x.pdf").status_code == 404
