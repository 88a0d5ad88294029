"""Merging what several people say of a session: for any values."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from conference.core.merging import marks, merged
from conference.core.text import clean_line, without_controls
from conference.programme import session_rules as rules
from conference.programme.rules import Place, SessionValues, SpeakerPart
from tests.factories import STARTS

HOUR = timedelta(hours=1)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
PLACES = st.builds(
    Place, st.one_of(st.none(), st.integers(1, 3)), st.just(STARTS), st.integers(1, 5).map(lambda n: STARTS + n * HOUR),
    st.integers(1, 5),
)  # fmt: skip
PARTS = st.builds(SpeakerPart, st.sampled_from("AB"), st.just("host"))
VALUES = st.builds(
    SessionValues, title=WORDS, kind=st.just("panel"), abstract=WORDS, track_id=st.none(),
    languages=st.permutations(["en", "ru"]).map(tuple), interpretation=st.just(()),
    capacity=st.one_of(st.none(), st.integers(1, 9)),
    places=st.lists(PLACES, max_size=3, unique_by=lambda one: one.slot_id).map(tuple),
    projects=st.just(()), speakers=st.lists(PARTS, max_size=2).map(tuple),
    translations=st.dictionaries(st.sampled_from(["ru", "ky"]), st.fixed_dictionaries({"title": WORDS})),
)  # fmt: skip


@given(VALUES, VALUES)
def test_who_changes_nothing_never_undoes_what_others_did(shown: SessionValues, others: SessionValues):
    """The page showed `shown`; others made `others` of it; the page comes back untouched."""
    page, now = rules.flat(shown, ["ru", "ky"]), rules.flat(others, ["ru", "ky"])

    told, there = rules.side_by_side(page, now, marks(page))
    kept, conflicts = merged(marks(page), told, there)

    assert not conflicts
    assert without_slots_taken_out(kept) == now


@given(VALUES, VALUES)
def test_who_is_alone_gets_what_was_typed(shown: SessionValues, typed: SessionValues):
    page, mine = rules.flat(shown, ["ru", "ky"]), rules.flat(typed, ["ru", "ky"])

    told, there = rules.side_by_side(mine, page, marks(page))
    kept, conflicts = merged(marks(page), told, there)

    assert not conflicts
    assert clean(without_slots_taken_out(kept)) == clean(mine)


def without_slots_taken_out(told: rules.Flat) -> rules.Flat:
    return {name: value for name, value in told.items() if value is not None or not name.startswith(rules.PLACE)}


def clean(told: rules.Flat) -> rules.Flat:
    """Texts as typing them leaves them."""
    return {
        name: " ".join(clean_line(without_controls(value)).split()) if isinstance(value, str) else value
        for name, value in told.items()
    }
