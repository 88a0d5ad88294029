"""Organisers put right what is stored of a person: details, answers, address, category, way of taking part."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from conference.core import audit
from conference.core.db import lock, transaction
from conference.core.stale import stale_edit
from conference.events.models import Event, Mode

from .. import hooks, manage_queries, queries, rules
from ..models import Registration, RegistrationState
from .addresses import begin_change, registered_there, use_address
from .details import store_details
from .letters import mail
from .moving import change_places
from .secrets import end_ticket, replace_ticket

SHOWN = {"name", "national_name", "organisation", "language", "category", "mode"}  # on the ticket, or in the letter


def correct(
    registration_id: int,
    correction: rules.Correction,
    *,
    actor: audit.Actor,
    at: datetime,
    version: int,
    reason: str = "",
    tells: bool = True,
) -> None:
    """Store all of it, or nothing. Another category or way of taking part takes a place there and frees the old one.

    `tells`: the person gets the letter that fits the state once more, when something changed that they can see. A
    changed address is always told, the old and the new one. Raises StaleEdit, WrongState, WrongMode, RegisteredAgain,
    NeedsApproval or a Full.
    """
    try:
        with transaction() as session:
            registration = lock(Registration, registration_id)
            event = session.get_one(Event, registration.event_id)
            if version != registration.version:
                raise stale_edit(registration, event.zone)
            if registration.erased_at is not None or registration.merged_into_id is not None:
                raise rules.wrong_state(registration.state)
            _correct(registration, correction, event, actor, at, reason=reason, tells=tells)
    except IntegrityError as error:  # somebody registered with the address in this very moment
        raise registered_there() from error


def _correct(
    registration: Registration,
    new: rules.Correction,
    event: Event,
    actor: audit.Actor,
    at: datetime,
    *,
    reason: str,
    tells: bool,
) -> None:
    held, old_mode, old_category = registration.holds_place, registration.mode, registration.category_id
    changed = store_details(registration, new.details)
    if registration.note != new.note:
        registration.note = new.note
        changed.append("note")
    changed += (way := _change_way(registration, new, event, actor, at))
    has_new_address = registration.email != new.email
    if not changed and not has_new_address:
        return
    registration.changed_at = at
    told = {"reason": reason} if reason else {}
    if changed:
        audit.record(
            "registration.changed", registration, actor=actor, event_id=event.id, at=at, fields=changed, **told
        )
    if has_new_address:
        _change_address(registration, new.email, actor, at)
    if way and new.waits and rules.why_not("queue", registration.state) is None:
        _queue(registration, actor, at)
    elif (
        "category" in way and rules.why_not("pend", registration.state) is None and registration.category.needs_approval
    ):
        _approve(registration, new.approval, actor, at)
    once = f"corrected {registration.version}"
    if SHOWN & set(changed):
        registration.calendar_sequence += 1
        if "mode" in changed and registration.state == RegistrationState.CONFIRMED:
            once = f"ticket {replace_ticket(registration, at).version}"
    kind = letter_after(registration, changed, has_new_address=has_new_address, tells=tells)
    if kind is not None:
        mail(registration, at=at, kind=kind, once=once)
    stays = "category" in way and held and registration.holds_place
    kept = hooks.kept_in_category(registration, old_category, old_mode, at) if stays else (False, False)
    change_places(registration, at, held=held, mode=old_mode, old_category=old_category, kept=kept)


def letter_after(
    registration: Registration, changed: Collection[str], *, has_new_address: bool, tells: bool
) -> str | None:
    """The kind of letter that a correction sends, "" for the one that fits the state, None for none."""
    if not registration.is_alive:
        return None
    if tells and SHOWN & set(changed):
        return ""
    if not has_new_address:
        return None
    asks_to_verify = registration.state == RegistrationState.PENDING and registration.verified_at is None
    return "" if asks_to_verify else "registration.link"


def _approve(registration: Registration, approval: str, actor: audit.Actor, at: datetime) -> None:
    """Whoever is confirmed comes into a category that needs approval: the organiser says what that means for them."""
    if approval == "keep":
        audit.record("registration.kept_confirmed", registration, actor=actor, event_id=registration.event_id, at=at)
        return
    if approval != "pend":
        raise rules.needs_approval()
    before, registration.state = registration.state, RegistrationState.PENDING
    end_ticket(registration, at, registration.state)
    audit.record("registration.pended", registration, actor=actor, event_id=registration.event_id, at=at,
                 before=before, after=registration.state)  # fmt: skip
    hooks.follow(registration, before, at)


def _change_way(
    registration: Registration, new: rules.Correction, event: Event, actor: audit.Actor, at: datetime
) -> list[str]:
    """Set category and mode; which of them changed. Places change hands later."""
    changed = []
    if registration.category.code != new.category:
        category = manage_queries.find_category(event.id, new.category)
        if category is None:
            raise rules.CategoryClosed(_("This category was deleted in the meantime. Choose another one."))
        registration.category = category
        registration.category_id = category.id
        changed.append("category")
    mode = rules.mode_of(event, registration.category, new.mode)
    if mode != registration.mode and (registration.is_alive or "category" in changed):
        registration.mode = mode
        changed.append("mode")
        if mode == Mode.ONLINE:
            hooks.went_online(registration, actor, at)
    return changed


def _queue(registration: Registration, actor: audit.Actor, at: datetime) -> None:
    """On the waiting list, if the event has one: for a place of the kind that was just chosen."""
    if not rules.may_wait(queries.settings_of(registration.event_id) or rules.default_settings()):
        raise rules.category_full()
    before, registration.state = registration.state, RegistrationState.WAITING
    registration.waiting_since = at
    end_ticket(registration, at, registration.state)
    audit.record("registration.queued", registration, actor=actor, event_id=registration.event_id, at=at,
                 before=before, after=registration.state)  # fmt: skip
    hooks.follow(registration, before, at)


def _change_address(registration: Registration, email: str, actor: audit.Actor, at: datetime) -> None:
    """Whoever had shown that an address is theirs need not do it again: the organisers vouch for the new one."""
    if registration.is_alive and queries.find_alive(registration.event_id, email) not in {None, registration.id}:
        raise registered_there()
    use_address(registration, begin_change(registration, email, at), actor=actor, at=at)
