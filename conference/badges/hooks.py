"""What higher features know of a badge: they join when they start."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from conference.events.models import Event
from conference.registration.models import Registration


def _nothing(_event: Event) -> object:
    return None


def _nobody(_event: Event, _ids: Collection[int]) -> Mapping[int, object]:
    return {}


class FieldSource(NamedTuple):
    """`values`: for each person (by id of the registration) who has one.

    `common` and `own` are what values come from beside the registrations themselves, of all and of single persons:
    where neither they nor the registration changed, the value did not.
    """

    values: Callable[[Event, Sequence[Registration]], Mapping[int, str]]
    common: Callable[[Event], object] = _nothing
    own: Callable[[Event, Collection[int]], Mapping[int, object]] = _nobody


# by placeholder of designs
FIELD_SOURCES: dict[str, FieldSource] = {}
