"""Organisers: the delegations of an event, their quotas and links, and who is asked again."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.templating import external_url
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import links, queries, rules, services
from ..forms import DelegationForm, delegation_form
from ..models import Delegation
from .people import people_facts

manage_delegations = Blueprint("manage_delegations", __name__, url_prefix="/manage/<slug>/delegations")
Answer = str | Response | tuple[str, int]


@manage_delegations.get("/")
@event_page(Permission.VIEW_ATTENDEES)
def overview(event: Event) -> str:
    counts, at = queries.counts_of(event.id), now()
    rows = []
    for delegation in queries.delegations_of(event.id):
        parts = rules.fills(delegation, counts.get(delegation.id, {}))
        rows.append((delegation, rules.fill_of(delegation, parts.values()), rules.is_open(delegation, at)))
    return render_template(
        "delegations/manage/list.html",
        event=event,
        rows=[row for row in rows if row[0].removed_at is None],
        removed=[row for row in rows if row[0].removed_at is not None],
        may_edit=may(Permission.EDIT_ATTENDEES),
    )


@manage_delegations.post("/")
@event_page(Permission.EDIT_ATTENDEES)
def mail_chosen(event: Event) -> Answer:
    """Send links to the focal points that are ticked, or remind them and those of their people who did not answer."""
    if not ActionForm().validate_on_submit():
        abort(400)
    codes = set(request.form.getlist("delegation"))
    chosen = [row.id for row in queries.delegations_of(event.id) if row.code in codes]
    slug, event_id = event.slug, event.id
    if not chosen:
        flash(_("Choose at least one delegation"), "error")
    elif request.form.get("deed") == "remind":
        count = services.remind(event_id, chosen, actor=current_actor(), at=now())
        words = ngettext("%(num)d reminder is on its way.", "%(num)d reminders are on their way.", count)
        flash(words if count else _("Nobody has to be reminded, or it was done a moment ago."), "success")
    else:
        count = services.send_links(event_id, chosen, actor=current_actor(), at=now())
        words = ngettext("%(num)d link is on its way.", "%(num)d links are on their way.", count)
        flash(words if count else _("No link was sent: the cut-off is over, or it was done a moment ago."), "success")
    return redirect(url_for(".overview", slug=slug), 303)


@manage_delegations.route("/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def new_delegation(event: Event) -> Answer:
    form = delegation_form(queries.categories_of(event.id))
    slug = event.slug
    if form.validate_on_submit():
        try:
            values = form.values(event.zone)
            code = services.add_delegation(event.id, values, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            flash(_("The delegation is added. Send the focal point their link when you are ready."), "success")
            return redirect(url_for(".delegation", slug=slug, code=code), 303)
    return shown_form(event, None, form)


@manage_delegations.route("/<code>/change", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def change_delegation(event: Event, code: str) -> Answer:
    found = delegation_or_404(event, code)
    form = delegation_form(queries.categories_of(event.id))
    slug, zone = event.slug, event.zone
    if request.method == "GET":
        form.show(found, zone)
    elif form.validate_on_submit():
        version = form.version.number
        try:
            services.change_delegation(
                found.id, form.values(zone), version=version, zone=zone, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            flash(_("The delegation is saved."), "success")
            return redirect(url_for(".delegation", slug=slug, code=code), 303)
    return shown_form(event, found, form)


def field_of(refusal: Refused) -> str | None:
    return "closes_at" if isinstance(refusal, rules.BadTime) else None


def shown_form(event: Event, found: Delegation | None, form: DelegationForm) -> Answer:
    page = render_template("delegations/manage/form.html", event=event, delegation=found, form=form)
    return page, form.status


@manage_delegations.get("/<code>")
@event_page(Permission.VIEW_ATTENDEES)
def delegation(event: Event, code: str) -> str:
    found = delegation_or_404(event, code)
    may_edit = may(Permission.EDIT_ATTENDEES)
    address = ""
    if found.link_digest and may_edit and found.removed_at is None:
        address = external_url(url_for("focal.delegation", slug=event.slug, token=links.token_of_focal_point(found)))
    facts = people_facts(
        found,
        now(),
        lambda person, deed: url_for(".act_on_person", person=person.code, deed=deed, slug=event.slug, code=found.code),
        lambda person: url_for(".replace", person=person.code, slug=event.slug, code=found.code),
        queries.named_twice(event.id),
    )
    return render_template(
        "delegations/manage/delegation.html",
        event=event,
        address=address,
        may_edit=may_edit,
        history=audit.timeline(audit.history(found), event.zone),
        remove_words=" ".join(rules.what_goes(found, facts["fill"])),
        **facts,
    )


@manage_delegations.post("/<code>/link")
@event_page(Permission.EDIT_ATTENDEES)
def change_link(event: Event, code: str) -> Response:
    """Make a link, replace it or end it."""
    found = delegation_or_404(event, code)
    slug = event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    if request.form.get("deed") == "revoke":
        services.revoke_link(found.id, actor=current_actor(), at=now())
        flash(_("The link leads nowhere any more."), "success")
    else:
        services.make_link(found.id, actor=current_actor(), at=now())
        flash(_("There is a new link. One that was there before leads nowhere any more."), "success")
    return redirect(url_for(".delegation", slug=slug, code=code), 303)


@manage_delegations.post("/<code>/<any(remove, bring_back):deed>")
@event_page(Permission.EDIT_ATTENDEES)
def change_presence(event: Event, code: str, deed: str) -> Response:
    """Delete a delegation, or take that back."""
    found = delegation_or_404(event, code)
    slug = event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        if deed == "remove":
            services.remove_delegation(found.id, actor=current_actor(), at=now())
            flash(_("The delegation is deleted. On this page you can bring it back."), "success")
        else:
            services.bring_back(found.id, actor=current_actor(), at=now())
            flash(_("The delegation is back, with everybody who had not answered."), "success")
    except Refused as refusal:
        flash(str(refusal), "error")
    return redirect(url_for(".delegation", slug=slug, code=code), 303)


def delegation_or_404(event: Event, code: str) -> Delegation:
    found = queries.find_delegation(event.id, code)
    return found if found is not None else abort(404)
