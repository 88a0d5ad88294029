"""Organisers: how full the sessions are, who signed up, and what to do about it."""

from collections.abc import Iterator

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.core import csvfile
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.i18n import language
from conference.core.times import to_zone
from conference.core.web import download
from conference.events.models import Event, Mode
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.registration.export_services import note_export

from .. import hooks, manage_services, queries
from ..forms import SettingsForm, SlotForm
from ..models import SignUp
from ..rules import Offer, is_offered
from ..words import STATE_WORDS, rank_words

manage_signup = Blueprint("manage_signup", __name__, url_prefix="/manage/<slug>/sign-up")
Answer = str | AnyResponse | tuple[str, int]


@manage_signup.get("/", endpoint="sessions")
@event_page(Permission.VIEW_ATTENDEES)
def sessions(event: Event) -> Answer:
    """All sessions of the newest release with their numbers, and how the event takes sign-ups."""
    return sessions_page(event, SettingsForm(obj=queries.settings_of(event.id)))


@manage_signup.post("/", endpoint="change_settings")
@event_page(Permission.EDIT_ATTENDEES)
def change_settings(event: Event) -> Answer:
    form = SettingsForm(obj=queries.settings_of(event.id))
    if form.validate_on_submit():
        try:
            manage_services.change_settings(
                event.id, asks_in_form=form.asks_in_form.data, by_preference=form.by_preference.data,
                version=form.version.number, actor=current_actor(), at=now(),
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".sessions", slug=event.slug), 303)
    return sessions_page(event, form)


@manage_signup.post("/allot", endpoint="allot")
@event_page(Permission.EDIT_ATTENDEES)
def allot(event: Event) -> Answer:
    form, slug = ActionForm(), event.slug
    if not form.validate_on_submit():
        abort(400)
    done = manage_services.allot(event.id, actor=current_actor(), at=now())
    given = ngettext("Allotted: %(num)d place given.", "Allotted: %(num)d places given.", done["taken"])
    waiting = ngettext("%(num)d wish waits.", "%(num)d wishes wait.", done["waiting"])
    flash(f"{given} {waiting}", "success")
    return redirect(url_for(".sessions", slug=slug), 303)


def sessions_page(event: Event, form: SettingsForm) -> Answer:
    every = queries.offers(event, language(), every=True)
    page = render_template(
        "signup/manage/sessions.html",
        event=event,
        form=form,
        offered=[offer for offer in every if is_offered(offer.item, offer.is_on)],
        others=[offer for offer in every if not is_offered(offer.item, offer.is_on) and not offer.item.is_cancelled],
        numbers=numbers_of(every),
        online=seats_held_online(event, every),
        wished=sum(offer.wished for offer in every),
        may_edit=may(Permission.EDIT_ATTENDEES),
    )
    return page, form.status


def seats_held_online(event: Event, offers: list[Offer]) -> dict[int, int]:
    """{slot in a room: how many hold a place there and take part online}: from before it was in a room, or counted."""
    counted = queries.count_online(event.id)
    held = [offer for offer in offers if not offer.is_possible(event, Mode.ONLINE)]
    return {offer.slot_id: counted[offer.slot_id] for offer in held if offer.slot_id in counted}


def numbers_of(offers: list[Offer]) -> dict[int, int]:
    """{slot: 1 for the first time that its session is held, 2 for the second …}, as addresses have it."""
    seen: dict[str, int] = {}
    found = {}
    for offer in sorted(offers, key=lambda offer: offer.slot_id):
        seen[offer.item.code] = found[offer.slot_id] = seen.get(offer.item.code, 0) + 1
    return found


def offer_or_404(event: Event, code: str, number: int) -> Offer:
    every = queries.offers(event, language(), every=True)
    numbers = numbers_of(every)
    found = [offer for offer in every if offer.item.code == code.upper() and numbers[offer.slot_id] == number]
    return found[0] if found else abort(404)


@manage_signup.get("/<code>/<int:number>", endpoint="people")
@event_page(Permission.VIEW_ATTENDEES)
def people(event: Event, code: str, number: int) -> Answer:
    """Who is in, who waits; whether and until when people sign up."""
    offer = offer_or_404(event, code, number)
    form = SlotForm()
    form.show(offer, event.zone)
    return people_page(event, offer, number, form)


@manage_signup.post("/<code>/<int:number>", endpoint="change_slot")
@event_page(Permission.EDIT_ATTENDEES)
def change_slot(event: Event, code: str, number: int) -> Answer:
    offer = offer_or_404(event, code, number)
    form = SlotForm()
    if form.validate_on_submit():
        try:
            manage_services.change_slot(
                event.id, offer.slot_id, form.values(event.zone), capacity=offer.item.capacity,
                actor=current_actor(), at=now(),
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal, "closes_at" if refusal.code == "skipped_time" else None)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".people", slug=event.slug, code=code, number=number), 303)
    return people_page(event, offer, number, form)


def people_page(event: Event, offer: Offer, number: int, form: SlotForm, refusal: Refused | None = None) -> Answer:
    rows = queries.people_of(offer.slot_id)
    page = render_template(
        "signup/manage/people.html",
        event=event,
        offer=offer,
        item=offer.item,
        number=number,
        form=form,
        refusal=refusal,
        rows=rows,
        online={row.id for row in rows if not offer.is_possible(event, row.registration.mode)},
        state_words=STATE_WORDS,
        rank_words=rank_words,
        may_edit=may(Permission.EDIT_ATTENDEES),
        may_export=may(Permission.EXPORT),
        write=hooks.write_address(event, offer.item),
    )
    return page, 409 if refusal else form.status


@manage_signup.post("/<code>/<int:number>/<person>/<any(give, remove):deed>", endpoint="act")
@event_page(Permission.EDIT_ATTENDEES)
def act(event: Event, code: str, number: int, person: str, deed: str) -> Answer:
    """A place to somebody who waits, or out of the session."""
    offer = offer_or_404(event, code, number)
    if not ActionForm().validate_on_submit():
        abort(400)
    row = queries.find_sign_up(offer.slot_id, person.upper()) or abort(404)
    do = manage_services.give_place if deed == "give" else manage_services.take_out
    try:
        do(row.id, actor=current_actor(), at=now())
    except Refused as refusal:
        form = SlotForm(formdata=None)
        form.show(offer, event.zone)
        return people_page(event, offer, number, form, refusal)
    flash(
        _("The person has a place and is told by e-mail.")
        if deed == "give"
        else _("Taken out; the person is told by e-mail."),
        "success",
    )
    return redirect(url_for(".people", slug=event.slug, code=code, number=number), 303)


@manage_signup.get("/<code>/<int:number>.csv", endpoint="export")
@event_page(Permission.EXPORT)
def export(event: Event, code: str, number: int) -> Response:
    """For the door of the room: who is in, then who waits."""
    offer = offer_or_404(event, code, number)
    rows = queries.people_of(offer.slot_id)
    note_export(event.id, len(rows), narrowed=True, actor=current_actor(), at=now())
    lines = csvfile.csv_lines(heading(event), cells(rows, event.zone))
    name = f"sign-up-{csvfile.safe_name(offer.item.code)}-{number}.csv"
    return download("".join(lines).encode(), name, "text/csv")


def heading(event: Event) -> list[str]:
    since = _("Since (%(zone)s)", zone=event.zone)
    return [_("Status"), _("Choice"), _("Name"), _("Organisation"), _("E-mail"), _("Category"), _("Code"), since]


def cells(rows: list[SignUp], zone: str) -> Iterator[list[str]]:
    for row in rows:
        person = row.registration
        yield [
            str(STATE_WORDS[row.state]), str(row.rank), person.name, person.organisation, person.email,
            person.category.name_in(language()), person.code, f"{to_zone(row.since, zone):%Y-%m-%d %H:%M}",
        ]  # fmt: skip
