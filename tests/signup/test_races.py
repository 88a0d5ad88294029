"""Many want the last places of a session at once: none is given twice, and nobody is answered with an error."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from conference.core.audit import ATTENDEE
from conference.core.db import db
from conference.registration import services as registrations
from conference.signup import services
from tests.factories import OPEN, make_registration


def at_once(app, deeds):
    """Do all of them at the same time."""
    barrier = Barrier(len(deeds))

    def one(deed):
        with app.app_context():
            barrier.wait(60)
            return deed()

    db.session.rollback()
    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result(60) for future in [pool.submit(one, deed) for deed in deeds]]


def test_five_takers_of_one_place(app, workshops):
    shop = workshops(capacity=1)
    people = [make_registration(shop.event, f"Person {n}").id for n in range(5)]
    key = shop.key(shop.maps)

    said = at_once(app, [lambda p=p: services.choose(p, {key: 1}, actor=ATTENDEE, at=OPEN) for p in people])

    assert Counter(bool(one.taken) for one in said) == {True: 1, False: 4}
    assert Counter(shop.states(shop.maps).values()) == {"taken": 1, "waiting": 4}
    assert shop.taken(shop.maps) == 1


def test_switching_both_ways_and_cancelling_at_once_keeps_the_counts_true(app, workshops):
    shop = workshops(capacity=2)
    people = [make_registration(shop.event, f"Person {n}").id for n in range(6)]
    maps, radio = shop.key(shop.maps), shop.key(shop.radio)
    for number, person in enumerate(people):
        services.choose(person, {(maps, radio)[number % 2]: 1}, actor=ATTENDEE, at=OPEN)

    switches = [
        lambda p=p, n=n: services.choose(p, {(radio, maps)[n % 2]: 1}, actor=ATTENDEE, at=OPEN)
        for n, p in enumerate(people)
    ]
    at_once(app, [*switches, *(lambda p=p: registrations.cancel(p, actor=ATTENDEE, at=OPEN) for p in people[:2])])

    for session in (shop.maps, shop.radio):
        states = Counter(shop.states(session).values())
        assert states["taken"] == shop.taken(session) <= 2
    assert shop.taken(shop.maps) + shop.taken(shop.radio) == 4
