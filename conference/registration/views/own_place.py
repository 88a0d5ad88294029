"""A person's own place: the address confirmed, an offer answered, from online to the room, to the stream."""

from datetime import datetime

from flask import redirect, request

from conference.core.audit import Actor
from conference.core.clock import now
from conference.core.web import by_secret_link
from conference.events.models import Mode

from .. import rules, services
from ..models import Registration
from .own import Answer, act, own_registration, show
from .public import registration as blueprint


@blueprint.post("/registrations/<token>/verify")
@by_secret_link
@own_registration
def own_verify(registration: Registration, token: str) -> Answer:
    """The address is theirs. Only a press says so: programs that look into mails open links, but press nothing."""
    return act(registration, token, services.verify)


@blueprint.post("/registrations/<token>/accept")
@by_secret_link
@own_registration
def own_accept(registration: Registration, token: str) -> Answer:
    return act(registration, token, accept_or_end)


def accept_or_end(registration_id: int, *, actor: Actor, at: datetime) -> None:
    """Where it is too late, the offer ends now: the page never offers what it has just refused."""
    try:
        services.accept_offer(registration_id, actor=actor, at=at)
    except rules.OfferEnded:
        services.end_offer(registration_id, at=at)
        raise


@blueprint.post("/registrations/<token>/wait")
@by_secret_link
@own_registration
def own_wait(registration: Registration, token: str) -> Answer:
    return act(registration, token, services.wait_on)


@blueprint.post("/registrations/<token>/mode")
@by_secret_link
@own_registration
def own_mode(registration: Registration, token: str) -> Answer:
    """The button says which way, so that pressing it twice changes nothing."""
    mode = Mode.ONLINE if request.form.get("mode") == Mode.ONLINE else Mode.IN_PERSON

    def change(registration_id: int, *, actor: Actor, at: datetime) -> None:
        try:
            services.change_mode(registration_id, mode, actor=actor, at=at)
        except rules.OfferEnded:
            services.end_room_offer(registration_id, at=at)
            raise

    return act(registration, token, change)


@blueprint.post("/registrations/<token>/room")
@by_secret_link
@own_registration
def own_room(registration: Registration, token: str) -> Answer:
    """Ask for a place in the room, or leave it at the one online; the button says which."""
    is_wanted = request.form.get("room") == "yes"
    return act(registration, token, services.ask_for_room if is_wanted else services.stay_online)


@blueprint.get("/registrations/<token>/join")
@by_secret_link
@own_registration
def own_join(registration: Registration, token: str) -> Answer:
    """Lead to the stream, once it is near; who came is noted."""
    event, at = registration.event, now()
    if refusal := rules.why_not_join(registration, at):
        return show(registration, token, refusal)
    address = event.join_url
    if request.method == "GET":
        services.note_joined(registration.id, at=at)
    return redirect(address)
