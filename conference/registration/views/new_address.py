"""The link in the mail to a new address."""

from flask import abort, g, redirect, render_template, url_for
from flask_babel import refresh

from conference.core.clock import now
from conference.core.codes import digest
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.i18n import LANGUAGES
from conference.core.throttle import hit
from conference.core.web import by_secret_link, client_key, private_answer

from .. import links, queries, services
from .own import MISSES_A_MINUTE, Answer
from .public import registration as blueprint


@blueprint.route("/new-address/<secret>", methods=["GET", "POST"])
@by_secret_link
def new_address(slug: str, secret: str) -> Answer:
    """Only a press confirms: programs that look into mails open links, but press nothing."""
    private_answer()
    change = queries.find_address_change(slug, digest(secret))
    if change is None:
        hit("own.miss", client_key(), limit=MISSES_A_MINUTE, seconds=60)
        abort(404)
    person = change.registration
    g.event, g.role = person.event, None
    if person.language in LANGUAGES:
        g.preferred_language = person.language
        refresh()
    form = ActionForm()
    if form.validate_on_submit():
        try:
            services.confirm_new_address(change.id, at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            token = links.own_page_token(queries.get_registration(change.registration_id))
            return redirect(url_for(".own", slug=slug, token=token, changed="yes"), 303)
    page = render_template(
        "registration/public/new_address.html", event=person.event, change=change, form=form, secret=secret
    )
    return page, form.status
