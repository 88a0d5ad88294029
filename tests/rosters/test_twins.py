"""People registered twice: found across scripts, merged with all that happened to them, or told apart for good."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from conference.checkin.models import CAME, Presence, Scan
from conference.core import audit
from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.mail.models import Message
from conference.organisations.rules import OrganisationValues
from conference.organisations.services import add_organisation
from conference.registration.links import own_page_token
from conference.registration.models import Consent, Registration
from conference.rosters import merge_services, twin_queries
from conference.rosters.likeness import Known, Pair, Why, mailbox, pairs_of, sound
from conference.rosters.merge_rules import NotMergeable
from tests.browser import Browser
from tests.factories import OPEN, let_in, make_device, make_event, make_member, make_point, store, store_registration


def known(ident: int, name: str, email: str = "", organisation: str = "Agency", national_name: str = "") -> Known:
    return Known(ident, name, national_name, email or f"p{ident}@example.org", organisation)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (known(1, "Ada", "ada@x.org", "A"), known(2, "Bo", "Ada+list@X.org", "B"), Why.ADDRESS),
        (known(1, "Мырза Асель"), known(2, "Asel Myrza"), Why.NAME),
        (known(1, "Мырза Асель"), known(2, "Assel Mirza", organisation=""), Why.NAME),
        (known(1, "Жумабеков Нурлан"), known(2, "Nurlan Jumabekov"), Why.NAME),
        (known(1, "Omurbek Ulgu", national_name="Өмүрбек Улгу"), known(2, "Өмүрбек Улгу"), Why.NAME),
        (known(1, "Jānis Bērziņš", organisation="State Border Guard"),
         known(2, "BERZINS Janis", organisation="Border Guard"), Why.NAME),
        (known(1, "Nurlan Karimov"), known(2, "Nurlan Karimof"), Why.SPELLING),
        (known(1, "Nurlan Karimov"), known(2, "Nurla Karimov"), Why.SPELLING),
        (known(1, "Nurlan Karimov"), known(2, "Nurlan Karimov", organisation="Ministry of Health"), None),
        (known(1, "Nurlan Karimov", organisation="A b"), known(2, "Nurlan Karimof", organisation="Ministry"), None),
        (known(1, "Person 1"), known(2, "Person 2"), None),
        (known(1, "Ada"), known(2, "Ida"), None),
        (known(1, "Ada", "ada@x.org", ""), known(2, "Bo", "ada@y.org", ""), None),
    ],
)  # fmt: skip
def test_who_looks_alike(one: Known, other: Known, why: Why | None):
    assert pairs_of([one, other]) == ([Pair(1, 2, why)] if why else [])
    assert pairs_of([one, other], [(1, 2)]) == []


@given(name=st.text(st.characters(categories=["L"]), min_size=1, max_size=20), data=st.data())
def test_order_of_a_name_changes_nothing(name: str, data: st.DataObject):
    words = f"{name} Karimov".split()
    mixed = " ".join(data.draw(st.permutations(words)))

    assert sound(mixed) == sound(" ".join(words))


@given(st.emails())
def test_a_mailbox_is_its_own_mailbox(email: str):
    assert mailbox(mailbox(email)) == mailbox(email)
    assert "@" in mailbox(email)


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(capacity=10)
    client.sign_in(make_member(event))
    return event


@pytest.fixture
def twins(event: Event) -> tuple[Registration, Registration]:
    one = store_registration(
        event, name="Асель Мырза", email="asel@example.org", organisation="Agency", answers={"food": "v"}
    )
    other = store_registration(event, name="Assel Myrza", email="am@example.org", organisation="Agency", country="KG",
                               created_at=OPEN - timedelta(days=1), answers={"food": "m", "days": ["1"]})  # fmt: skip
    return one, other


def test_the_page_shows_pairs_and_remembers_who_is_different(
    client: Browser, event: Event, twins: tuple[Registration, Registration]
):
    address = f"/manage/{event.slug}/registrations/duplicates"
    assert "The same name and organisation" in client.get(address).text
    assert "Assel Myrza" in client.get(f"/manage/{event.slug}/registrations/{twins[0].code}").text

    assert client.fill(address, form="different").status_code == 302

    assert "Nobody looks registered twice" in client.get(address).text
    assert "Assel Myrza" not in client.get(f"/manage/{event.slug}/registrations/{twins[0].code}").text


def test_two_names_of_one_organisation_are_no_difference(client: Browser, event: Event):
    first = store_registration(event, name="Жылдыз Асанова", organisation="Tian Shan University")
    other = store_registration(event, name="Jyldyz Asanova", organisation="Тянь-Шанский университет")
    assert twin_queries.pairs_of_event(event.id) == []
    values = OrganisationValues("Tian Shan University", "", "university", "KG", "", (other.organisation,), {})
    add_organisation(values, actor=audit.SYSTEM, at=OPEN)

    assert twin_queries.pairs_of_event(event.id) == [Pair(first.id, other.id, Why.NAME)]
    assert [one.id for one in twin_queries.like_one(first)] == [other.id]


def test_merging_keeps_what_happened_to_both(client: Browser, event: Event, twins: tuple[Registration, Registration]):
    one, other = twins
    ids = one.id, other.id
    point = make_point(event)
    device = make_device(point)
    let_in(other, device)
    store(Consent(registration_id=other.id, purpose="photo", text="…", given_at=OPEN))
    link = f"/events/{event.slug}/registrations/{own_page_token(other)}"

    answer = client.fill(
        f"/manage/{event.slug}/registrations/duplicates/{one.code}/{other.code}", {"from_other": ["name", "email"]}
    )

    assert answer.status_code == 302
    db.session.rollback()
    kept, gone = db.session.get_one(Registration, ids[0]), db.session.get_one(Registration, ids[1])
    assert (kept.name, kept.email, kept.email_key, kept.country) == (
        "Assel Myrza",
        "am@example.org",
        "am@example.org",
        None,
    )
    assert kept.answers == {"food": "v", "days": ["1"]}
    assert kept.created_at == OPEN - timedelta(days=1)
    assert kept.photo_consent is not None
    assert (gone.state, gone.merged_into_id, gone.valid_ticket) == ("cancelled", kept.id, None)
    assert db.session.get_one(Event, event.id).places_taken == 1
    assert [row.registration_id for row in db.session.scalars(select(Scan))] == [kept.id]
    assert [row.registration_id for row in db.session.scalars(select(Presence).where(CAME))] == [kept.id]
    assert db.session.scalars(select(Message)).all() == []
    client.sign_out()
    page = client.get(link, follow_redirects=True)
    assert page.status_code == 200
    assert "Assel Myrza" in page.text


def test_both_inside_stay_inside_once(event: Event, twins: tuple[Registration, Registration]):
    point = make_point(event)
    device = make_device(point)
    for row in twins:
        let_in(row, device)
    kept, other = twins[0].id, twins[1].id

    merge_services.merge(kept, other, (), actor=audit.SYSTEM, at=OPEN)

    assert [row.registration_id for row in db.session.scalars(select(Presence).where(CAME))] == [kept]
    assert {row.registration_id for row in db.session.scalars(select(Scan))} == {kept}


def test_the_confirmed_one_is_kept(event: Event):
    pending = store_registration(event, name="Ada", state="pending").id
    confirmed = store_registration(event, name="Ada B").id

    with pytest.raises(NotMergeable):
        merge_services.merge(pending, confirmed, (), actor=audit.SYSTEM, at=OPEN)
    merge_services.merge(confirmed, pending, (), actor=audit.SYSTEM, at=OPEN)
    with pytest.raises(NotMergeable):
        merge_services.merge(confirmed, pending, (), actor=audit.SYSTEM, at=OPEN)

    assert twin_queries.pairs_of_event(event.id) == []


@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 200), (Role.VIEWER, 403), (Role.DOOR, 403)])
def test_only_who_edits_people_merges_them(client: Browser, event: Event, role: Role, status: int,
                                           twins: tuple[Registration, Registration]):  # fmt: skip
    client.sign_in(make_member(event, role))

    address = f"/manage/{event.slug}/registrations/duplicates/{twins[0].code}/{twins[1].code}"
    assert client.get(address).status_code == status
