"""Access codes: what they open, how often, and the places they keep."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from conference.core.audit import ATTENDEE
from conference.core.db import db, transaction
from conference.core.errors import Refused, StaleEdit
from conference.delegations import code_queries, code_rules, facts, queries, services
from conference.delegations.rules import BadQuota
from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration import services as registration_services
from conference.registration.models import Registration, Source
from conference.registration.rules import Full, Person
from conference.registration.ways import Way
from tests.browser import forms_of
from tests.delegations.conftest import CUT_OFF, OLGA
from tests.factories import OPEN, make_member
from tests.registration.conftest import places

pytestmark = pytest.mark.usefixtures("clock")
PERSON = {"name": "Ada Sample", "email": "ada@example.org", "organisation": "Lab", "country": "KG"}


@pytest.fixture
def code(event):
    def add(word="EMBASSY27", *, category="guest", most_uses=2, **values):
        ids = {row.code: row.id for row in queries.categories_of(event.id)}
        own = {"label": "", "starts_at": None, "expires_at": None, "is_reserved": False, **values}
        made = code_rules.CodeValues(code=word, category_ids=(ids[category],), most_uses=most_uses, **own)
        services.add_code(event.id, made, actor=OLGA, at=OPEN)
        return code_queries.find_code(event.id, word)

    return add


def come(found, email, at=OPEN):
    way = Way(Source.FORM, tuple(found.categories), partial(services.settle_code, found.id), "",
              has_place=found.held > 0)  # fmt: skip
    person = Person("Ada", email, category=found.categories[0].code)
    ident = registration_services.register(found.event_id, person, submit_key=str(uuid4()), at=at, way=way)
    return db.session.get_one(Registration, ident.registration_id)


def used(found):
    db.session.expire_all()
    fresh = code_queries.find_code(found.event_id, found.code)
    return fresh.used, fresh.held


def test_a_code_opens_a_category_that_is_not_public_as_often_as_it_may(client, event, code):
    found = code(most_uses=1)
    enter, form = f"/events/{event.slug}/register/code/", f"/events/{event.slug}/register/code/{found.code}"
    assert "Register with a code" in client.get(f"/events/{event.slug}/register").text

    assert client.fill(enter, {"code": " embassy-27 "}).location == form
    assert client.fill(form, PERSON).status_code == 303

    (row,) = db.session.query(Registration).all()
    assert (row.category.code, row.state) == ("guest", "pending")  # a code brings no approval
    assert used(found) == (1, 0)
    assert "used as often as it may be" in client.fill(enter, {"code": found.code}).text
    assert "used as often as it may be" in client.get(form).text


def test_unknown_expired_and_ended_codes_say_so(client, event, code):
    enter = f"/events/{event.slug}/register/code/"
    late = code("SHORTLIVED", expires_at=OPEN + timedelta(minutes=1))
    ended = code("ENDEDSOON")
    services.end_code(ended.id, actor=OLGA, at=OPEN)

    assert "We do not know this code" in client.fill(enter, {"code": "wrong-one"}).text
    assert "Enter the code" in client.fill(enter, {"code": " "}).text
    assert "not in use any more" in client.fill(enter, {"code": ended.code}).text
    with pytest.raises(code_rules.CodeUsedUp):
        come(late, "a@example.org", at=OPEN + timedelta(minutes=1))


def test_a_form_open_in_two_tabs_uses_the_last_use_once(client, event, code):
    found = code(most_uses=1)
    form = f"/events/{event.slug}/register/code/{found.code}"
    page = client.get(form)
    come(found, "first@example.org")
    answer = client.send(form, forms_of(page.text)[0], PERSON)

    assert "used as often as it may be" in answer.text
    assert db.session.query(Registration).count() == 1


def test_who_cancels_gives_the_use_back(code):
    found = code(most_uses=1)
    row = come(found, "a@example.org")

    registration_services.cancel(row.id, actor=ATTENDEE, at=OPEN)
    assert used(found) == (0, 0)
    come(found, "b@example.org")
    with pytest.raises(code_rules.CodeUsedUp):
        registration_services.restore(row.id, actor=ATTENDEE, at=OPEN)


def test_kept_places_are_passed_on_come_back_and_end_with_the_code(event, code):
    found = code(most_uses=4, is_reserved=True, expires_at=CUT_OFF)
    assert places(event.id)[:2] == (4, 4)
    row = come(found, "a@example.org")
    assert (places(event.id)[0], used(found)) == (4, (1, 3))

    registration_services.cancel(row.id, actor=ATTENDEE, at=OPEN)
    assert (places(event.id)[0], used(found)) == (4, (0, 4))
    come(found, "b@example.org")
    services.free_when_over(found.id, at=CUT_OFF)

    assert (places(event.id)[0], used(found)) == (1, (1, 0))


def test_eight_takers_of_a_code_for_three(app, code):
    found = code(most_uses=3)
    event_id = found.event_id
    db.session.rollback()

    def one(number):
        with app.app_context():
            try:
                come(code_queries.find_code(event_id, "EMBASSY27"), f"{number}@example.org")
            except Refused as refusal:
                return refusal.code
            return "done"

    with ThreadPoolExecutor(8) as pool:
        said = Counter(pool.map(one, range(8)))

    assert said == {"done": 3, "code_used_up": 5}
    assert used(found) == (3, 0)


def test_organisers_add_and_end_codes(client, event):
    client.sign_in(make_member(event, Role.EDITOR))
    base = f"/manage/{event.slug}/access-codes/"
    assert "No access codes yet" in client.get(base).text

    bad = client.fill(base + "new", {"code": "a-b"})
    assert "at least six letters" in bad.text
    assert "Choose at least one category" in bad.text
    unlimited = client.fill(base + "new", {"code": "press-2027", "categories": ["guest"], "is_reserved": "y"})
    assert "To keep places" in unlimited.text
    client.fill(base + "new", {"code": "press-2027", "categories": ["guest", "participant"], "most_uses": "5"})
    assert "PRESS2027" in client.get(base).text
    assert "There is a code like that already" in client.fill(
        base + "new", {"code": "Press 2027", "categories": ["guest"]}
    ).text  # fmt: skip
    client.fill(base, form="/end")
    assert "not in use any more" in client.get(base).text


@pytest.mark.parametrize("page", ["access-codes", "invitations"])
def test_viewers_see_and_change_nothing(client, event, page):
    client.sign_in(make_member(event, Role.VIEWER))
    base = f"/manage/{event.slug}/{page}/"

    assert client.get(base).status_code == 200
    assert client.get(base + "new").status_code == 403


def test_a_registration_tells_by_which_code_it_came_and_its_category_is_in_use(client, event, code):
    found = code()
    row = come(found, "a@example.org")
    client.sign_in(make_member(event, Role.OWNER))

    page = client.get(f"/manage/{event.slug}/registrations/{row.code}").text

    assert "Access code" in page
    assert found.code in page
    assert [use.name for use in facts.uses_of_category(found.categories[0].id)] == [found.code]


def change(found, *, version=None, **values):
    own = {
        "label": found.label, "category_ids": tuple(row.id for row in found.categories), "most_uses": found.most_uses,
        "expires_at": found.expires_at, "is_reserved": found.is_reserved, "code": found.code, **values,
    }  # fmt: skip
    services.change_code(
        found.id, code_rules.CodeValues(**own), version=version or found.version, zone="UTC", actor=OLGA, at=OPEN
    )


def test_a_changed_code_moves_the_places_that_it_keeps_and_nobody_who_came(event, code):
    found = code(most_uses=3, is_reserved=True)
    here = come(found, "a@example.org")
    ids = {row.code: row.id for row in queries.categories_of(event.id)}

    with pytest.raises(BadQuota, match="used more often"):
        change(found, most_uses=0)
    change(found, category_ids=(ids["participant"],), most_uses=5)

    assert used(found) == (1, 4)
    taken = {row.code: row.places_taken for row in queries.categories_of(event.id)}
    assert taken == {"guest": 1, "participant": 4}
    assert here.category.code == "guest"
    change(code_queries.find_code(event.id, found.code), is_reserved=False)
    assert used(found) == (1, 0)
    assert places(event.id) == (1, 1, 1)


def test_a_longer_time_is_not_ended_by_the_job_of_the_shorter_one(event, code):
    found = code(most_uses=2, is_reserved=True, expires_at=OPEN + timedelta(hours=1))
    change(found, expires_at=CUT_OFF)

    services.free_when_over(found.id, at=OPEN + timedelta(hours=1))
    assert used(found) == (0, 2)
    services.free_when_over(found.id, at=CUT_OFF)
    assert used(found) == (0, 0)


def test_two_organisers_do_not_overwrite_each_other_s_code(code):
    found = code()
    version = found.version
    change(found, most_uses=7)

    with pytest.raises(StaleEdit, match="Olga Organiser"):
        change(found, version=version, most_uses=9)


def test_an_ended_code_opens_again_while_its_places_are_there(event, code):
    found = code(most_uses=2, is_reserved=True)
    services.end_code(found.id, actor=OLGA, at=OPEN)
    assert used(found) == (0, 0)

    services.reopen_code(found.id, actor=OLGA, at=OPEN)
    assert used(found) == (0, 2)
    services.end_code(found.id, actor=OLGA, at=OPEN)
    with transaction():
        db.session.get_one(Event, event.id).capacity = 1
    with pytest.raises(Full):
        services.reopen_code(found.id, actor=OLGA, at=OPEN)
    assert used(found) == (0, 0)


def test_a_code_that_somebody_came_by_is_not_deleted_and_one_that_nobody_did_is(client, event, code):
    came, free = code("CAME2027"), code("FREE2027", is_reserved=True)
    services.end_code(came.id, actor=OLGA, at=OPEN)
    services.reopen_code(came.id, actor=OLGA, at=OPEN)
    row = come(came, "a@example.org")
    registration_services.cancel(row.id, actor=ATTENDEE, at=OPEN)
    client.sign_in(make_member(event, Role.EDITOR))
    base = f"/manage/{event.slug}/access-codes/"

    with pytest.raises(code_rules.CodeInUse, match="1 person came by this code"):
        services.delete_code(came.id, actor=OLGA, at=OPEN)
    assert "/CAME2027/delete" not in client.get(base).text
    client.fill(base + "FREE2027/change", {"most_uses": "1", "categories": ["guest"], "is_reserved": "y"})
    assert "Used 0 times so far." in client.get(base + "FREE2027/change").text
    assert used(free) == (0, 1)
    client.fill(base, form="FREE2027/delete")

    assert code_queries.find_code(event.id, "FREE2027") is None
    assert places(event.id) == (0, 0, 0)


def test_a_code_that_is_not_valid_yet_says_when_it_is_and_keeps_its_places(client, event, code):
    enter = f"/events/{event.slug}/register/code/"
    found = code("SOONOPEN", starts_at=OPEN + timedelta(hours=2), is_reserved=True)
    assert used(found) == (0, 2)

    early = client.fill(enter, {"code": found.code})
    assert "This code works from 1 Apr 2027, 13:00 (Brussels, UTC+2) on. Come back then." in early.text
    with pytest.raises(code_rules.CodeNotYet):
        come(found, "early@example.org", OPEN + timedelta(hours=1))
    come(found, "ada@example.org", OPEN + timedelta(hours=2))

    assert used(found) == (1, 1)


def test_the_word_changes_while_nobody_came_by_it(client, event, code):
    found, other = code("MISSPELT1"), code("TAKENWORD")
    client.sign_in(make_member(event))
    page = f"/manage/{event.slug}/access-codes/"
    assert "There is a code like that already" in client.fill(f"{page}{found.code}/change", {"code": other.code}).text
    assert client.fill(f"{page}{found.code}/change", {"code": "well spelt 1"}).status_code == 303

    assert "We do not know this code" in client.get(f"/events/{event.slug}/register/code/MISSPELT1").text
    renamed = code_queries.find_code(event.id, "WELLSPELT1")
    come(renamed, "ada@example.org")
    assert 'name="code" value="WELLSPELT1"' in client.get(f"{page}WELLSPELT1/change").text
    late = client.fill(f"{page}WELLSPELT1/change", {"code": "ANOTHER99"})
    assert (late.status_code, "its word stays" in late.text) == (409, True)
    assert code_queries.find_code(event.id, "ANOTHER99") is None


def test_a_code_must_end_after_it_begins(client, event, code):
    found = code("BACKWARDS")
    client.sign_in(make_member(event))
    page = f"/manage/{event.slug}/access-codes/"
    times = {"starts_at": "2027-04-03T10:00", "expires_at": "2027-04-02T10:00"}

    refused = client.fill(f"{page}{found.code}/change", times)
    assert "must end after it begins to work" in refused.text
    assert client.fill(f"{page}{found.code}/change", {**times, "expires_at": "2027-04-04T10:00"}).status_code == 303

    shown = client.get(page).text
    assert "from 3 Apr 2027, 10:00" in shown
    assert "not open yet" in shown
