"""Who is concerned by a release, and by what of it. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from conference.programme.changes import Changes, Held, State, changes_between

Part = tuple[int, int, str]  # (session, speaker, role)


@dataclass(frozen=True)
class Recipient:
    """Somebody who gets a mail about a release. `language`: of the mail."""

    key: int
    name: str
    email: str
    language: str
    changes: Changes

    @property
    def sessions(self) -> list[int]:
        return sorted(self.changes.by_session)


class Comparison:
    """Two states of an agenda, asked many times about a few of their sessions."""

    def __init__(self, before: State, after: State) -> None:
        self.before, self.after = before, after
        self.slots_before, self.slots_after = _by_session(before), _by_session(after)

    def of(self, had: Iterable[int], has: Iterable[int]) -> Changes:
        """What is different for somebody who was in the sessions `had`, and is now in `has`.

        Who joins a session sees it as new, who leaves it as gone, whatever it is for others.
        """
        return changes_between(
            _narrowed(self.before, self.slots_before, had), _narrowed(self.after, self.slots_after, has)
        )


def changes_for_speakers(before: State, after: State, declined: Collection[Part]) -> dict[int, Changes]:
    """What is different for each speaker for whom anything is, by id. Declined parts count on neither side."""
    had, has = _sessions_of_speakers(before, declined), _sessions_of_speakers(after, declined)
    comparison = Comparison(before, after)
    found = {speaker: comparison.of(had[speaker], has[speaker]) for speaker in sorted({*had, *has})}
    return {speaker: changes for speaker, changes in found.items() if changes}


def changes_for_speaker(speaker_id: int, before: State, after: State, declined: Collection[Part]) -> Changes:
    had, has = _sessions_of_speakers(before, declined), _sessions_of_speakers(after, declined)
    return Comparison(before, after).of(had[speaker_id], has[speaker_id])


def _sessions_of_speakers(state: State, declined: Collection[Part]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for session_id, said in state.contents.items():
        for link in said.speakers:
            if (session_id, link.speaker_id, link.role) not in declined:
                found[link.speaker_id].add(session_id)
    return found


def _by_session(state: State) -> Mapping[int, dict[int, Held]]:
    found: dict[int, dict[int, Held]] = defaultdict(dict)
    for slot, held in state.slots.items():
        found[held.session_id][slot] = held
    return found


def _narrowed(state: State, slots: Mapping[int, dict[int, Held]], session_ids: Iterable[int]) -> State:
    own = {session_id: slots[session_id] for session_id in session_ids if session_id in slots}
    return State(
        {slot: held for of_session in own.values() for slot, held in of_session.items()},
        {session_id: state.contents[session_id] for session_id in own},
    )
