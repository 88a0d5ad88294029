"""Ways to narrow the people of an event down: by state, by category, by whatever higher features know of them.

Features join SOURCES when they start. What nobody knows any more, such as a category that was deleted since, narrows
down to nobody: a message must never go to more people than somebody chose.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, false, or_, select

from conference.core.db import db
from conference.core.i18n import LANGUAGES, language
from conference.core.templating import country_name
from conference.core.translated import in_language
from conference.events.models import Event, Mode

from .models import ALIVE, Category, Registration, RegistrationSettings, RegistrationState
from .words import STATE_WORDS

Chosen = Mapping[str, Sequence[str]]
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Narrowing:
    """One way: `choices` are (value, words); `condition` says who is meant by one value that is among them."""

    key: str
    label: str
    choices: tuple[tuple[str, str], ...]
    condition: Callable[[str], Condition]

    def of(self, values: Iterable[str]) -> Condition:
        known = {value for value, _words in self.choices}
        return or_(false(), *(self.condition(value) for value in values if value in known))

    def words_of(self, values: Iterable[str]) -> list[str]:
        words = dict(self.choices)
        return [words.get(value, _("(no longer there)")) for value in values]


SOURCES: list[Callable[[Event], Iterable[Narrowing]]] = []


def narrowings(event: Event) -> list[Narrowing]:
    """Every way that has something to choose, in the reader's language."""
    found = [*_own(event), *(one for source in SOURCES for one in source(event))]
    return [one for one in found if one.choices]


def narrowed(ways: Sequence[Narrowing], chosen: Chosen) -> list[Condition]:
    """Conditions on Registration: any of the values of a way, and all the ways."""
    known = {way.key: way for way in ways}
    return [known[key].of(values) if key in known else false() for key, values in chosen.items() if values]


def reachable(event_id: int) -> list[Condition]:
    """Conditions on Registration for whoever may be written to: alive, not erased, the address confirmed if asked."""
    must_verify = db.session.scalar(
        select(RegistrationSettings.needs_verification).where(RegistrationSettings.event_id == event_id)
    )
    found: list[Any] = [
        Registration.event_id == event_id,
        Registration.state.in_(ALIVE),
        Registration.erased_at.is_(None),
    ]
    if must_verify:
        unverified = and_(Registration.state == RegistrationState.PENDING, Registration.verified_at.is_(None))
        found.append(~unverified)
    return found


def _own(event: Event) -> Iterable[Narrowing]:
    main, speech = event.main_language, language()
    states = tuple((str(state), str(STATE_WORDS[state])) for state in ALIVE)
    yield Narrowing("state", _("Status"), states, lambda state: Registration.state == state)
    query = select(Category).where(Category.event_id == event.id).order_by(Category.position, Category.id)
    categories = tuple((one.code, str(in_language(one, "name", speech, main))) for one in db.session.scalars(query))
    of_category = select(Category.id).where(Category.event_id == event.id)
    yield Narrowing(
        "category", _("Category"), categories,
        lambda code: Registration.category_id.in_(of_category.where(Category.code == code)),
    )  # fmt: skip
    if event.mode == Mode.HYBRID:
        modes = ((str(Mode.IN_PERSON), _("In person")), (str(Mode.ONLINE), _("Online")))
        yield Narrowing("mode", _("Takes part"), modes, lambda mode: Registration.mode == mode)
    yield Narrowing("language", _("Language"), tuple(LANGUAGES.items()), lambda code: Registration.language == code)
    codes = db.session.scalars(
        select(Registration.country)
        .where(Registration.event_id == event.id, Registration.country.is_not(None), Registration.state.in_(ALIVE))
        .distinct()
    )
    countries = tuple(sorted(((code, country_name(code)) for code in codes if code), key=lambda one: one[1]))
    yield Narrowing("country", _("Country"), countries, lambda code: Registration.country == code)
