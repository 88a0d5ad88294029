import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from conference.core.clock import now
from conference.core.db import db, transaction
from conference.core.jobs import GiveUp, Job, JobState, RetryLater, enqueue, enqueue_many, job, run_due
from conference.core.jobs.handlers import HANDLERS, LONG, Lane
from conference.core.jobs.worker import back_off, claim, do_chores, run, sweep


@pytest.fixture
def done() -> Iterator[list[dict[str, Any]]]:
    """What the handler of the kind "test" was given."""
    given: list[dict[str, Any]] = []
    HANDLERS["test"] = lambda _job_id, payload: given.append(payload)
    yield given
    del HANDLERS["test"]


def listed(payload: dict[str, Any], run_at: datetime | None = None, key: str | None = None) -> int:
    with transaction():
        return enqueue("test", payload, at=now(), run_at=run_at, key=key)


def state_of(job_id: int) -> Job:
    db.session.rollback()
    return db.session.get_one(Job, job_id)


def test_listed_work_is_done_once(db_session: object, done: list[dict[str, Any]]):
    job_id = listed({"row": 7})

    assert (run_due(), run_due()) == (1, 0)
    assert done == [{"row": 7}]
    assert state_of(job_id).state == JobState.DONE


def test_rolled_back_work_is_never_done(db_session: object, done: list[dict[str, Any]]):
    def change_their_mind() -> None:
        with transaction():
            enqueue("test", {}, at=now())
            raise LookupError

    with pytest.raises(LookupError):
        change_their_mind()

    assert run_due() == 0


def test_list_forgets_what_was_done_a_month_ago(db_session: object, done: list[dict[str, Any]]):
    done_long_ago, failed, new = (listed({"row": number}) for number in range(3))
    run_due()
    with transaction():
        aged = update(Job).values(run_at=now() - timedelta(days=31))
        db.session.execute(aged.where(Job.id == done_long_ago))
        db.session.execute(aged.where(Job.id == failed).values(state=JobState.FAILED))
    do_chores(now())

    assert set(db.session.scalars(select(Job.id))) == {failed, new}


def test_work_of_tomorrow_waits(db_session: object, done: list[dict[str, Any]]):
    listed({}, run_at=now() + timedelta(days=1))

    assert run_due() == 0
    assert run_due(now() + timedelta(days=2)) == 1


def test_same_key_stands_in_the_list_once(db_session: object, done: list[dict[str, Any]]):
    first, second = listed({}, key="sheet"), listed({}, key="sheet")
    run_due()

    assert first == second
    assert listed({}, key="sheet") != first


def test_two_workers_do_it_once(app: Flask, db_session: object, done: list[dict[str, Any]]):
    job_id, barrier = listed({}), Barrier(4)

    def work(_worker: int) -> bool:
        with app.app_context():
            barrier.wait()
            return run(job_id, at=now())

    with ThreadPoolExecutor(4) as pool:
        ran = list(pool.map(work, range(4)))

    assert sorted(ran) == [False, False, False, True]
    assert done == [{}]


def test_work_of_a_dead_worker_is_taken_over_when_its_lease_ends(db_session: object, done: list[dict[str, Any]]):
    job_id = listed({})
    claim(job_id, now())  # and the worker dies

    assert run_due() == 0
    assert run_due(now() + timedelta(minutes=5)) == 1
    assert state_of(job_id).state == JobState.DONE


def test_work_of_a_worker_that_died_on_this_machine_is_taken_over_at_once(
    db_session: object, done: list[dict[str, Any]]
):
    job_id = listed({})
    claim(job_id, now())
    with transaction():
        db.session.get_one(Job, job_id).leased_by = f"{socket.gethostname()}/999999999"

    assert run_due() == 1
    assert state_of(job_id).state == JobState.DONE


def test_failing_work_is_tried_later_and_later(db_session: object):
    def fail(_job_id: int, _payload: dict[str, Any]) -> None:
        raise RetryLater("the printer is asleep")

    HANDLERS["test"] = fail
    job_id = listed({})
    run_due()

    job = state_of(job_id)
    assert (job.state, job.error, job.attempts) == (JobState.WAITING, "the printer is asleep", 1)
    assert job.run_at > now()
    assert [back_off(n).total_seconds() for n in (1, 2, 3, 40)] == [10, 20, 40, 21600]
    del HANDLERS["test"]


@pytest.mark.parametrize("error", [GiveUp("never"), None])
def test_hopeless_and_unknown_work_fails_in_words(db_session: object, error: Exception | None):
    if error:
        HANDLERS["test"] = lambda _job_id, _payload: (_ for _ in ()).throw(error)
    job_id = listed({})
    run_due()

    assert state_of(job_id).state == JobState.FAILED
    assert state_of(job_id).error == ("never" if error else "nobody knows how to do test")
    HANDLERS.pop("test", None)


@pytest.fixture
def queues(app: Flask, db_session: object) -> Iterator[dict[Lane, Any]]:
    """The queue of each lane, empty."""
    found: dict[Lane, Any] = app.extensions["huey"]
    for queue in found.values():
        queue.flush()
    job("test.long", is_long=True)(lambda _job_id, _payload: None)
    yield found
    for queue in found.values():
        queue.flush()
    del HANDLERS["test.long"]
    LONG.remove("test.long")


def waiting_in(queues: dict[Lane, Any]) -> dict[Lane, int]:
    return {lane: queue.pending_count() for lane, queue in queues.items()}


def test_what_takes_long_and_what_is_listed_by_the_thousand_have_lanes_of_their_own(queues: dict[Lane, Any]):
    with transaction():
        enqueue_many("test", [{}, {}, {}], at=now())
        enqueue("test.long", {}, at=now())
        enqueue("test", {}, at=now())

    assert waiting_in(queues) == {Lane.QUICK: 1, Lane.MANY: 3, Lane.LONG: 1}


def test_a_sweep_wakes_for_work_that_nobody_was_told_of(queues: dict[Lane, Any], done: list[dict[str, Any]]):
    with transaction():
        enqueue("test.long", {}, at=now())
        enqueue("test", {}, at=now())
        enqueue("test", {}, at=now(), run_at=now() + timedelta(days=1))
    for queue in queues.values():
        queue.flush()  # as a machine does that loses its power

    sweep(now())

    assert waiting_in(queues) == {Lane.QUICK: 1, Lane.MANY: 0, Lane.LONG: 1}
    assert done == []


def test_a_sweep_leaves_work_alone_that_waits_for_its_turn(queues: dict[Lane, Any], done: list[dict[str, Any]]):
    with transaction():
        enqueue_many("test", [{}, {}, {}], at=now())
        enqueue("test.long", {}, at=now())

    sweep(now())
    sweep(now())

    assert waiting_in(queues) == {Lane.QUICK: 0, Lane.MANY: 3, Lane.LONG: 1}


def test_a_sweep_wakes_for_the_work_of_a_dead_worker_however_much_waits(queues: dict[Lane, Any]):
    with transaction():
        enqueue_many("test", [{}, {}, {}], at=now())
        ids = [enqueue("test.long", {}, at=now()), enqueue("test.long", {}, at=now())]
    claim(ids[0], now())
    with transaction():
        db.session.get_one(Job, ids[0]).leased_by = f"{socket.gethostname()}/999999999"

    sweep(now())

    assert waiting_in(queues) == {Lane.QUICK: 0, Lane.MANY: 3, Lane.LONG: 3}


def test_a_new_try_of_one_of_many_stays_behind_what_somebody_waits_for(queues: dict[Lane, Any]):
    def not_now(_job_id: int, _payload: dict[str, Any]) -> None:
        raise RetryLater("greylisted", timedelta(minutes=1))

    HANDLERS["test"] = not_now
    with transaction():
        enqueue_many("test", [{}, {}], at=now())
        enqueue("test", {}, at=now())
    for queue in queues.values():
        queue.flush()

    run_due()

    assert waiting_in(queues) == {Lane.QUICK: 1, Lane.MANY: 2, Lane.LONG: 0}
    HANDLERS.pop("test")


def test_a_sweep_wakes_for_one_of_many_in_its_own_lane(queues: dict[Lane, Any], done: list[dict[str, Any]]):
    with transaction():
        enqueue_many("test", [{}, {}], at=now())
        enqueue("test", {}, at=now())
        enqueue("test", {}, at=now(), is_of_many=True)
    for queue in queues.values():
        queue.flush()

    sweep(now())

    assert waiting_in(queues) == {Lane.QUICK: 1, Lane.MANY: 3, Lane.LONG: 0}
