from dataclasses import replace

from hypothesis import given

from conference.planning.told import Comparison, changes_for_speaker, changes_for_speakers
from conference.programme.changes import State, What, changes_between
from conference.programme.content import SpokenBy
from tests.programme.states import SESSIONS, held, said, states

ANNA, BORIS = 1, 2


def whats(changes):
    return [(change.what, change.session_id) for change in changes]


def spoken(*speakers):
    return said(speakers=tuple(SpokenBy(speaker, "speaker") for speaker in speakers))


@given(states(), states())
def test_who_is_in_every_session_sees_every_change(one, other):
    assert set(map(str, Comparison(one, other).of(SESSIONS, SESSIONS))) == set(map(str, changes_between(one, other)))


@given(states(), states())
def test_speakers_one_by_one_and_all_at_once_agree(one, other):
    at_once = changes_for_speakers(one, other, set())

    for speaker in (ANNA, BORIS):
        alone = changes_for_speaker(speaker, one, other, set())
        assert bool(alone) == (speaker in at_once)
        assert not alone or whats(alone) == whats(at_once[speaker])


def test_only_the_speakers_of_what_changed_are_concerned():
    before = State({11: held(), 21: held(21)}, {1: spoken(ANNA), 2: spoken(BORIS)})
    after = State({11: held(hour=1), 21: held(21)}, before.contents)

    assert {who: whats(changes) for who, changes in changes_for_speakers(before, after, set()).items()} == {
        ANNA: [(What.MOVED, 1)]
    }


def test_a_session_is_new_for_who_joins_and_gone_for_who_leaves():
    before = State({11: held()}, {1: spoken(ANNA)})
    after = State({11: held()}, {1: spoken(BORIS)})

    assert {who: whats(changes) for who, changes in changes_for_speakers(before, after, set()).items()} == {
        ANNA: [(What.GONE, 1)],
        BORIS: [(What.NEW, 1)],
    }


def test_who_declined_hears_nothing():
    before = State({11: held()}, {1: spoken(ANNA)})
    after = State({11: replace(held(), is_cancelled=True)}, before.contents)

    assert changes_for_speakers(before, after, {(1, ANNA, "speaker")}) == {}
