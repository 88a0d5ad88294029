"""Random states of a small agenda: few sessions, rooms and hours, so that two of them meet."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from conference.programme.changes import Held, State
from conference.programme.content import SessionContent, SpokenBy

MORNING = datetime(2027, 5, 12, 7, tzinfo=UTC)
SESSIONS = (1, 2, 3)
SLOTS = {11: 1, 12: 1, 21: 2, 31: 3}  # slot -> its session, as it is for good


def said(title="Opening", **values):
    return SessionContent(**{"title": title, "main": "en", "kind": "panel", **values})


def held(slot=11, room=1, hour=0, *, is_cancelled=False, minutes=60):
    starts_at = MORNING + timedelta(hours=hour)
    return Held(SLOTS[slot], room, starts_at, starts_at + timedelta(minutes=minutes), is_cancelled)


translations = st.dictionaries(
    st.sampled_from(["ru", "kk"]),
    st.dictionaries(st.sampled_from(["title", "abstract"]), st.sampled_from(["А", "Б"]), max_size=2),
    max_size=1,
)
contents = st.builds(
    SessionContent,
    title=st.sampled_from(["Opening", "Panel"]),
    main=st.sampled_from(["en", "en", "ru"]),
    kind=st.sampled_from(["panel", "workshop"]),
    abstract=st.sampled_from(["", "Words"]),
    translations=translations,
    languages=st.sampled_from([("en",), ("en", "ru")]),
    is_cancelled=st.booleans(),
    speakers=st.sampled_from([(), (SpokenBy(1, "speaker"),), (SpokenBy(2, "speaker"), SpokenBy(1, "moderator"))]),
)


@st.composite
def states(draw):
    """With a content for each session that has a slot."""
    slots = {
        slot: held(slot, draw(st.sampled_from([None, 1, 2])), draw(st.integers(0, 2)), is_cancelled=draw(st.booleans()))
        for slot in SLOTS
        if draw(st.booleans())
    }
    return State(slots, {held.session_id: draw(contents) for held in slots.values()})


@st.composite
def drafts(draw):
    """Every session says something; slots are not cancelled by themselves."""
    state = draw(states())
    slots = {slot: held(slot, row.room_id, draw(st.integers(0, 2))) for slot, row in state.slots.items()}
    return State(slots, {session_id: draw(contents) for session_id in SESSIONS})
