"""Who asks for a place, and what is kept of them. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from conference.core import text
from conference.events.models import Mode

from ..models import Source


@dataclass(frozen=True)
class Details:
    """What a person may change about themselves; the address stays, because it is who they are to us.

    `answers` to the event's own questions, as they are stored; None leaves them as they are.
    """

    name: str
    organisation: str = ""
    country: str | None = None
    national_name: str = ""
    position: str = ""
    language: str = "en"
    answers: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Person:
    """Who asks for a place, as a form hands it over: cleaned.

    `category` is the code of a category, "" for the first that is public. `photo_text` is the very text of the
    consent to photographs that was shown and agreed to, "" for none. `mode`: in person or online, where there is a
    choice. `answers`: to the event's own questions, by their codes, as they are stored. `consents`: (purpose, very
    text) of further consents. `waits`: whether they go on the waiting list when no place is left. `wishes`: what the
    parts of the form that higher features add were filled in with, by the part's name (`hooks.FORM_PARTS`).
    `wants_room`: whoever takes part online would rather come to the room, once a place is free there.
    """

    name: str
    email: str
    organisation: str = ""
    country: str | None = None
    national_name: str = ""
    position: str = ""
    language: str = "en"
    category: str = ""
    photo_text: str = ""
    mode: str = Mode.IN_PERSON
    answers: Mapping[str, Any] = field(default_factory=dict)
    consents: tuple[tuple[str, str], ...] = ()
    source: str = Source.FORM
    waits: bool = False
    wishes: Mapping[str, Any] = field(default_factory=dict)
    wants_room: bool = False


@dataclass(frozen=True)
class WalkIn:
    """Who registers at the door. `uuid` is made by the device, so that asking again registers nobody twice.

    `category`: a code, "" for the first that is public. `is_inside`: the door was offline and let them in already.
    """

    uuid: str
    name: str
    email: str = ""
    organisation: str = ""
    category: str = ""
    language: str = "en"
    is_inside: bool = False


def person_of(walk_in: WalkIn) -> Person:
    return Person(
        walk_in.name, walk_in.email, walk_in.organisation, language=walk_in.language, category=walk_in.category,
        source=Source.WALK_IN, waits=walk_in.is_inside,
    )  # fmt: skip


@dataclass(frozen=True)
class Correction:
    """What organisers may change about a person: all of it. `category` is a code; `note` is for themselves.

    `waits`: who holds a place gives it up and waits for one of the other kind, when the kind changes. `approval`:
    what becomes of who is confirmed, in a category that needs approval: they stay so ("keep"), or are pending ("pend").
    """

    details: Details
    email: str
    category: str
    mode: str
    note: str = ""
    waits: bool = False
    approval: str = ""


def name_key(name: str, national_name: str, organisation: str, email: str) -> str:
    """What a search looks through: both name lines, the organisation and the address, in Latin without accents."""
    return text.fold(f"{name} {national_name} {organisation} {email}")


def address_key(email: str, uuid: str) -> str:
    """The address as compared; who has none, as some people registered at the door, is compared with nobody."""
    return text.email_key(email) or f"none {uuid}"


def submission(submit_key: str, email_key: str) -> str:
    """What is stored of a form's submit key: the same form sent again for another address is another registration."""
    return str(uuid.uuid5(uuid.UUID(submit_key), email_key))


def photo_consent_text() -> str:
    return _(
        "I agree that photographs and recordings in which I can be recognised are made at this event and published "
        "by the organisers. I can take this back at any time on the page of my registration."
    )
