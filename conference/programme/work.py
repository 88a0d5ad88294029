"""What a project does at one event: as visitors see it, and as the draft has it."""

from dataclasses import dataclass

from conference.events.models import Event
from conference.projects.models import Project

from . import queries
from .agenda import Item, Line, Share, line, share_of
from .shares import PartShare, belongs, part_shares


@dataclass(frozen=True)
class Work:
    """`public`: its share of the newest release, None before the first; `draft` and `parts` count the draft.

    lines: its sessions of the draft, without breaks, with their wall times; public_slots: ids of the slots that
    visitors see there.
    """

    event: Event
    public: Share | None
    draft: Share
    parts: dict[int | None, PartShare]
    lines: tuple[Line, ...]
    public_slots: frozenset[int]


def work_at(event: Event, project: Project) -> Work:
    release = queries.newest_release(event.id)
    seen = queries.agenda(release.id, project_id=project.id) if release else []
    own: list[Item] = [item for item in queries.draft_items(event) if belongs(item, project.code)]
    return Work(
        event=event,
        public=share_of(seen, project.code) if release else None,
        draft=share_of(own, project.code),
        parts=part_shares(own, project.code),
        lines=tuple(line(item, event.zone, item.ends_at) for item in own if not item.is_set_back),
        public_slots=frozenset(item.slot_id for item in seen),
    )
