"""A file that was chosen on a form which came back: kept for an hour, known by a signed token instead of a cookie."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from itsdangerous import BadData

from conference.core.codes import sign, unsign

TOKEN_SECONDS = 3600
FORGOTTEN_AFTER = timedelta(hours=2)  # later than the last form that could still name it
MOST_ANSWER_BYTES = 8 * 1024 * 1024
MOST_SENT = 40 * 1024 * 1024  # a form with all its files
MOST_WAITING_BYTES = 400 * 1024 * 1024  # of all files at an event whose forms were not accepted yet
PURPOSE = "answer-file"


@dataclass(frozen=True)
class Kept:
    """A stored file as an answer: its random name, what the reader's disk will call it, its size in bytes."""

    file: str
    filename: str
    size: int

    def answer(self) -> dict[str, Any]:
        return {"file": self.file, "filename": self.filename, "size": self.size}


def kept_of(answer: Any) -> Kept | None:
    """The file of a stored answer; None when it is none."""
    if isinstance(answer, Kept):
        return answer
    if not isinstance(answer, Mapping) or not answer.get("file"):
        return None
    return Kept(str(answer["file"]), str(answer.get("filename", "")), int(answer.get("size", 0)))


def token_of(kept: Kept, event_id: int, question_code: str) -> str:
    return sign(PURPOSE, [event_id, question_code, kept.file, kept.filename, kept.size])


def read_token(token: Any, event_id: int, question_code: str) -> Kept | None:
    """The file that a form of this event may name for this question; None for anything else, or an hour later."""
    try:
        event, code, file, filename, size = unsign(PURPOSE, str(token or ""), max_age=TOKEN_SECONDS)
    except (BadData, ValueError, TypeError):
        return None
    return Kept(file, filename, size) if (event, code) == (event_id, question_code) else None


def names_of(answers: Mapping[str, Any]) -> list[str]:
    """The names of the files among answers as they are stored."""
    return [kept.file for answer in answers.values() if (kept := kept_of(answer))]
