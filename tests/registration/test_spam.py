"""What looks like spam is held, not thrown away, and the sender reads what everybody reads."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from conference.core.audit import SYSTEM
from conference.core.db import db
from conference.registration import services
from conference.registration.models import HeldSubmission, Registration
from conference.registration.rules import Person, WrongState
from conference.registration.spam import HONEYPOT, Reason, Signs, reasons_to_hold
from tests.factories import OPEN, make_category, make_event, make_member

ADA = Signs(honeypot="", seconds=30, names=("Ada Sample", ""), texts=("Border Guard",))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"seconds": 0.1}, []),  # a browser that fills in, a clerk who pastes
        ({"seconds": None}, []),
        ({"names": ("Ы", "عبد الله")}, []),
        ({"names": ("7",), "seconds": 0.1}, []),
        ({"names": ("A" * 200,), "seconds": 0}, []),
        ({"texts": ("See www.guard.example for who we are",)}, []),
        ({"honeypot": "x"}, [Reason.HONEYPOT]),
        ({"names": ("Win at https://casino.example",), "seconds": 0.5}, [Reason.LINK_IN_NAME, Reason.HASTY]),
        ({"texts": ("<a href=x>pills</a>",), "seconds": 1.9}, [Reason.LINK, Reason.HASTY]),
        ({"names": ("www.casino.example",), "texts": ("https://casino.example",)}, [Reason.LINK_IN_NAME, Reason.LINK]),
    ],
)
def test_only_several_signs_or_the_hidden_field_hold_a_form(changes, expected):
    assert reasons_to_hold(Signs(**{**vars(ADA), **changes})) == expected


def answers(**values: str) -> dict[str, str]:
    own = {"name": "Ada Sample", "email": "ada@example.org", "organisation": "Guard", "country": "LV"}
    return {**own, "language": "en", **values}


def open_event():
    event = make_event(
        starts_at=OPEN + timedelta(days=9000), ends_at=OPEN + timedelta(days=9001), registration_closes_at=None
    )
    make_category(event)
    return event


def held() -> list[HeldSubmission]:
    return list(db.session.scalars(select(HeldSubmission).order_by(HeldSubmission.id)))


def test_form_with_the_hidden_field_filled_in_is_held_and_answered_like_any_other(client, letters):
    slug = open_event().slug

    answer = client.fill(f"/events/{slug}/register", answers(**{HONEYPOT: "https://casino.example"}))

    assert (answer.status_code, answer.location) == (303, f"/events/{slug}/register/sent")
    assert [(one.person["email"], "honeypot" in one.reasons) for one in held()] == [("ada@example.org", True)]
    assert db.session.scalars(select(Registration)).all() == []
    assert letters() == []


def test_nobody_sees_hears_or_reaches_the_hidden_field(client):
    page = client.get(f"/events/{open_event().slug}/register").get_data(as_text=True)
    box = page[page.index('class="aside-field"') : page.index(f'name="{HONEYPOT}"') + 120]

    assert 'aria-hidden="true"' in box
    assert 'tabindex="-1"' in box
    assert 'autocomplete="off"' in box


def test_held_form_is_released_into_a_registration_with_its_mail(client, letters):
    event = open_event()
    client.sign_in(make_member(event))
    slug = event.slug
    client.fill(f"/events/{slug}/register", answers(**{HONEYPOT: "x"}))
    (one,) = held()

    answer = client.fill(f"/manage/{slug}/registrations/quarantine", form="/release")

    assert answer.status_code == 303
    db.session.expire_all()
    assert (one.decision, one.person) == ("released", {})
    assert [row.email for row in db.session.scalars(select(Registration))] == ["ada@example.org"]
    assert [letter["To"].addresses[0].addr_spec for letter in letters()] == ["ada@example.org"]


def test_held_form_is_dropped_and_forgotten(client):
    event = open_event()
    client.sign_in(make_member(event))
    slug = event.slug
    client.fill(f"/events/{slug}/register", answers(**{HONEYPOT: "x"}))
    (one,) = held()

    client.fill(f"/manage/{slug}/registrations/quarantine", form="/drop")

    db.session.expire_all()
    assert (one.decision, one.person) == ("dropped", {})
    assert "Nothing is held" in client.get(f"/manage/{slug}/registrations/quarantine").get_data(as_text=True)
    with pytest.raises(WrongState):
        services.release(one.id, actor=SYSTEM, at=OPEN)


def test_same_form_sent_twice_is_held_once_and_forgotten_after_a_month(db_session):
    event_id = open_event().id
    key = "0d9f4f0e-6f0f-4d6b-9a57-2f4c4f5d7a01"
    for _time in range(2):
        services.hold(event_id, Person("Ada", "ada@example.org"), ["honeypot"], submit_key=key, at=OPEN)

    assert len(held()) == 1
    assert services.forget_held(OPEN + timedelta(days=29)) == 0
    assert services.forget_held(OPEN + timedelta(days=31)) == 1
    db.session.expire_all()
    assert [(one.person, one.decision) for one in held()] == [({}, "dropped")]
