"""What higher features tell about sessions; they join when they start."""

from collections import Counter
from collections.abc import Callable, Mapping

# Each: the event's id -> how many people signed up for a session, by the session's id.
SIGN_UPS: list[Callable[[int], Mapping[int, int]]] = []


def sign_ups(event_id: int) -> Counter[int]:
    """The largest number that anybody knows of: the same people stand in several counts."""
    found: Counter[int] = Counter()
    for count in SIGN_UPS:
        found |= Counter(dict(count(event_id)))
    return found
