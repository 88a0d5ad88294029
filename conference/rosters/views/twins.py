"""People who may be registered twice: the list, two of them side by side, and what becomes of them."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.paging import asked_page
from conference.core.templating import country_name, language_name
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.registration.models import Registration
from conference.registration.words import STATE_WORDS

from .. import finding_queries, merge_rules, merge_services, twin_queries
from ..words import FIELD_WORDS, WHY_WORDS
from .blueprints import rosters

Answer = str | Response | tuple[str, int]
PAIRS_A_PAGE = 25


@rosters.get("/duplicates")
@event_page(Permission.VIEW_ATTENDEES)
def twins(event: Event) -> str:
    pairs = finding_queries.pairs_now(event.id)
    pages = max(1, -(-len(pairs) // PAIRS_A_PAGE))
    number = min(max(1, asked_page()), pages)
    shown = twin_queries.twins_of(pairs[(number - 1) * PAIRS_A_PAGE : number * PAIRS_A_PAGE])
    return render_template(
        "rosters/twins.html",
        event=event,
        twins=shown,
        total=len(pairs),
        number=number,
        pages=pages,
        page_address=lambda page: url_for(".twins", slug=event.slug, page=page),
        why_words=WHY_WORDS,
        state_words=STATE_WORDS,
        may_edit=may(Permission.EDIT_ATTENDEES),
    )


@rosters.route("/duplicates/<kept>/<other>", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def merge(event: Event, kept: str, other: str) -> Answer:
    """Two registrations side by side; `kept` is the code of the one that stays."""
    found = twin_queries.find_pair(event.id, kept.upper(), other.upper())
    if found is None:
        abort(404)
    form, slug, code = ActionForm(), event.slug, found[0].code
    if form.validate_on_submit():
        try:
            merge_services.merge(
                found[0].id, found[1].id, request.form.getlist("from_other"), actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal)
            found = twin_queries.find_pair(event.id, kept.upper(), other.upper()) or abort(404)
        else:
            flash(_("They are one registration now. The link of the other leads to this one."), "success")
            return redirect(url_for("manage_registrations.show", slug=slug, code=code))
    page = render_template(
        "rosters/merge.html",
        event=event,
        form=form,
        kept=found[0],
        other=found[1],
        fields=[(name, FIELD_WORDS[name], shown(found[0], name), shown(found[1], name)) for name in merge_rules.FIELDS],
        differing=merge_rules.differing(*found),
        refusal=merge_rules.why_not_merge(*found),
        state_words=STATE_WORDS,
    )
    return page, form.status


@rosters.post("/duplicates/<one>/<other>/different")
@event_page(Permission.EDIT_ATTENDEES)
def different(event: Event, one: str, other: str) -> Response:
    found = twin_queries.find_pair(event.id, one.upper(), other.upper())
    if found is None or not ActionForm().validate_on_submit():
        abort(404)
    slug = event.slug
    merge_services.say_different(event.id, found[0].id, found[1].id, actor=current_actor(), at=now())
    flash(_("Noted: they are not the same person."), "success")
    return redirect(url_for(".twins", slug=slug))


def shown(row: Registration, name: str) -> Any:
    value = getattr(row, name) or ""
    words = {"country": country_name, "language": language_name}
    return words[name](value) if value and name in words else value
