"""Delivering: compose in the person's language, hand over once, note how it went."""

import logging
from datetime import timedelta
from typing import Any

from flask import current_app
from flask_babel import force_locale

from conference.core.clock import now
from conference.core.db import db
from conference.core.jobs import PutOff, RetryLater, job

from . import patience, queries, rules, services, smtp
from .letters import COMPOSERS, Letter
from .models import Message, MessageState

log = logging.getLogger(__name__)
GAPS = [timedelta(seconds=20), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1)]
LONGEST_GAP = timedelta(hours=4)
MOST_TRIES = 12


@job("mail.deliver")
def deliver(_job_id: int, payload: dict[str, Any]) -> None:
    config = current_app.config
    if config["MAIL_SERVER"] and (later := patience.wait_until(config, now())):
        if services.put_off(payload["message_id"], later):
            raise PutOff(later)
        return
    message = services.take_for_sending(payload["message_id"])
    if message is None:
        return
    ident, attempts = message.id, message.attempts
    try:
        letter = compose(message)
        if letter and letter.to:
            message = services.readdress(ident, *letter.to)
        settings = queries.settings_of(message.event_id) if message.event_id is not None else None
        parcel = smtp.pack(smtp.build(message, letter, config, settings), message.to_email) if letter else None
    except Exception as error:
        log.exception("message %s cannot be written", ident)
        try_again(ident, attempts, f"could not be written: {type(error).__name__}")
        return
    if letter is None or parcel is None:
        services.note_trouble(ident, "not needed any more", MessageState.DROPPED, None)
        return
    db.session.rollback()  # nothing stays locked while we talk to the mail server
    services.note_subject(ident, letter.subject)
    hand_over(ident, attempts, parcel)


def hand_over(ident: int, attempts: int, parcel: smtp.Parcel) -> None:
    """Talk to the mail server, once, and note how it went."""
    config = current_app.config
    try:
        if config["MAIL_SERVER"]:
            smtp.send(parcel, config, lambda: services.note_handed_over(ident))
        else:
            smtp.write_file(parcel.content, config["MAIL_FOLDER"], f"{ident:08}")
    except smtp.Unreachable as error:
        patience.note_silence(config, now())
        try_again(ident, attempts, str(error))
    except smtp.Unsure as error:
        patience.note_silence(config, now())
        services.note_trouble(ident, str(error), MessageState.UNSURE, None)
    except smtp.Refusal as error:
        patience.note_answer(config)
        is_dead = rules.is_about_address(str(error), error.stage)
        services.note_refusal(ident, str(error), is_dead_address=is_dead, at=now())
    except services.Withdrawn:
        return
    except smtp.Trouble as error:
        patience.note_answer(config)
        try_again(ident, attempts, str(error))
    else:
        patience.note_answer(config)
        services.note_sent(ident, at=now())


def compose(message: Message) -> Letter | None:
    """Write the letter in the person's language, with links to the configured address."""
    base_url = current_app.config["BASE_URL"]
    with current_app.test_request_context(base_url=base_url), force_locale(message.language):
        return COMPOSERS[message.kind](message.subject_id)


def try_again(message_id: int, attempts: int, words: str) -> None:
    if attempts >= MOST_TRIES:
        services.note_trouble(message_id, words, MessageState.FAILED, None)
        return
    gap = GAPS[attempts - 1] if attempts <= len(GAPS) else LONGEST_GAP
    services.note_trouble(message_id, words, MessageState.WAITING, now() + gap)
    raise RetryLater(words, gap)
