"""What the badges of a run say, kept from their drawing until it is noted: for ten thousand as for one."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple

from conference.core.spool import Spool

from .saying import Said


class Note(NamedTuple):
    registration_id: int
    ticket_version: int
    said: Said


class Notes(AbstractContextManager["Notes"]):
    def __init__(self) -> None:
        self._spool = Spool()

    def add(self, note: Note) -> None:
        said = note.said
        kept = [*note[:2], said.digest, dict(said.parts), said.person_version, said.beyond]
        self._spool.add(json.dumps(kept).encode())

    def __len__(self) -> int:
        return len(self._spool)

    def __iter__(self) -> Iterator[Note]:
        for kept in self._spool:
            ident, version, *said = json.loads(kept)
            yield Note(ident, version, Said(*said))

    def __exit__(self, *_fault: object) -> None:
        self._spool.close()
