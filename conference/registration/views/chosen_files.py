"""Files that come along with a form: looked at and kept before it is decided whether the form is accepted."""

import os
from typing import Any, Protocol

from flask import request

from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.files import clean_file
from conference.core.throttle import hit
from conference.core.web import client_key
from conference.questions.asked import AskedForm
from conference.questions.file_services import keep_file, refuse_large
from conference.questions.keeping import MOST_SENT
from conference.questions.models import Kind

FILES_A_CLIENT = 60  # in ten minutes; a whole delegation may sit behind one address
WINDOW_SECONDS = 600


class HasFiles(Protocol):
    @property
    def file_fields(self) -> list[Any]:
        """Those that a file can come along with."""


def make_room_for_files(asked: AskedForm) -> None:
    """Let a form with files be larger than others. Call it before the form is read.

    Larger than its files may be: who chose one that is too large reads so beside its field, and loses nothing.
    """
    if any(question.kind == Kind.FILE for question in asked.live):
        request.max_content_length = MOST_SENT


def keep_chosen_files(form: HasFiles, event_id: int) -> None:
    """Keep each file that came along, so that a form that comes back has it; say in its field what is wrong with it."""
    for field in form.file_fields:
        if not field.is_new:
            continue
        upload, field.data = field.data, field.before
        hit("register.file", client_key(), limit=FILES_A_CLIENT, seconds=WINDOW_SECONDS)
        try:
            refuse_large(upload.stream.seek(0, os.SEEK_END))
            upload.stream.seek(0)
            field.kept = field.data = keep_file(
                event_id, field.asked.code, clean_file(upload.stream, upload.filename), at=now()
            )
        except Refused as refusal:
            field.refusal = str(refusal)
