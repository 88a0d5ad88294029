from dataclasses import replace

from hypothesis import given

from conference.programme.changes import Change, Changes, Field, State, What, carried, changes_between
from tests.programme.states import drafts, held, said, states

MIRROR = {
    What.NEW: What.GONE,
    What.GONE: What.NEW,
    What.CANCELLED: What.RESTORED,
    What.RESTORED: What.CANCELLED,
    What.MOVED: What.MOVED,
    What.CHANGED: What.CHANGED,
}


def state(slots, **contents):
    """A state of session 1 unless `contents` says more: state({11: held()}, s2=said())."""
    named = {int(name[1:]): content for name, content in contents.items()}
    return State(slots, {1: said(), **named})


def whats(before, after):
    return [(change.what, change.slot_id) for change in changes_between(before, after)]


@given(states())
def test_nothing_changed_in_the_same_state(one):
    assert not changes_between(one, State(dict(one.slots), dict(one.contents)))


@given(states(), states())
def test_the_way_back_is_the_mirror(one, other):
    there, back = changes_between(one, other), changes_between(other, one)

    mirrored = {
        (c.session_id, c.slot_id): Change(
            MIRROR[c.what], c.session_id, c.slot_id, c.now, c.was, c.said, c.said_before, c.fields
        )
        for c in there
    }
    assert mirrored == {(change.session_id, change.slot_id): change for change in back}


@given(states(), states(), states())
def test_changes_over_two_steps_are_among_those_of_each(one, two, three):
    first, second, both = changes_between(one, two), changes_between(two, three), changes_between(one, three)

    steps = {(change.session_id, change.slot_id) for change in [*first, *second]}
    for change in both:
        passed = change.session_id not in two.contents  # its slots were all away in between
        assert (change.session_id, change.slot_id) in steps or passed or _hidden(change, two)


def _hidden(change, two):
    """A slot that was nothing but cancelled in between changed its place unseen."""
    between = two.slots.get(change.slot_id)
    return change.slot_id is not None and (between is None or between.is_cancelled)


@given(states(), states())
def test_each_slot_has_one_change_and_tells_both_its_states(one, other):
    changes = changes_between(one, other)

    slots = [change.slot_id for change in changes if change.slot_id is not None]
    assert len(slots) == len(set(slots))
    for change in changes:
        if change.slot_id is not None:
            assert (change.was, change.now) == (one.slots.get(change.slot_id), other.slots.get(change.slot_id))
        assert change.content.title


@given(states(), states())
def test_slots_without_a_change_look_the_same(one, other):
    changed = {change.slot_id for change in changes_between(one, other)}

    for slot in (one.slots.keys() | other.slots.keys()) - changed:
        was, now = one.slots.get(slot), other.slots.get(slot)
        assert was == now or all(held is None or held.is_cancelled for held in (was, now))


@given(states(), drafts())
def test_a_release_takes_no_slot_away(before, draft):
    after = carried(before, draft)

    assert not changes_between(before, after).gone
    assert before.slots.keys() <= after.slots.keys()
    assert all(held.is_cancelled for slot, held in after.slots.items() if slot not in draft.slots)
    assert {held.session_id for held in after.slots.values()} == after.contents.keys()


@given(states(), drafts())
def test_a_draft_published_twice_changes_nothing(before, draft):
    published = carried(before, draft)

    assert not changes_between(published, carried(published, draft))


def test_everything_that_can_happen_to_a_slot():
    nothing, here, there = State(), state({11: held()}), state({11: held(hour=1)})
    off = state({11: held(is_cancelled=True)})

    assert whats(nothing, here) == [(What.NEW, 11)]
    assert whats(here, there) == [(What.MOVED, 11)]
    assert whats(here, off) == [(What.CANCELLED, 11)]
    assert whats(off, there) == [(What.RESTORED, 11)]
    assert whats(here, nothing) == [(What.GONE, 11)]
    assert whats(nothing, off) == []


def test_repeated_session_changes_slot_by_slot():
    before = state({11: held(11), 12: held(12, hour=2)})
    after = state({11: held(11), 12: held(12, hour=2, is_cancelled=True)})

    assert whats(before, after) == [(What.CANCELLED, 12)]


def test_changed_texts_are_named_with_their_language():
    before = state({11: held()})
    after = State(
        before.slots,
        {1: said("Opening words", translations={"ru": {"abstract": "Слова"}}, languages=("en",), is_cancelled=True)},
    )

    changes = changes_between(before, after)

    assert [change.what for change in changes] == [What.CHANGED]  # its slots say whether it takes place
    assert changes.changed[0].fields == (Field("title"), Field("abstract", "ru"), Field("languages"))


def test_another_main_language_with_the_same_texts_is_no_change():
    english = said("Opening", translations={"ru": {"title": "Открытие"}})
    russian = said("Открытие", main="ru", translations={"en": {"title": "Opening"}})

    assert not changes_between(State({11: held()}, {1: english}), State({11: held()}, {1: russian}))


def test_lists_show_cancelled_first_then_each_kind_by_time():
    before = state({11: held(11), 12: held(12, hour=1), 21: held(21)}, s2=said("Second"))
    after = state(
        {11: held(11, hour=5), 12: held(12, hour=4), 21: held(21, is_cancelled=True), 31: held(31)},
        s2=said("Second"),
        s3=said("Third"),
    )

    changes = changes_between(before, after)

    assert [(change.what, change.slot_id) for change in changes] == [
        (What.CANCELLED, 21),
        (What.MOVED, 12),
        (What.MOVED, 11),
        (What.NEW, 31),
    ]
    assert changes.counts == {What.CANCELLED: 1, What.MOVED: 2, What.NEW: 1}
    assert changes.by_session.keys() == {1, 2, 3}
    assert changes.by_slot[31].now == held(31)
    assert [change.slot_id for change in changes.only({3})] == [31]


def test_no_changes_are_false():
    assert not Changes()
    assert len(Changes()) == 0


def test_a_cancelled_session_cancels_its_slots_and_comes_back():
    draft = State({11: held()}, {1: said(), 2: said(), 3: said()})
    first = carried(State(), draft)
    off = carried(first, State(draft.slots, {**draft.contents, 1: replace(said(), is_cancelled=True)}))

    assert whats(first, off) == [(What.CANCELLED, 11)]
    assert whats(off, carried(off, draft)) == [(What.RESTORED, 11)]
