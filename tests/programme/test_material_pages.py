"""The organiser's pages of a session's files and links."""

import io
import zipfile

import pytest
from sqlalchemy import func, select

from conference.core import files
from conference.core.audit import SYSTEM
from conference.core.codes import new_uuid7
from conference.core.db import db
from conference.core.files import StoredFile
from conference.programme import material_services as services
from conference.programme.material_rules import MaterialValues
from conference.programme.models import Material, Session, Shown
from conference.programme.queries import materials_of_session
from conference.programme.views.materials import MOST_SENT
from tests.browser import Browser
from tests.core.test_files import PDF, office
from tests.factories import OPEN, make_event, make_member, make_session, make_speaker, place, speaks_at, store

LINK = {"url": "https://example.org/slides?a=1&b=2", "title": "Slides"}


@pytest.fixture
def session(client: Browser) -> Session:
    event = make_event(slug="infopoint")
    session = make_session(event, "Opening", code="OPEN")
    speaks_at(make_speaker(event, "Aigul Sample", code="AIGUL"), session)
    client.sign_in(make_member(event))
    return session


URL = "/manage/infopoint/sessions/OPEN/materials"


def add(client: Browser, **values: object):
    kind = {"content_type": "multipart/form-data"} if "file" in values else {}
    return client.fill(URL, values, **kind)


def stored(session: Session) -> list[Material]:
    db.session.rollback()
    return materials_of_session(session.id)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", office())
        archive.writestr("ppt/slides/slide1.xml", b"\0" * 120 * 1024 * 1024)
    return out.getvalue()


def test_a_file_is_added_listed_and_downloaded(client: Browser, session: Session):
    upload = (io.BytesIO(PDF), "../Тезисы.exe")

    answer = add(client, file=upload, title="", language="ru", shown="after", speaker="AIGUL")

    assert answer.status_code == 302
    page = client.get(URL).text
    for words in ("Тезисы", "Тезисы.pdf", "Russian", "from Aigul Sample", "After the session"):
        assert words in page
    (material,) = stored(session)
    file = client.get(f"{URL}/{material.uuid}/file")
    assert file.data == PDF
    assert file.mimetype == "application/pdf"
    assert file.headers["Content-Disposition"].startswith("attachment; filename")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in file.headers["Content-Security-Policy"]


def test_a_link_is_added_and_needs_no_file(client: Browser, session: Session):
    assert add(client, **LINK).status_code == 302

    (material,) = stored(session)
    assert (material.url, material.title, material.shown) == (LINK["url"], "Slides", Shown.ALWAYS)
    assert client.get(f"{URL}/{material.uuid}/file").status_code == 404


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Choose a file, or enter a link"),
        ({"url": "http://example.org/"}, "begins with https://"),
        ({"url": "javascript:alert(1)"}, "begins with https://"),
        ({"url": "https://"}, "begins with https://"),
        ({"url": "https://example.org/" + "a" * 500}, "500 characters or fewer"),
        ({"url": "https://example.org/", "title": ""}, "Enter a title for the link"),
        ({**LINK, "shown": "yesterday"}, "Choose one of the list"),
        ({**LINK, "language": "xx"}, "Choose one of the list"),
        ({**LINK, "speaker": "OTHER"}, "Choose one of the list"),
        ({**LINK, "title": "x" * 201}, "200 characters or fewer"),
        ({**LINK, "title": "a\u202eb"}, "change the direction of writing"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    client: Browser, session: Session, values: dict[str, str], words: str
):
    answer = add(client, **{"title": "Kept title", **values})

    assert answer.status_code == 422
    assert words in answer.text
    assert values.get("title", "Kept title").replace("\u202e", "") in answer.text.replace("\u202e", "")
    assert stored(session) == []


def test_what_is_no_address_at_all_is_said_once(client: Browser, session: Session):
    answer = add(client, url="javascript:alert(1)", title="Slides")

    assert answer.text.count(">Enter a web address that begins with https://<") == 1


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "logo.svg", "Choose a PDF"),
        (b"<script>alert(1)</script>", "page.pdf", "Choose a PDF"),
        (b"MZ\x90 program", "slides.pptx", "Choose a PDF"),
        (PDF + office(), "both.pdf", "hides something else"),
        (PDF.replace(b"/Type /Catalog", b"/S /JavaScript /JS (x)"), "script.pdf", "holds scripts"),
        (office(entries=[("ppt/vbaProject.bin", b"x")]), "slides.pptx", "holds macros"),
        (bomb(), "slides.pptx", "damaged or hides something else"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "photo.png", "Choose a picture"),
    ],
    ids=["svg", "html", "program", "polyglot", "script", "macros", "bomb", "picture"],
)
def test_bad_files_are_refused_with_a_sentence(client: Browser, session: Session, data: bytes, name: str, words: str):
    answer = add(client, file=(io.BytesIO(data), name), title="Kept title")

    assert answer.status_code == 409
    assert words in answer.text
    assert "Kept title" in answer.text
    assert stored(session) == []
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_a_file_that_is_too_large_is_refused(client: Browser, session: Session, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "MOST_BYTES", len(PDF) - 1)

    answer = add(client, file=(io.BytesIO(PDF), "large.pdf"), title="Kept title")

    assert answer.status_code == 409
    assert "at most 20 MB" in answer.text
    assert stored(session) == []


def test_the_page_takes_files_of_twenty_megabytes():
    """The site as a whole takes less, so the page says for itself how much."""
    assert MOST_SENT > files.MOST_BYTES == 20 * 1024 * 1024


def test_a_file_and_a_link_at_once_are_refused(client: Browser, session: Session):
    answer = add(client, file=(io.BytesIO(PDF), "a.pdf"), **LINK)

    assert answer.status_code == 422
    assert "one after the other" in answer.text


def test_a_name_full_of_markup_is_shown_as_text(client: Browser, session: Session):
    upload = (io.BytesIO(PDF), "x'><img src=x onerror=alert(1)>.pdf")

    assert add(client, file=upload, title="<script>alert(2)</script>").status_code == 302

    page = client.get(URL).text
    assert "&lt;script&gt;alert(2)" in page
    assert "<script>alert(2)" not in page
    assert "<img" not in page
    assert client.get(f"{URL}/{stored(session)[0].uuid}/file").status_code == 200


def test_a_material_is_changed_and_its_file_replaced(client: Browser, session: Session):
    add(client, file=(io.BytesIO(PDF), "a.pdf"), title="First")
    uuid = stored(session)[0].uuid

    client.fill(f"{URL}/{uuid}", {"title": "Second", "file": (io.BytesIO(b"words"), "b.txt")},
                form="", content_type="multipart/form-data")  # fmt: skip

    (material,) = stored(session)
    assert (material.uuid, material.title, material.file.filename) == (uuid, "Second", "b.txt")
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 1


@pytest.mark.parametrize("shown", list(Shown))
def test_saving_a_material_as_it_is_shown_changes_nothing(client: Browser, session: Session, shown: str):
    store(Material(uuid=new_uuid7(), session_id=session.id, title="Old", language="eo", shown=shown,
                   url="https://example.org/" + "ä" * 200, created_at=OPEN))  # fmt: skip
    uuid = stored(session)[0].uuid

    assert client.fill(f"{URL}/{uuid}").status_code == 302

    (material,) = stored(session)
    assert (material.title, material.language, material.shown) == ("Old", "eo", shown)
    assert "Material changed" not in client.get("/manage/infopoint/sessions/OPEN").text


def test_two_organisers_change_different_things_and_the_same_thing(client: Browser, session: Session):
    add(client, **LINK)
    uuid = stored(session)[0].uuid
    page = client.get(f"{URL}/{uuid}").text
    form = forms_with_title(page)
    services.change(session.id, uuid, MaterialValues("Olga's", url=LINK["url"]), actor=SYSTEM, at=OPEN)

    merged = client.send(f"{URL}/{uuid}", form, {"shown": "after"})
    refused = client.send(f"{URL}/{uuid}", form, {"title": "Mine"})

    assert merged.status_code == 302
    assert refused.status_code == 409
    assert "saved this in the meantime" in refused.text
    assert 'value="Mine"' in refused.text
    (material,) = stored(session)
    assert (material.title, material.shown) == ("Olga's", "after")


def forms_with_title(page: str):
    from tests.browser import forms_of  # noqa: PLC0415 - for this test alone

    return next(form for form in forms_of(page) if any(name == "title" for name, _value in form.fields))


def test_materials_are_moved_and_deleted_by_buttons(client: Browser, session: Session):
    for title in ("A", "B"):
        add(client, **{**LINK, "title": title})
    first, second = [row.uuid for row in stored(session)]

    assert client.fill(URL, form=f"{second}/move").status_code == 302
    assert [row.title for row in stored(session)] == ["B", "A"]
    client.fill(f"{URL}/{first}", form="delete")

    assert [row.title for row in stored(session)] == ["B"]
    assert client.get(f"{URL}/{first}").status_code == 404


def test_visitors_get_a_material_without_a_new_release(client: Browser, session: Session):
    place(session, None)
    client.fill("/manage/infopoint/releases", {"accepts": "y"})
    assert "example.org/slides" not in client.get("/events/infopoint/sessions/OPEN").text

    add(client, **LINK)

    assert "example.org/slides" in client.get("/events/infopoint/sessions/OPEN").text


def test_materials_of_other_events_and_sessions_are_not_there(client: Browser, session: Session):
    event = make_event(slug="other")
    theirs = make_session(event, code="THEIRS")
    uuid = services.add_link(
        theirs.id, None, MaterialValues("Secret", url="https://example.org"), actor=SYSTEM, at=OPEN
    )

    assert client.get(f"{URL}/{uuid}").status_code == 404
    assert client.get("/manage/infopoint/sessions/THEIRS/materials").status_code == 404
    for deed in ("move", "delete"):
        assert client.post(f"{URL}/{uuid}/{deed}").status_code == 404
