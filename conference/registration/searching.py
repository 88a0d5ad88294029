"""Finding people by what somebody types: parts of names in any script, of addresses and organisations, of codes."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, or_, select

from conference.core.db import db
from conference.core.text import fold

from .models import Registration
from .models.search_index import SEARCH, SHORTEST

MOST_WORDS = 8  # of a search; more only cost time
MOST_FOUND = 2000  # counted and sorted; of more we only say that there are more
HIGHEST = "\U0010ffff"


def words_of(search: str) -> list[str]:
    return search.split()[:MOST_WORDS]


def has_word(word: str) -> ColumnElement[bool]:
    """The word is in a name or the organisation, in whichever script, or in the address, or starts the code."""
    return or_(in_name(word), starts_code(word))


def in_name(word: str) -> ColumnElement[bool]:
    """`name_key` holds the address as well; a word of signs alone is nowhere."""
    folded = fold(word)
    return Registration.name_key.contains(folded, autoescape=True) if folded else false()


def starts_code(word: str) -> ColumnElement[bool]:
    """As a range, which the index of the codes answers; too few letters would find somebody by chance."""
    if len(word) < SHORTEST:
        return false()
    return and_(Registration.code >= word.upper(), Registration.code < word.upper() + HIGHEST)


def first_ids(search: str, wanted: list[ColumnElement[bool]]) -> list[int]:
    """Ids of those that the search finds and `wanted`, conditions on Registration, lets pass.

    At most one more than MOST_FOUND, in no order.
    """
    words = words_of(search)
    found = dict.fromkeys(db.session.scalars(by_name(words, wanted).limit(MOST_FOUND + 1)))
    codes = or_(false(), *(starts_code(word) for word in words))
    query = select(Registration.id).where(*wanted, codes)
    found |= dict.fromkeys(db.session.scalars(query.where(*map(has_word, words)).limit(MOST_FOUND + 1)))
    return list(found)[: MOST_FOUND + 1]


def by_name(words: list[str], wanted: list[ColumnElement[bool]]) -> Select[Any]:
    """Ids of those in whose names the words stand. SQLite goes by the letters first, whatever else it could go by."""
    query = select(Registration.id).where(*map(in_name, words))
    long = [folded for word in words if len(folded := fold(word)) >= SHORTEST]
    if not long or db.session.get_bind().dialect.name != "sqlite":
        return query.where(*wanted)  # PostgreSQL finds its index by itself
    phrases = " AND ".join(f'"{word}"' for word in long)
    found = SEARCH.c.registration_search.op("MATCH")(phrases)
    is_wanted = case((and_(*wanted), 1), else_=0) == 1  # hidden from the planner, which would begin with the event
    return query.join(SEARCH, SEARCH.c.rowid == Registration.id).where(found, is_wanted)
