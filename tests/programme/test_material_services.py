"""Files and links that organisers and speakers hand in."""

import io

import pytest
from sqlalchemy import func, select

from conference.core import audit
from conference.core.audit import SPEAKER, SYSTEM
from conference.core.db import db
from conference.core.errors import StaleEdit
from conference.core.files import StoredFile, clean_file
from conference.core.merging import marks
from conference.events.models import Event
from conference.programme import material_rules as rules
from conference.programme import material_services as services
from conference.programme.material_rules import MaterialValues, NoSuchMaterial, TooManyMaterials
from conference.programme.models import Material, Session, Shown
from conference.programme.queries import materials_of_session
from tests.factories import OPEN, make_event, make_session, make_speaker

LINK = MaterialValues("Slides", "en", Shown.AFTER, "https://example.org/slides")


@pytest.fixture
def session(db_session: object) -> Session:
    return make_session(make_event())


def a_file(words: str = "Summary of the talk", name: str = "summary.doc"):
    return clean_file(io.BytesIO(words.encode()), name)


def add_file(session: Session, speaker_id: int | None = None, title: str = "Summary", **values: str) -> str:
    material = MaterialValues(title, **values)
    return services.add_file(session.id, speaker_id, a_file(), material, actor=SYSTEM, at=OPEN)


def add_link(session: Session, speaker_id: int | None = None, values: MaterialValues = LINK) -> str:
    return services.add_link(session.id, speaker_id, values, actor=SYSTEM, at=OPEN)


def titles(session: Session) -> list[str]:
    db.session.expire_all()
    return [row.title for row in materials_of_session(session.id)]


def get(session: Session, uuid: str) -> Material:
    db.session.expire_all()
    return next(row for row in materials_of_session(session.id) if row.uuid == uuid)


def test_a_file_and_a_link_are_kept_in_order_with_who_handed_them_in(session: Session):
    speaker = make_speaker(db.session.get_one(Event, session.event_id))

    file, link = add_file(session, speaker.id, language="ru"), add_link(session)

    first, second = materials_of_session(session.id)
    assert [first.uuid, second.uuid] == [file, link]
    assert (first.speaker_id, first.language, first.url, first.file.filename) == (speaker.id, "ru", "", "summary.txt")
    assert (second.speaker_id, second.shown, second.url, second.file) == (None, Shown.AFTER, LINK.url, None)


def test_without_a_title_a_material_is_called_by_its_file_or_address(session: Session):
    add_file(session, title="")
    add_link(session, values=MaterialValues("", url="https://example.org/a"))

    assert titles(session) == ["summary", "https://example.org/a"]


def test_visitors_pages_are_made_anew_and_the_session_tells_of_it(session: Session):
    before = db.session.get_one(Event, session.event_id).version

    uuid = add_file(session)
    services.remove(session.id, uuid, actor=SPEAKER, at=OPEN)

    assert db.session.get_one(Event, session.event_id).version > before + 1
    deeds = [(entry.action, entry.actor_label) for entry in audit.history(session)]
    assert deeds == [("session.material_removed", "speaker"), ("session.material_added", "system")]


def test_a_removed_material_takes_its_file_along(session: Session):
    services.remove(session.id, add_file(session), actor=SYSTEM, at=OPEN)

    assert titles(session) == []
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_a_new_file_takes_the_place_of_the_old_one(session: Session):
    uuid = add_file(session)

    values = MaterialValues("Summary", shown=Shown.FROM_START)
    services.change(session.id, uuid, values, file=a_file("Second thoughts", "new.txt"), actor=SYSTEM, at=OPEN)

    material = get(session, uuid)
    assert (material.file.filename, material.file.data, material.shown) == (
        "new.txt", b"Second thoughts", Shown.FROM_START,
    )  # fmt: skip
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 1


def test_an_edit_that_changes_nothing_is_no_change(session: Session):
    uuid = add_link(session)
    version = db.session.get_one(Event, session.event_id).version

    services.change(session.id, uuid, LINK, actor=SYSTEM, at=OPEN)

    assert db.session.get_one(Event, session.event_id).version == version


def test_edits_that_touch_are_refused_with_who_and_others_are_merged(session: Session):
    uuid = add_link(session)
    shown = marks(rules.values_of(get(session, uuid)))
    other = MaterialValues("Other title", "en", Shown.AFTER, LINK.url)
    services.change(session.id, uuid, other, shown=shown, actor=audit.Actor("Olga"), at=OPEN)

    services.change(
        session.id, uuid, MaterialValues("Slides", "ru", Shown.AFTER, LINK.url), shown=shown, actor=SYSTEM, at=OPEN
    )
    with pytest.raises(StaleEdit, match="system saved this"):
        services.change(
            session.id, uuid, MaterialValues("Mine", "en", Shown.AFTER, LINK.url), shown=shown, actor=SYSTEM, at=OPEN
        )

    assert (get(session, uuid).title, get(session, uuid).language) == ("Other title", "ru")


def test_materials_move_up_and_down_and_stay_at_the_ends(session: Session):
    for title in ("A", "B", "C"):
        add_file(session, title=title)
    first, _second, third = [row.uuid for row in materials_of_session(session.id)]

    services.move(session.id, third, up=True, actor=SYSTEM, at=OPEN)
    services.move(session.id, first, up=True, actor=SYSTEM, at=OPEN)
    assert titles(session) == ["A", "C", "B"]
    services.move(session.id, first, up=False, actor=SYSTEM, at=OPEN)
    assert titles(session) == ["C", "A", "B"]


def test_a_speaker_touches_only_what_is_their_own(session: Session):
    event = db.session.get_one(Event, session.event_id)
    mine, other = make_speaker(event), make_speaker(event)
    uuid, own, of_organisers = add_link(session, other.id), add_link(session, mine.id), add_link(session)

    for theirs in (uuid, of_organisers, "nothing"):
        with pytest.raises(NoSuchMaterial):
            services.remove(session.id, theirs, speaker_id=mine.id, actor=SPEAKER, at=OPEN)
        with pytest.raises(NoSuchMaterial):
            services.change(session.id, theirs, LINK, speaker_id=mine.id, actor=SPEAKER, at=OPEN)
    services.remove(session.id, own, speaker_id=mine.id, actor=SPEAKER, at=OPEN)

    assert [row.uuid for row in materials_of_session(session.id)] == [uuid, of_organisers]


def test_a_material_of_another_session_is_not_there(session: Session):
    other = make_session(db.session.get_one(Event, session.event_id))
    uuid = add_link(session)

    with pytest.raises(NoSuchMaterial):
        services.remove(other.id, uuid, actor=SYSTEM, at=OPEN)


def test_a_session_takes_so_many_and_no_more(session: Session):
    for _number in range(rules.MOST_MATERIALS):
        add_link(session)

    with pytest.raises(TooManyMaterials, match="at most 30"):
        add_file(session)
    assert len(titles(session)) == rules.MOST_MATERIALS
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0
