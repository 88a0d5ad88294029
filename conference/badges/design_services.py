"""Keeping the designs of an event: every state that somebody saved can be brought back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.stale import stale_edit
from conference.events.models import Event

from . import design_queries as queries
from . import design_rules as rules
from .design import Design, as_json
from .design.files import pictures_in
from .design.pictures import CleanPicture
from .models import BadgeChoice, BadgeDesign, BadgeDesignVersion, BadgePicture


def add_design(
    event_id: int, design: Design, pictures: Sequence[CleanPicture] = (), *, actor: audit.Actor, at: datetime
) -> str:
    """Store a design with the pictures that came along; returns its code. Raises TooManyDesigns."""
    with transaction() as session:
        lock(Event, event_id)
        if refusal := rules.why_not_another(queries.count_designs(event_id), rules.MOST_DESIGNS):
            raise refusal
        for picture in pictures:
            _keep_picture(event_id, picture, "", at)
        row = BadgeDesign(
            event_id=event_id, name=design.name, kind=design.kind, data=as_json(design), version=1, created_at=at,
            changed_at=at,
        )  # fmt: skip
        session.add(row)
        session.flush()
        _note_version(row, actor, at)
        audit.record("badge_design.added", row, actor=actor, event_id=event_id, at=at)
        return row.code


def save_design(
    design_id: int, design: Design, *, version: int, actor: audit.Actor, at: datetime, based_on: int | None = None
) -> int:
    """Store a new state; returns its version. Raises StaleEdit when somebody saved since `version`."""
    with transaction():
        row = lock(BadgeDesign, design_id)
        if row.version != version:
            raise stale_edit(row, lock(Event, row.event_id).zone)
        if design.kind != row.kind and (refusal := rules.why_not_change_kind(queries.uses_of_design(row.id))):
            raise refusal
        data = as_json(design)
        if data == row.data:
            return row.version
        row.data, row.name, row.kind, row.changed_at = data, design.name, design.kind, at
        row.version += 1
        _note_version(row, actor, at, based_on)
        action = "badge_design.restored" if based_on else "badge_design.changed"
        audit.record(action, row, actor=actor, event_id=row.event_id, at=at)
        return row.version


def _note_version(row: BadgeDesign, actor: audit.Actor, at: datetime, based_on: int | None = None) -> None:
    """In the caller's transaction; the oldest states go when there are very many."""
    db.session.add(
        BadgeDesignVersion(
            design_id=row.id, version=row.version, data=row.data, saved_at=at, saved_by=actor.label, based_on=based_on
        )
    )
    oldest = row.version - rules.MOST_VERSIONS
    old = delete(BadgeDesignVersion).where(BadgeDesignVersion.design_id == row.id, BadgeDesignVersion.version <= oldest)
    db.session.execute(old)


def delete_design(design_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Raises DesignInUse, which says where."""
    with transaction() as session:
        row = lock(BadgeDesign, design_id)
        lock(Event, row.event_id)
        if refusal := rules.why_not_delete(queries.uses_of_design(row.id)):
            raise refusal
        audit.record("badge_design.deleted", row, actor=actor, event_id=row.event_id, at=at, name=row.name)
        session.execute(delete(BadgeDesignVersion).where(BadgeDesignVersion.design_id == row.id))
        session.delete(row)


def choose_designs(
    event_id: int, chosen: dict[tuple[str, int | None], int | None], *, actor: audit.Actor, at: datetime
) -> None:
    """Say which design is printed for (kind, category or None for all); None: the usual one."""
    with transaction() as session:
        event = lock(Event, event_id)
        changed = False
        for (kind, category_id), design_id in chosen.items():
            found = queries.find_choice(event_id, kind, category_id)
            if (found.design_id if found else None) == design_id:
                continue
            changed = True
            if found is None:
                session.add(
                    BadgeChoice(event_id=event_id, kind=kind, category_id=category_id, design_id=design_id)
                )  # fmt: skip
            elif design_id is None:
                session.delete(found)
            else:
                found.design_id = design_id
        if changed:
            audit.record("badge_design.chosen", event, actor=actor, event_id=event_id, at=at)


def add_picture(event_id: int, picture: CleanPicture, label: str, *, actor: audit.Actor, at: datetime) -> str:
    """Keep a picture for designs; returns its name. The same picture is kept once. Raises TooManyDesigns."""
    with transaction():
        event = lock(Event, event_id)
        if _keep_picture(event_id, picture, label, at):
            audit.record("badge_design.picture_added", event, actor=actor, event_id=event_id, at=at)
        return picture.name


def delete_picture(event_id: int, name: str, *, actor: audit.Actor, at: datetime) -> None:
    """Forget a picture; older states that showed it come back without it. Raises PictureInUse, which says where."""
    with transaction() as session:
        event = lock(Event, event_id)
        row = queries.find_picture(event_id, name)
        if row is None:
            return
        shown_by = [design.name for design in queries.designs_of_event(event_id) if name in pictures_in(design.data)]
        if refusal := rules.why_not_delete_picture(shown_by):
            raise refusal
        session.delete(row)
        audit.record("badge_design.picture_deleted", event, actor=actor, event_id=event_id, at=at, name=row.label)


def _keep_picture(event_id: int, picture: CleanPicture, label: str, at: datetime) -> bool:
    """In the caller's transaction; whether it is new."""
    if queries.pictures_by_name(event_id, frozenset({picture.name})):
        return False
    if refusal := rules.why_not_another(len(queries.pictures_of_event(event_id)), rules.MOST_PICTURES):
        raise refusal
    db.session.add(
        BadgePicture(
            event_id=event_id, name=picture.name, label=label[:120], width=picture.width, height=picture.height,
            data=picture.data, created_at=at,
        )
    )  # fmt: skip
    db.session.flush()
    return True
