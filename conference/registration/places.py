"""Places taken and given back: one conditional update on each row that owns a number, in the caller's transaction.

Call it last in the transaction: on PostgreSQL everybody waits for these two rows until the commit. The category comes
before the event, always, so that nobody waits in a circle.
"""

from sqlalchemy import or_, update

from conference.core.db import db
from conference.events.models import Event

from . import rules
from .models import Category


def take_place(event_id: int, category_id: int) -> None:
    """Raises CategoryFull or EventFull; the transaction must not be committed then."""
    if not _change(Category, category_id, +1):
        raise rules.category_full()
    if not _change(Event, event_id, +1):
        raise rules.event_full()


def free_place(event_id: int, category_id: int) -> None:
    _change(Category, category_id, -1)
    _change(Event, event_id, -1)


def _change(owner: type[Event | Category], ident: int, by: int) -> bool:
    statement = update(owner).where(owner.id == ident).values(places_taken=owner.places_taken + by)
    if by > 0:
        statement = statement.where(or_(owner.capacity.is_(None), owner.places_taken < owner.capacity))
    changed = db.session.execute(statement.returning(owner.id).execution_options(synchronize_session=False))
    return changed.scalar_one_or_none() is not None
