"""What a message says: features register one composer for each kind."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Attachment:
    name: str
    media_type: str  # "application/pdf"
    data: bytes
    parameters: tuple[tuple[str, str], ...] = ()  # of the media type, for example (("method", "REQUEST"),)


@dataclass(frozen=True)
class Letter:
    """`html` shows an inline image as <img src="cid:NAME"> with NAME a key of `images` (PNG bytes).

    `event_name` stands before the sender's address where neither the event nor the installation chose another name.
    `headers`: more of them, as (name, value). `to`: (name, address) of the person as they are now, where that may have
    changed since the message was posted.
    """

    subject: str
    text: str
    html: str
    images: dict[str, bytes] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    reply_to: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    event_name: str = ""
    to: tuple[str, str] | None = None


# name -> PNG, or None: pictures that layouts show and no composer need hand over; features add theirs when they start
PICTURES: list[Callable[[str], bytes | None]] = []


def images_of(letter: Letter) -> dict[str, bytes]:
    """Every picture that the letter shows. One that nobody has is left out: its words stand there instead."""
    found = dict(letter.images)
    for name in re.findall(r'src="cid:([^"]+)"', letter.html):
        if name not in found and (data := next(filter(None, (ask(name) for ask in PICTURES)), None)):
            found[name] = data
    return found


Composer = Callable[[int], Letter | None]
COMPOSERS: dict[str, Composer] = {}


def composer(kind: str) -> Callable[[Composer], Composer]:
    """Register `fn(subject_id) -> Letter`, called in the person's language; None when it is not needed any more."""

    def register(function: Composer) -> Composer:
        COMPOSERS[kind] = function
        return function

    return register
