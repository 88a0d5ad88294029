"""What makes a form look as if no person had filled it in. Pure.

No single hint of haste is enough: people paste, browsers fill in, and a clerk registers a delegation in a minute. What
looks like spam is held for the organisers to see, never thrown away, and whoever sent it reads what everybody reads.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

HONEYPOT = "website"  # a field that no person sees
HASTY_SECONDS = 2  # from the page to its form
ENOUGH = 3  # weights that together are too much
LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)


class Reason(StrEnum):
    HONEYPOT = "honeypot"
    LINK_IN_NAME = "link_in_name"
    LINK = "link"
    NO_NAME = "no_name"
    HASTY = "hasty"


WEIGHTS = {Reason.HONEYPOT: 3, Reason.LINK_IN_NAME: 2, Reason.LINK: 2, Reason.NO_NAME: 1, Reason.HASTY: 1}


@dataclass(frozen=True)
class Signs:
    """What is known of how a form came. `seconds`: since its page was shown, None when nobody knows."""

    honeypot: str
    seconds: float | None
    names: tuple[str, ...]
    texts: tuple[str, ...] = ()


def reasons_to_hold(signs: Signs) -> list[Reason]:
    """Why the form is held; empty for all that people send."""
    found = list(_reasons(signs))
    return found if sum(WEIGHTS[reason] for reason in found) >= ENOUGH else []


def _reasons(signs: Signs) -> Iterator[Reason]:
    if signs.honeypot:
        yield Reason.HONEYPOT
    if any(LINK.search(name) for name in signs.names):
        yield Reason.LINK_IN_NAME
    if any(LINK.search(text) for text in signs.texts):
        yield Reason.LINK
    if any(name and not any(char.isalpha() for char in name) for name in signs.names):
        yield Reason.NO_NAME
    if signs.seconds is not None and signs.seconds < HASTY_SECONDS:
        yield Reason.HASTY
