"""Organisers: personal invitations, from a list that is looked at before anything is sent."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.i18n import language
from conference.core.paging import asked_page
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import invitation_queries, queries, rules, services
from ..invitation_forms import InviteForm, RemindersForm
from ..inviting import Line, read_list
from ..reminder_rules import next_reminder
from ..words import LOOKS, STATE_WORDS

manage_invitations = Blueprint("manage_invitations", __name__, url_prefix="/manage/<slug>/invitations")
Answer = str | Response | tuple[str, int]
MOST_BYTES = 1024 * 1024


@manage_invitations.get("/")
@event_page(Permission.VIEW_ATTENDEES)
def overview(event: Event) -> str:
    at, state = now(), request.args.get("state", "")
    state = state if state in STATE_WORDS else ""
    page = invitation_queries.page_of_invitations(event.id, state, asked_page())
    counts = invitation_queries.count_invitations(event.id)
    return render_template(
        "delegations/manage/invitations.html",
        event=event,
        page=page,
        state=state,
        state_choices=[(key, f"{word} ({counts.get(key, 0)})") for key, word in STATE_WORDS.items()],
        total=sum(counts.values()),
        states={row.id: rules.state_at(row, at) for row in page.rows},
        reminders=(reminders := invitation_queries.reminders_of(event.id)),
        next_of={row.id: next_reminder(reminders, row, event.zone) for row in page.rows},
        looks=LOOKS,
        state_words=STATE_WORDS,
        may_edit=may(Permission.EDIT_ATTENDEES),
        page_address=lambda number: url_for(".overview", slug=event.slug, state=state or None, page=number),
    )


@manage_invitations.route("/reminders", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def reminders(event: Event) -> Answer:
    """When those who have not answered are reminded by themselves."""
    slug = event.slug
    form = RemindersForm(obj=invitation_queries.find_reminders(event.id), version=0)
    if form.validate_on_submit():
        try:
            services.change_reminders(
                event.id, form.values(), version=form.version.number, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The reminders are saved. The list shows when each goes out."), "success")
            return redirect(url_for(".overview", slug=slug), 303)
    return render_template("delegations/manage/reminders.html", event=event, form=form), form.status


@manage_invitations.post("/remind")
@event_page(Permission.EDIT_ATTENDEES)
def remind(event: Event) -> Response:
    """Everybody who has not answered."""
    only_sent_from_our_page()
    slug = event.slug
    waiting = invitation_queries.unanswered_invitations(event.id)
    count = services.remind_invited(event.id, waiting, actor=current_actor(), at=now())
    words = ngettext("%(num)d reminder is on its way.", "%(num)d reminders are on their way.", count)
    flash(words if count else _("Nobody has to be reminded, or it was done a moment ago."), "success")
    return redirect(url_for(".overview", slug=slug), 303)


@manage_invitations.post("/<code>/withdraw")
@event_page(Permission.EDIT_ATTENDEES)
def withdraw(event: Event, code: str) -> Response:
    slug = event.slug
    found = invitation_queries.find_invitation(event.id, code)
    if found is None:
        abort(404)
    only_sent_from_our_page()
    name = found.name
    services.withdraw_invitation(found.id, actor=current_actor(), at=now())
    flash(_("%(name)s is withdrawn.", name=name), "success")
    return redirect(url_for(".overview", slug=slug), 303)


@manage_invitations.route("/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def invite(event: Event) -> Answer:
    """Paste, look, send: the first press shows what would be sent, the second sends it."""
    form = InviteForm(queries.categories_of(event.id))
    lines: list[Line] = []
    slug = event.slug
    if form.validate_on_submit():
        try:
            if (file := request.files.get("file")) is not None and file.filename:
                form.take_file(file.stream.read(MOST_BYTES))
            lines = lines_of(event, form)
            people = [line.nominee for line in lines if line.nominee is not None]
            expires_at = form.expires_at.at(event.zone) or event.ends_at
            if wrong := rules.why_not_expiry(expires_at, event.ends_at, now()):
                raise wrong
            if request.form.get("deed") == "send" and people and all(line.nominee for line in lines):
                count = services.invite(event.id, people, expires_at=expires_at, actor=current_actor(), at=now())
                flash(ngettext("%(num)d invitation is on its way.", "%(num)d invitations are on their way.", count),
                      "success")  # fmt: skip
                return redirect(url_for(".overview", slug=slug), 303)
        except Refused as refusal:
            form.refuse(refusal, "expires_at" if isinstance(refusal, rules.BadTime) else "people")
    names = {category.id: category.name_in(language()) for category in form.by_code.values()}
    page = render_template("delegations/manage/invite.html", event=event, form=form, lines=lines, names=names)
    is_only_list_wrong = any(line.wrong for line in lines) and not form.errors
    return page, 422 if is_only_list_wrong else form.status


def lines_of(event: Event, form: InviteForm) -> list[Line]:
    return read_list(
        form.rows(),
        categories=form.ids_by_name,
        default_category=form.by_code[form.category.data].id,
        default_language=form.language.data,
        known=invitation_queries.keys_in_use(event.id),
    )


def only_sent_from_our_page() -> None:
    if not ActionForm().validate_on_submit():
        abort(400)
