"""A delegation with invented nominees, and an access code, for the sample event; without mails."""

from datetime import datetime, timedelta

from sqlalchemy import select

from conference.core.codes import new_uuid7
from conference.core.db import db, lock, transaction
from conference.core.text import email_key
from conference.delegations import links
from conference.delegations.models import AccessCode, Delegation, DelegationQuota, Invitation, InvitationState
from conference.events.models import Event
from conference.events.queries import event_by_slug
from conference.registration.models import Category, Registration, RegistrationState

CODE = "SAMPLE2027"
BEFORE = timedelta(days=14)  # the cut-off, before the event
# name, position, what became of it
NOMINEES = (
    ("", "Head of department", InvitationState.ACCEPTED),
    ("Rustam Sample-Uulu", "Adviser", InvitationState.SENT),
    ("Nilufar Example", "Specialist", InvitationState.SENT),
    ("Timur Placeholder", "Specialist", InvitationState.DECLINED),
)


def add_delegation(slug: str, *, at: datetime) -> None:
    """Add them, unless the event has a delegation."""
    event_id = event_by_slug(slug).id
    with transaction() as session:
        event = lock(Event, event_id)
        if session.scalar(select(Delegation.id).where(Delegation.event_id == event_id).limit(1)):
            return
        categories = {row.code: row for row in session.scalars(select(Category).where(Category.event_id == event_id))}
        participant = categories["participant"]
        code = AccessCode(event_id=event_id, code=CODE, label="Embassies", most_uses=20, used=0, created_at=at)
        code.categories = [categories["speaker"], participant]
        session.add(code)
        delegation = Delegation(
            uuid=new_uuid7(), event_id=event_id, name="Ministry of Samples", country="KG", focal_name="Farida Focal",
            focal_email="focal@example.org", closes_at=event.starts_at - BEFORE, created_at=at, changed_at=at,
            quotas=[DelegationQuota(category_id=participant.id, places=5, held=0)],
        )  # fmt: skip
        links.renew(delegation)
        session.add(delegation)
        session.flush()
        for position, nominee in enumerate(NOMINEES, start=1):
            session.add(_nomination(delegation, participant, position, nominee, at))


def _nomination(
    delegation: Delegation, category: Category, position: int, nominee: tuple[str, str, InvitationState], at: datetime
) -> Invitation:
    """The one who accepted is somebody of the sample people, who had registered before."""
    name, job, state = nominee
    uuid, email, registration_id = new_uuid7(), f"nominee-{position}@example.org", None
    if state == InvitationState.ACCEPTED:
        known = select(Registration).where(
            Registration.category_id == category.id, Registration.state == RegistrationState.CONFIRMED
        )
        registration = db.session.scalars(known.order_by(Registration.id).limit(1)).one()
        name, email, registration_id = registration.name, registration.email, registration.id
    return Invitation(
        uuid=uuid, event_id=delegation.event_id, delegation_id=delegation.id, category_id=category.id, name=name,
        email=email, email_key=email_key(email), job=job, state=state, is_head=position == 1, position=position,
        expires_at=delegation.closes_at, registration_id=registration_id, created_at=at,
        answered_at=None if state == InvitationState.SENT else at,
        link_digest=links.digest_for(links.INVITED, uuid),
    )  # fmt: skip
