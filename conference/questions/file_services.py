"""Files as answers: kept when they come, given to a registration when it is accepted, forgotten otherwise."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from conference.core.db import db, transaction
from conference.core.errors import Refused
from conference.core.files import CleanFile, NotAFile, StoredFile, store_file, too_large

from .keeping import FORGOTTEN_AFTER, MOST_ANSWER_BYTES, MOST_WAITING_BYTES, Kept, names_of
from .models import AnswerFile


class FileForgotten(Refused):
    """The form was open for too long: its file is not there any more."""

    code = "file_forgotten"


class TooManyFiles(Refused):
    """Somebody fills the database with files of forms that they never finish."""

    code = "too_many_files"


def refuse_large(size: int) -> None:
    """Raises NotAFile for more bytes than an answer may have."""
    if size > MOST_ANSWER_BYTES:
        raise NotAFile(too_large(MOST_ANSWER_BYTES))


def keep_file(event_id: int, question_code: str, file: CleanFile, *, at: datetime) -> Kept:
    """Keep a file until its form is accepted, and forget those whose form never was.

    Raises NotAFile when it is too large, TooManyFiles when forms that nobody finished fill the place.
    """
    refuse_large(len(file.data))
    with transaction() as session:
        drop_files(select(AnswerFile.file_id).where(*_unclaimed(at)))
        if waiting_bytes(event_id) + len(file.data) > MOST_WAITING_BYTES:
            raise TooManyFiles(_("Too many files were sent to this form just now: try again in an hour"))
        stored = store_file(file, at=at)
        until = at + FORGOTTEN_AFTER
        session.add(AnswerFile(event_id=event_id, question_code=question_code, file_id=stored.id, kept_until=until))
        return Kept(stored.name, stored.filename, stored.size)


def waiting_bytes(event_id: int) -> int:
    query = (
        select(func.coalesce(func.sum(StoredFile.size), 0))
        .join(AnswerFile, AnswerFile.file_id == StoredFile.id)
        .where(AnswerFile.event_id == event_id, AnswerFile.registration_id.is_(None))
    )
    return int(db.session.scalar(query) or 0)


def forget_unclaimed(*, at: datetime) -> int:
    """Drop the files of forms that were never accepted. Returns how many."""
    with transaction():
        return drop_files(select(AnswerFile.file_id).where(*_unclaimed(at)))


def _unclaimed(at: datetime) -> tuple[Any, ...]:
    return AnswerFile.registration_id.is_(None), AnswerFile.kept_until < at


def keep_longer(answers: Any, until: datetime) -> None:
    """In the caller's transaction: keep the files among `answers` until it is decided who gets them."""
    if names := names_of(answers):
        ids = select(StoredFile.id).where(StoredFile.name.in_(names))
        unclaimed = AnswerFile.registration_id.is_(None)
        db.session.execute(update(AnswerFile).where(unclaimed, AnswerFile.file_id.in_(ids)).values(kept_until=until))


def drop_unclaimed(answers: Any) -> None:
    """In the caller's transaction: forget the files among `answers` that nobody got."""
    if names := names_of(answers):
        drop_files(
            select(AnswerFile.file_id)
            .join(AnswerFile.file)
            .where(AnswerFile.registration_id.is_(None), StoredFile.name.in_(names))
        )


def claim_files(event_id: int, registration_id: int, answers: Any) -> None:
    """In the caller's transaction: the files among `answers` belong to the registration. Raises FileForgotten."""
    names = names_of(answers)
    if not names:
        return
    ids = select(StoredFile.id).where(StoredFile.name.in_(names))
    theirs = (AnswerFile.registration_id.is_(None)) | (AnswerFile.registration_id == registration_id)
    claimed = db.session.execute(
        update(AnswerFile)
        .where(AnswerFile.event_id == event_id, AnswerFile.file_id.in_(ids), theirs)
        .values(registration_id=registration_id)
        .execution_options(synchronize_session=False)
    )
    if claimed.rowcount != len(set(names)):  # type: ignore[attr-defined]
        raise FileForgotten(_("The file that you chose is not there any more: please choose it again"))


def drop_replaced(registration_id: int, answers: Any) -> None:
    """In the caller's transaction: forget the registration's files that its `answers` no longer name."""
    ids = (
        select(AnswerFile.file_id)
        .join(AnswerFile.file)
        .where(AnswerFile.registration_id == registration_id, StoredFile.name.not_in(names_of(answers)))
    )
    drop_files(ids)


def drop_files_of(registration_ids: Collection[int], question_codes: Collection[str] | None = None) -> int:
    """In the caller's transaction: forget the files of registrations; only those of some questions, if named."""
    query = select(AnswerFile.file_id).where(AnswerFile.registration_id.in_(registration_ids))
    if question_codes is not None:
        query = query.where(AnswerFile.question_code.in_(question_codes))
    return drop_files(query)


def drop_files(ids: Any) -> int:
    found = list(db.session.scalars(ids))
    if found:
        db.session.execute(delete(AnswerFile).where(AnswerFile.file_id.in_(found)))
        db.session.execute(delete(StoredFile).where(StoredFile.id.in_(found)))
    return len(found)
