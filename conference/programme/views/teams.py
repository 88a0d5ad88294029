"""The organiser's pages of the teams of interpreters."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import team_services as services
from .. import track_queries as queries
from ..edit_queries import teams_of_event
from ..models import InterpretationTeam
from ..track_forms import TeamForm

manage_teams = Blueprint("manage_teams", __name__, url_prefix="/manage/<slug>/interpretation")
Answer = str | Response | tuple[str, int]


@manage_teams.get("")
@event_page(Permission.EDIT_PROGRAMME)
def teams(event: Event) -> str:
    return render_template(
        "programme/manage/teams.html",
        event=event,
        teams=teams_of_event(event.id),
        counts=queries.count_sessions_of_teams(event.id),
    )


@manage_teams.route("/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def new_team(event: Event) -> Answer:
    form, slug = TeamForm(event), event.slug
    if form.validate_on_submit():
        try:
            services.add_team(event.id, form.values(), actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            flash(_("The team is added. Choose it at the sessions that it interprets."), "success")
            return redirect(url_for(".teams", slug=slug))
    return shown(event, None, form)


@manage_teams.route("/<int(max=999999999):team>", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def team(event: Event, team: int) -> Answer:
    found, slug = get_team(event, team), event.slug
    form = TeamForm(event, found)
    if request.method == "GET":
        form.show(found)
    elif form.validate_on_submit():
        values = form.values(found.languages)
        try:
            services.change_team(found.id, values, shown=form.shown.marks, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            flash(_("The team is saved."), "success")
            return redirect(url_for(".teams", slug=slug))
    return shown(event, found, form)


def get_team(event: Event, ident: int) -> InterpretationTeam:
    found = queries.find_team(event.id, ident)
    return found if found is not None else abort(404)


def field_of(refusal: Refused) -> str | None:
    return {"team_name_taken": "name"}.get(refusal.code)


def shown(event: Event, found: InterpretationTeam | None, form: TeamForm) -> tuple[str, int]:
    page = render_template(
        "programme/manage/team.html",
        event=event,
        team=found,
        form=form,
        uses=queries.sessions_of_team(found.id) if found else [],
        history=audit.history(found) if found else [],
    )
    return page, form.status


@manage_teams.post("/<int(max=999999999):team>/move")
@event_page(Permission.EDIT_PROGRAMME)
def move_team(event: Event, team: int) -> Response:
    found, slug = get_team(event, team), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    services.move_team(found.id, up=request.form.get("to") == "up", actor=current_actor(), at=now())
    return redirect(url_for(".teams", slug=slug, _anchor=f"team-{team}"))


@manage_teams.post("/<int(max=999999999):team>/delete")
@event_page(Permission.EDIT_PROGRAMME)
def delete_team(event: Event, team: int) -> Response:
    found, slug = get_team(event, team), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        services.delete_team(found.id, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".team", slug=slug, team=team))
    flash(_("The team is deleted."), "success")
    return redirect(url_for(".teams", slug=slug))
