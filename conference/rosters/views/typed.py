"""Names of organisations that people typed, and what the directory makes of them."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.organisations import services
from conference.organisations.models import OrganisationKind
from conference.organisations.queries import entries as entries_of_directory
from conference.organisations.queries import find_by_name, find_organisation
from conference.organisations.rules import OrganisationValues

from .. import typed_names, typed_queries
from .blueprints import rosters

MOST_SHOWN = 50


@rosters.get("/organisations", endpoint="typed")
@event_page(Permission.EDIT_ATTENDEES)
def typed(event: Event) -> str:
    found, entries = typed_queries.typed_of(event), entries_of_directory()
    groups = typed_names.unknown_groups(found, entries)
    return render_template(
        "rosters/typed.html",
        event=event,
        groups=groups[:MOST_SHOWN],
        total=len(groups),
        joined=typed_names.joined_names(found, entries),
        entries=entries if groups else [],
    )


@rosters.post("/organisations/join")
@event_page(Permission.EDIT_ATTENDEES)
def join_typed(event: Event) -> Response:
    """Make the ticked names names of an entry, an old one or a new one."""
    names, slug = asked_names(event), event.slug
    said = " ".join(request.form.get("entry", "").split())
    entry = find_by_name(said) if said else None
    if not names:
        flash(_("Tick at least one name."), "error")
    elif request.form.get("deed") == "new":
        add_entry(names)
    elif entry is None:
        flash(_("Choose an entry of the directory by its name, or make a new one."), "error")
    else:
        ident, label = entry.id, entry.name
        try:
            services.name_also(ident, names, actor=current_actor(), at=now())
        except Refused as refusal:
            flash(str(refusal), "error")
        else:
            flash(_("Now known as names of %(name)s.", name=label), "success")
    return redirect(url_for(".typed", slug=slug))


@rosters.post("/organisations/separate")
@event_page(Permission.EDIT_ATTENDEES)
def separate_typed(event: Event) -> Response:
    """Take a name from an entry again."""
    names, slug = asked_names(event), event.slug
    entry = find_organisation(request.form.get("entry", ""))
    if entry is None or not names:
        abort(400)
    services.name_no_more(entry.id, names, actor=current_actor(), at=now())
    flash(_("It is a name of its own again."), "success")
    return redirect(url_for(".typed", slug=slug))


def add_entry(names: list[str]) -> None:
    values = OrganisationValues(
        name=names[0], short_name="", kind=OrganisationKind.OTHER, country=None, website="",
        aliases=tuple(names[1:]), translations={},
    )  # fmt: skip
    try:
        services.add_organisation(values, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("%(name)s is in the directory now.", name=names[0]), "success")


def asked_names(event: Event) -> list[str]:
    """Those that somebody at this event typed indeed."""
    if not ActionForm().validate_on_submit():
        abort(400)
    known = typed_queries.typed_of(event)
    return [name for name in dict.fromkeys(request.form.getlist("names")) if name in known]
