"""The organiser's pages of releases: publishing, planning, comparing, going back."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.i18n import language
from conference.core.times import instant
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.programme import agenda as agenda_rules
from conference.programme import back_services
from conference.programme import queries as programme
from conference.programme.cards import Cards
from conference.programme.change_words import say_counts
from conference.programme.changes import State, changes_between
from conference.programme.models import Release

from .. import release_pages as pages
from .. import release_queries as queries
from .. import release_services as services
from ..release_forms import PublishForm

manage_releases = Blueprint("manage_releases", __name__, url_prefix="/manage/<slug>/releases")
Answer = str | Response | tuple[str, int]
MOST_NUMBER = 1_000_000
FIELDS = {"bad_time": "publish_at", "skipped_time": "publish_at", "warnings": "accepts"}


@manage_releases.route("", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def releases(event: Event) -> Answer:
    """What publishing would change, and the releases there are; sending the form publishes, or plans to."""
    form = PublishForm()
    if form.validate_on_submit():
        if not may(Permission.PUBLISH):
            abort(403)
        slug = event.slug
        try:
            flash(publish(event, form), "success")
        except Refused as refusal:
            form.refuse(refusal, FIELDS.get(refusal.code))
        else:
            return redirect(url_for(".releases", slug=slug))
    rows = programme.releases_of_event(event.id)
    page = render_template(
        "planning/releases.html",
        event=event,
        form=form,
        draft=pages.DraftPage(event, rows[0] if rows else None),
        rows=pages.published(event, rows),
        planned=queries.find_planned(event.id),
        refused=queries.last_refused(event.id),
        may_publish=may(Permission.PUBLISH),
    )
    return page, form.status


def publish(event: Event, form: PublishForm) -> str:
    """Returns what was done, in words."""
    actor, at, zone = current_actor(), now(), event.zone
    if form.is_later:
        services.plan_release(event.id, form.planned_at(zone), form.wish(), actor=actor, at=at)
        return str(_("The release is planned."))
    release = services.publish(event.id, form.wish(), actor=actor, at=at)
    return str(_("Release %(number)d is published.", number=release.number))


@manage_releases.post("/planned/cancel")
@event_page(Permission.PUBLISH)
def cancel_planned(event: Event) -> Response:
    only_from_our_page()
    slug = event.slug
    if services.cancel_planned(event.id, actor=current_actor(), at=now()):
        flash(_("The planned release is cancelled."), "success")
    return redirect(url_for(".releases", slug=slug))


@manage_releases.get("/compare")
@event_page(Permission.EDIT_PROGRAMME)
def compare(event: Event) -> Answer:
    """Two releases, or a release and the draft: what is different in the second."""
    rows = programme.releases_of_event(event.id)
    names = [str(row.number) for row in rows]
    asked_from = request.args.get("from") or (names[0] if names else "")
    asked_to = request.args.get("to") or pages.DRAFT
    if not rows:
        return redirect(url_for(".releases", slug=event.slug))
    if asked_from not in {*names, pages.DRAFT} or asked_to not in {*names, pages.DRAFT}:
        abort(404)
    changes = changes_between(_state(event, rows, asked_from), _state(event, rows, asked_to))
    return render_template(
        "planning/release_compare.html",
        event=event,
        asked_from=asked_from,
        asked_to=asked_to,
        choices=[(pages.DRAFT, _("Draft")), *((str(row.number), _release_words(row, event)) for row in rows)],
        groups=pages.groups_of(event, changes, queries.codes_of_sessions(event.id)),
        counts=say_counts(changes),
    )


def _release_words(release: Release, event: Event) -> str:
    when = instant(release.published_at, event.zone)
    return str(_("Release %(number)d, %(when)s", number=release.number, when=when))


def _state(event: Event, rows: list[Release], name: str) -> State:
    if name == pages.DRAFT:
        return programme.state_of_draft(event, programme.state_of_release(rows[0]))
    return programme.state_of_release(next(row for row in rows if str(row.number) == name))


@manage_releases.get("/draft")
@event_page(Permission.EDIT_PROGRAMME)
def draft(event: Event) -> Answer:
    return show(event, pages.items_of_draft(event), None)


@manage_releases.get("/<int:number>")
@event_page(Permission.EDIT_PROGRAMME)
def release(event: Event, number: int) -> Answer:
    found = release_or_404(event, number)
    return show(event, programme.agenda(found.id, language=language()), found)


def show(event: Event, items: list[agenda_rules.Item], found: Release | None) -> str:
    """The agenda as visitors see it."""
    newest = programme.newest_release(event.id)
    return render_template(
        "planning/release_agenda.html",
        event=event,
        release=found,
        is_newest=bool(found and newest and found.id == newest.id),
        days=agenda_rules.by_day(items, event.zone, now()),
        cards=Cards(event),
        may_take_back=found is not None and may(Permission.PUBLISH),
    )


@manage_releases.post("/<int:number>/take-back")
@event_page(Permission.PUBLISH)
def take_back(event: Event, number: int) -> Response:
    found, slug = release_or_404(event, number), event.slug
    only_from_our_page()
    count = back_services.take_back(event.id, found.number, actor=current_actor(), at=now())
    words = ngettext("%(num)d session is different", "%(num)d sessions are different", count)
    flash(
        _("The draft is as it was in release %(number)d: %(words)s. Publish it to show it.", number=number, words=words)
        if count
        else _("The draft was like release %(number)d already.", number=number),
        "success",
    )
    return redirect(url_for(".releases", slug=slug))


def release_or_404(event: Event, number: int) -> Release:
    found = programme.find_release(event.id, number) if number <= MOST_NUMBER else None
    if found is None:
        abort(404)
    return found


def only_from_our_page() -> None:
    if not ActionForm().validate_on_submit():
        abort(400)
