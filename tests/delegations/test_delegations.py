"""Quotas, the cut-off, and the places that are kept for a delegation."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest

from conference.core.audit import ATTENDEE, FOCAL_POINT
from conference.core.codes import digest
from conference.core.db import db
from conference.core.errors import Refused, StaleEdit
from conference.delegations import links, queries, rules, services
from conference.delegations.models import Delegation, Invitation
from conference.events.models import Event
from conference.registration import services as registration_services
from conference.registration.models import Category, Registration
from conference.registration.rules import Correction, Details, EventFull, Full, Person
from tests.delegations.conftest import CUT_OFF, OLGA, accept, nominate, nominee, values_of
from tests.factories import OPEN, make_registration
from tests.registration.conftest import places

AT_ONCE = 6


def taken(event_id):
    """(places counted at the event, on its categories)"""
    return places(event_id)[:2]


def state_of(invitation):
    db.session.expire_all()
    return db.session.get_one(Invitation, invitation.id).state


def test_a_nominee_who_accepts_is_confirmed_without_another_approval(delegation):
    person = nominate(delegation())

    row = accept(person)

    assert (row.state, row.source, row.category.code) == ("confirmed", "delegation", "guest")
    assert row.verified_at == OPEN
    assert state_of(person) == "accepted"


def test_the_quota_holds_by_category_and_in_total(delegation):
    row = delegation(guests=2, participants=2, most=3)
    nominate(row, "a@example.org")
    nominate(row, "b@example.org")

    with pytest.raises(rules.CategoryQuotaFull):
        nominate(row, "c@example.org")
    nominate(row, "c@example.org", "participant")
    with pytest.raises(rules.QuotaFull):
        nominate(row, "d@example.org", "participant")


def test_one_address_is_named_once_by_a_delegation_but_by_another_as_well(event, delegation):
    first, second = delegation(), delegation(name="Another Ministry")
    nominate(first)

    with pytest.raises(rules.NamedAlready):
        nominate(first, "NADIA@example.org")
    nominate(second)

    assert queries.named_twice(event.id) == {"nadia@example.org"}


def test_of_two_nominations_of_one_person_each_counts_the_one_registration(delegation):
    one, other = nominate(delegation()), nominate(delegation(name="Another Ministry"))
    row = accept(one)

    services.accept_as(other.id, row.id, at=OPEN)

    assert (state_of(one), state_of(other)) == ("accepted", "accepted")
    assert taken(row.event_id) == (1, 1)


def test_who_declines_frees_the_quota(delegation):
    row = delegation(guests=1)
    person = nominate(row)

    services.decline(person.id, at=OPEN)

    assert state_of(person) == "declined"
    nominate(row, "next@example.org")
    with pytest.raises(rules.NotAnswerable):
        accept(person)


def test_whoever_did_not_answer_by_the_cut_off_is_out_and_nobody_changes_anything_after_it(delegation):
    row = delegation()
    waits, came = nominate(row), nominate(row, "came@example.org")
    accept(came)

    services.close(row.id, closes_at=CUT_OFF.isoformat(), at=CUT_OFF)

    assert (state_of(waits), state_of(came)) == ("expired", "accepted")
    with pytest.raises(rules.NotAnswerable):
        accept(waits, at=CUT_OFF)
    for deed in (
        lambda: services.nominate(row.id, nominee(row.event_id, "x@example.org"), actor=FOCAL_POINT, at=CUT_OFF),
        lambda: services.withdraw(row.id, came.code, actor=FOCAL_POINT, at=CUT_OFF),
        lambda: services.make_head(row.id, came.code, actor=FOCAL_POINT, at=CUT_OFF),
    ):
        with pytest.raises(rules.DelegationClosed):
            deed()
    assert state_of(came) == "accepted"


def test_a_cut_off_that_was_moved_is_not_carried_out_at_its_old_time(event, delegation):
    row = delegation()
    person = nominate(row)
    later = values_of(event, closes_at=event.ends_at)
    version = db.session.get_one(Delegation, row.id).version
    services.change_delegation(row.id, later, version=version, zone="UTC", actor=OLGA, at=OPEN)

    services.close(row.id, closes_at=CUT_OFF.isoformat(), at=CUT_OFF)

    assert state_of(person) == "sent"


def test_withdrawing_somebody_who_registered_cancels_them(delegation):
    row = delegation(guests=1)
    person = nominate(row)
    registration = accept(person)

    services.withdraw(row.id, person.code, actor=FOCAL_POINT, at=OPEN)

    assert state_of(person) == "withdrawn"
    assert db.session.get_one(Registration, registration.id).state == "cancelled"
    assert taken(row.event_id) == (0, 0)
    nominate(row, "next@example.org")


def test_withdrawing_somebody_who_had_registered_on_their_own_leaves_their_registration(event, delegation):
    own = make_registration(event, email="nadia@example.org", category="participant")
    row = delegation()
    person = nominate(row)
    services.accept_as(person.id, own.id, at=OPEN)

    services.withdraw(row.id, person.code, actor=FOCAL_POINT, at=OPEN)

    assert state_of(person) == "withdrawn"
    assert db.session.get_one(Registration, own.id).state == "confirmed"


def test_who_replaces_the_head_stands_in_the_same_place_and_heads(delegation):
    row = delegation()
    head, other = nominate(row), nominate(row, "other@example.org")
    services.make_head(row.id, head.code, actor=FOCAL_POINT, at=OPEN)

    services.replace(row.id, head.code, nominee(row.event_id, "new@example.org"), actor=FOCAL_POINT, at=OPEN)

    people = [(one.email, one.is_head, one.state) for one in queries.people_of(row.id)]
    assert people == [
        ("new@example.org", True, "sent"),
        (other.email, False, "sent"),
        ("nadia@example.org", False, "withdrawn"),
    ]


def test_a_refused_replacement_leaves_the_first_person_as_they_were(delegation):
    row = delegation()
    person = nominate(row)
    nominate(row, "other@example.org")
    registration = accept(person)

    with pytest.raises(rules.NamedAlready):
        services.replace(row.id, person.code, nominee(row.event_id, "other@example.org"), actor=FOCAL_POINT, at=OPEN)

    assert state_of(person) == "accepted"
    assert db.session.get_one(Registration, registration.id).state == "confirmed"


def test_kept_places_are_counted_at_once_and_passed_on(event, delegation):
    row = delegation(guests=3, is_reserved=True)
    assert taken(event.id) == (3, 3)

    registration = accept(nominate(row))
    assert taken(event.id) == (3, 3)

    registration_services.cancel(registration.id, actor=ATTENDEE, at=OPEN)
    assert taken(event.id) == (3, 3)  # the place stays with the delegation

    registration_services.restore(registration.id, actor=ATTENDEE, at=OPEN)
    assert taken(event.id) == (3, 3)

    services.close(row.id, closes_at=CUT_OFF.isoformat(), at=CUT_OFF)
    assert taken(event.id) == (1, 1)


def test_nobody_gets_kept_places_but_the_delegation(event, delegation):
    row = delegation(guests=10, is_reserved=True)

    with pytest.raises(EventFull):
        make_registration(event, category="participant")
    accept(nominate(row))
    assert taken(event.id) == (10, 10)
    with pytest.raises(Full):
        delegation(guests=1, is_reserved=True)
    assert len(queries.delegations_of(event.id)) == 1


def test_kept_places_that_come_free_at_the_cut_off_go_to_who_waits(event, delegation):
    row = delegation(guests=10, is_reserved=True)
    person = Person("Wanda Waits", "wanda@example.org", category="participant", waits=True)
    ident = registration_services.register(event.id, person, submit_key=str(uuid4()), at=OPEN).registration_id

    services.close(row.id, closes_at=CUT_OFF.isoformat(), at=CUT_OFF)

    assert db.session.get_one(Registration, ident).has_offer
    assert taken(event.id) == (1, 1)


def test_who_comes_back_after_another_was_named_finds_the_quota_full(delegation):
    row = delegation(guests=1)
    person = nominate(row)
    registration = accept(person)
    registration_services.cancel(registration.id, actor=ATTENDEE, at=OPEN)
    assert state_of(person) == "cancelled"
    nominate(row, "next@example.org")

    with pytest.raises(rules.QuotaFull):
        registration_services.restore(registration.id, actor=ATTENDEE, at=OPEN)

    assert db.session.get_one(Registration, registration.id).state == "cancelled"


def test_quotas_do_not_shrink_below_who_is_named_and_two_editors_do_not_overwrite_each_other(event, delegation):
    row = delegation(guests=2)
    nominate(row)
    nominate(row, "b@example.org")
    version = db.session.get_one(Delegation, row.id).version

    with pytest.raises(rules.BadQuota):
        services.change_delegation(row.id, values_of(event, guests=1), version=version, zone="UTC", actor=OLGA, at=OPEN)
    services.change_delegation(row.id, values_of(event, guests=5), version=version, zone="UTC", actor=OLGA, at=OPEN)
    with pytest.raises(StaleEdit):
        services.change_delegation(row.id, values_of(event, guests=6), version=version, zone="UTC", actor=OLGA, at=OPEN)


@pytest.fixture
def at_once(app, db_session):
    def run(deed, arguments):
        barrier = Barrier(AT_ONCE)

        def one(number, argument):
            with app.app_context():
                if number < AT_ONCE:
                    barrier.wait(60)
                try:
                    deed(argument)
                except Refused as refusal:
                    return refusal.code
                return "done"

        db.session.rollback()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return Counter(f.result(60) for f in [pool.submit(one, *pair) for pair in enumerate(arguments)])

    return run


def test_twelve_nominations_for_three_places_at_once(at_once, delegation):
    row = delegation(guests=3)
    ident, event_id = row.id, row.event_id

    said = at_once(
        lambda n: services.nominate(ident, nominee(event_id, f"{n}@example.org"), actor=FOCAL_POINT, at=OPEN),
        list(range(12)),
    )

    assert said == {"done": 3, "category_quota_full": 9}
    assert sum(queries.taken_by_category(ident).values()) == 3


def test_nominees_and_the_public_fight_for_an_event_of_which_places_are_kept(at_once, event, delegation):
    row = delegation(guests=4, is_reserved=True)
    people = [nominate(row, f"{n}@example.org").id for n in range(4)]
    event_id = event.id

    def come(argument):
        if isinstance(argument, int):
            accept(queries.get_invitation(argument))
        else:
            person = Person("Ada", argument, category="participant")
            registration_services.register(event_id, person, submit_key=str(uuid4()), at=OPEN)

    mixed = [one for pair in zip(people + people, [f"p{n}@example.org" for n in range(8)], strict=True) for one in pair]
    said = at_once(come, mixed)

    assert set(said) == {"done", "full"}  # who answers twice is shown what they have, or that nothing more is left
    assert taken(event_id) == (10, 10)
    assert db.session.get_one(Event, event_id).places_taken == 10
    assert {row.code: row.places_taken for row in db.session.query(Category)} == {"guest": 4, "participant": 6}


def test_a_deleted_delegation_keeps_who_accepted_frees_the_rest_and_comes_back(event, delegation):
    row = delegation(guests=4, is_reserved=True)
    accepted, asked = nominate(row, "a@example.org"), nominate(row, "b@example.org")
    gone = nominate(row, "c@example.org")
    here = accept(accepted)
    services.withdraw(row.id, gone.code, actor=FOCAL_POINT, at=OPEN)
    assert places(event.id)[0] == 4
    token = links.token_of_focal_point(row)

    later = OPEN + timedelta(hours=1)
    services.remove_delegation(row.id, actor=OLGA, at=later)

    assert places(event.id)[0] == 1
    assert [person.state for person in queries.people_of(row.id)] == ["accepted", "withdrawn", "withdrawn"]
    assert db.session.get_one(Registration, here.id).state == "confirmed"
    assert queries.find_by_focal_digest(event.slug, digest(token)) is None
    with pytest.raises(rules.DelegationClosed):
        services.nominate(row.id, nominee(event.id, "d@example.org"), actor=OLGA, at=later)
    with pytest.raises(rules.Removed):
        services.change_delegation(
            row.id, values_of(event, guests=9), version=db.session.get_one(Delegation, row.id).version, zone="UTC",
            actor=OLGA, at=later,
        )  # fmt: skip

    services.bring_back(row.id, actor=OLGA, at=later)

    assert places(event.id)[0] == 4
    states = {person.email: person.state for person in queries.people_of(row.id)}
    assert states == {accepted.email: "accepted", asked.email: "sent", gone.email: "withdrawn"}
    assert queries.find_by_focal_digest(event.slug, digest(token)) is not None


def moved(registration, category, **values):
    """Organisers put the person into the category."""
    row = db.session.get_one(Registration, registration.id, populate_existing=True)
    new = Correction(Details(name=row.name, language="en"), row.email, category, row.mode, **values)
    registration_services.correct(row.id, new, actor=OLGA, at=OPEN, version=row.version)


def held(row):
    db.session.expire_all()
    found = db.session.get_one(Delegation, row.id)
    return {quota.category.code: quota.held for quota in found.quotas}


def test_a_kept_place_comes_back_when_its_person_comes_into_another_category_of_the_quota(event, delegation):
    row = delegation(guests=2, participants=1, is_reserved=True)
    registration = accept(nominate(row))
    assert (held(row), taken(event.id)) == ({"guest": 1, "participant": 1}, (3, 3))

    moved(registration, "participant")

    assert (held(row), taken(event.id)) == ({"guest": 2, "participant": 0}, (3, 3))
    assert queries.taken_by_category(row.id) == {
        category.id: 1 for category in queries.categories_of(event.id) if category.code == "participant"
    }
    moved(registration, "guest", approval="keep")
    assert (held(row), taken(event.id)) == ({"guest": 1, "participant": 1}, (3, 3))
    registration_services.cancel(registration.id, actor=OLGA, at=OPEN)
    assert (held(row), taken(event.id)) == ({"guest": 2, "participant": 1}, (3, 3))


def test_whoever_comes_into_a_category_without_a_quota_goes_on_counting_where_they_were_named(event, delegation):
    row = delegation(guests=2, is_reserved=True)
    registration = accept(nominate(row))

    moved(registration, "participant")

    assert (held(row).get("guest"), taken(event.id)) == (1, (2, 2))
