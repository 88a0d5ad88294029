"""The page of whoever registered a group, behind the secret link in their mail: who is on the list, and changing it."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.throttle import hit
from conference.core.web import by_secret_link
from conference.events.models import Event
from conference.questions.queries import form_of
from conference.registration.views.chosen_files import keep_chosen_files, make_room_for_files
from conference.registration.words import STATE_WORDS

from .. import group_queries, group_rules, queries, services
from ..group_forms import replace_form
from ..models import GroupMember, RegistrationGroup
from .groups import groups
from .secret_pages import secret_page

Answer = str | Response | tuple[str, int]
NAMED_AN_HOUR = 100  # by one group: each is a mail to a stranger


group_page = secret_page(queries.find_by_group_digest, "group.miss")


@groups.get("/group/<token>/")
@by_secret_link
@group_page
def own(found: RegistrationGroup, event: Event, token: str) -> Answer:
    return render_template(
        "delegations/own/group.html",
        event=event,
        group=found,
        token=token,
        members=group_queries.members_of(found.id),
        words=STATE_WORDS,
        until=group_rules.changes_until(event),
        is_open=group_rules.why_not_change(event, now()) is None,
    )


@groups.post("/group/<token>/people/<member>/cancel")
@by_secret_link
@group_page
def cancel_member(found: RegistrationGroup, event: Event, token: str, member: str) -> Response:
    slug, name = event.slug, member_or_404(found, member).name
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        services.cancel_member(found.id, member, at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("%(name)s is taken off your list, and told so by e-mail.", name=name), "success")
    return redirect(url_for(".own", slug=slug, token=token), 303)


@groups.route("/group/<token>/people/<member>/replace", methods=["GET", "POST"])
@by_secret_link
@group_page
def replace_member(found: RegistrationGroup, event: Event, token: str, member: str) -> Answer:
    person = member_or_404(found, member)
    slug, group_id, back = event.slug, found.id, url_for(".own", slug=event.slug, token=token)
    if person.gone_at is not None or group_rules.why_not_change(event, now()) is not None:
        return redirect(back, 303)
    asked = form_of(event)
    make_room_for_files(asked)
    form = replace_form(event, asked, person.category)
    keep_chosen_files(form, event.id)
    if form.validate_on_submit():
        hit("group.named", found.uuid, limit=NAMED_AN_HOUR, seconds=3600)
        who = form.member.person(found.organisation, found.country, found.language)
        try:
            services.replace_member(group_id, member, who, submit_key=str(form.submit_key.data), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("%(name)s is on your list, and gets a mail.", name=who.name), "success")
            return redirect(url_for(".own", slug=slug, token=token), 303)
    page = render_template("delegations/own/replace.html", event=event, form=form, member=person, back=back)
    return page, form.status


def member_or_404(group: RegistrationGroup, code: str) -> GroupMember:
    found = group_queries.find_member(group.id, code)
    return found if found is not None else abort(404)
