"""One of each thing that people bring into an event beside its programme, and what leads to it."""

from datetime import timedelta

from sqlalchemy import select

from conference.core.audit import FOCAL_POINT, Actor
from conference.core.db import db
from conference.core.files import CleanFile
from conference.delegations import links as delegation_links
from conference.delegations import queries as delegation_queries
from conference.delegations import services as delegations
from conference.delegations.code_rules import CodeValues
from conference.delegations.group_rules import Contact
from conference.delegations.models import Invitation, RegistrationGroup
from conference.delegations.rules import DelegationValues, Nominee
from conference.events.models import Event
from conference.intake.models import IntakeKind
from conference.intake.queries import find_intake
from conference.intake.table_reading import Row, Table
from conference.intake.table_services import save_mapping
from conference.registration import links, services
from conference.registration.models import AddressChange, Registration
from conference.registration.rules import Person
from conference.rosters import people_services
from tests.factories import OPEN, make_category, make_registration

SOON = timedelta(days=10)
LETTER = CleanFile(b"x", "x.txt", "text/plain")


def people_and_ways(event: Event, registration: Registration, owner: Actor) -> dict[str, str]:
    """What leads to a delegation with its people, an invitation, a code, a group, a batch, a new address."""
    event_id, registration_id, email = event.id, registration.id, registration.email
    guest = make_category(event, "guest", is_public=False)
    second = make_registration(event, "Ada Sample", organisation="Guard", category="participant")
    other = make_registration(event, "Ada Sample", organisation="Guard", category="participant")
    found = {
        "category": "guest",
        "kept": second.code,
        "other": other.code,
        "one": second.code,
        "batch": services.start_batch(event_id, [second.id], "approve", "", actor=owner, at=OPEN),
    }
    services.ask_new_address(registration_id, f"new-{email}", at=OPEN)
    change = db.session.scalars(select(AddressChange)).one()
    found["secret"] = links.address_link(change)
    values = CodeValues("SPRING", "Friends", (guest.id,), None, event.ends_at, is_reserved=False)
    delegations.add_code(event_id, values, actor=owner, at=OPEN)
    person = Person("Gul Sample", "gul@example.org", organisation="Guard", country="LV", category="participant")
    office = Contact("Olaf Office", "office@example.org", "Guard")
    key = "0d9f4f0e-6f0f-4d6b-9a57-2f4c4f5d7a02"
    delegations.register_group(event_id, office, [person], submit_key=key, at=OPEN)
    group = db.session.scalars(select(RegistrationGroup)).one()
    found |= {"group": delegation_links.token_of_group(group), "member": group.members[0].code}
    return {**found, "access_code": "SPRING", **_delegation(event_id, guest.id, owner), **_import(event_id, owner)}


def _delegation(event_id: int, category_id: int, owner: Actor) -> dict[str, str]:
    values = DelegationValues(
        "Ministry of Samples", "KG", "Farid Focal", "farid@example.org", "en", None, OPEN + SOON,
        is_reserved=False, note="", quotas={category_id: 3},
    )  # fmt: skip
    code = delegations.add_delegation(event_id, values, actor=owner, at=OPEN)
    row = delegation_queries.find_delegation(event_id, code)
    assert row is not None
    ident = row.id
    delegations.send_links(event_id, [ident], actor=owner, at=OPEN)
    delegations.set_letter(ident, LETTER, actor=FOCAL_POINT, at=OPEN)
    person = delegations.nominate(
        ident, Nominee("Nadia Nominee", "nadia@example.org", category_id), actor=FOCAL_POINT, at=OPEN
    )
    delegations.invite(
        event_id, [Nominee("Ivo Invited", "ivo@example.org", category_id)], expires_at=OPEN + SOON, actor=owner, at=OPEN
    )
    invited = db.session.scalars(select(Invitation).where(Invitation.delegation_id.is_(None))).one()
    row = delegation_queries.find_delegation(event_id, code)
    assert row is not None
    return {
        "delegation": code,
        "person": person,
        "focal_token": delegation_links.token_of_focal_point(row),
        "invitation": invited.code,
        "invitation_token": delegation_links.token_of_invitation(invited),
    }


def _import(event_id: int, owner: Actor) -> dict[str, str]:
    event = db.session.get_one(Event, event_id)
    table = Table(["Name", "E-mail"], [Row(2, ["Ada", "ada@example.org"])])
    code = people_services.upload_people(event, table, "people.csv", actor=owner, at=OPEN)
    intake = find_intake(event_id, code, IntakeKind.PEOPLE)
    assert intake is not None
    save_mapping(intake.id, {"columns": ["name", "email"]})
    return {"people_import": code}
