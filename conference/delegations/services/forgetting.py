"""What people are told when they are named: who did not register is forgotten some weeks after the event."""

from datetime import datetime

from sqlalchemy import delete, select, update

from conference.core.db import transaction
from conference.events.models import Event

from .. import rules
from ..models import GroupMember, Invitation, InvitationState, RegistrationGroup


def forget_people(at: datetime) -> int:
    """Delete invitations that came to nothing, and the lists of groups, of events that are long over; says how many."""
    over = select(Event.id).where(Event.ends_at < at - rules.KEPT_FOR)
    with transaction() as session:
        gone = session.scalars(
            delete(Invitation)
            .where(Invitation.event_id.in_(over), Invitation.state != InvitationState.ACCEPTED)
            .returning(Invitation.id)
            .execution_options(synchronize_session=False)
        ).all()
        groups = select(RegistrationGroup.id).where(RegistrationGroup.event_id.in_(over))
        session.execute(
            delete(GroupMember).where(GroupMember.group_id.in_(groups)).execution_options(synchronize_session=False)
        )
        session.execute(
            update(RegistrationGroup)
            .where(RegistrationGroup.event_id.in_(over), RegistrationGroup.name != "")
            .values(name="", email="")
            .execution_options(synchronize_session=False)
        )
    return len(gone)
