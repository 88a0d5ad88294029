"""Asking for a place, and for a lost link."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from conference.core.clock import now
from conference.core.codes import signed_at
from conference.core.errors import Refused
from conference.core.throttle import hit
from conference.core.web import client_key, private_answer
from conference.events.models import Event
from conference.events.web import event_page

from .. import queries, rules, services
from ..forms import LinkForm, RegisterForm
from ..spam import HONEYPOT, Signs, reasons_to_hold

registration = Blueprint("registration", __name__, url_prefix="/events/<slug>")
Answer = str | Response | tuple[str, int]
LIMIT_SECONDS = 600
LINKS_A_CLIENT = 60  # asked for in that time; a whole delegation may sit behind one address


@registration.route("/register", methods=["GET", "POST"])
@event_page(public=True)
def register(event: Event) -> Answer:
    categories = queries.public_categories(event.id)
    no_form = rules.why_no_form(event, categories, now())
    if no_form and request.method != "POST":
        return render_template("registration/public/closed.html", event=event, refusal=no_form)
    form = RegisterForm(categories)
    if form.validate_on_submit():
        slug, event_id = event.slug, event.id
        hit("register.client", client_key(), limit=current_app.config["REGISTRATION_LIMIT"], seconds=LIMIT_SECONDS)
        person = form.person()
        try:
            if reasons := reasons_to_hold(signs_of(person)):
                services.hold(event_id, person, reasons, submit_key=form.key, at=now())
            else:
                services.register(event_id, person, submit_key=form.key, at=now())
        except rules.CategoryFull as refusal:
            form.refuse(refusal, "category" if len(categories) > 1 else None)
        except Refused as refusal:
            form.refuse(refusal)
        else:  # the same page whether new or known: it tells nobody who is registered
            return redirect(url_for(".mail_sent", slug=slug), 303)
    page = render_template("registration/public/register.html", event=event, form=form, honeypot_name=HONEYPOT)
    return page, form.status


def signs_of(person: rules.Person) -> Signs:
    """How the form came, for telling people from programs."""
    shown_at = signed_at("csrf", request.form.get("csrf_token", ""))
    return Signs(
        honeypot=request.form.get(HONEYPOT, ""),
        seconds=(now() - shown_at).total_seconds() if shown_at else None,
        names=(person.name, person.national_name),
        texts=(person.organisation, *(answer for answer in person.answers.values() if isinstance(answer, str))),
    )


@registration.get("/register/sent")
@event_page(public=True)
def mail_sent(event: Event) -> str:
    return render_template("registration/public/sent.html", event=event)


@registration.route("/lost-link", methods=["GET", "POST"])
@event_page(public=True)
def lost_link(event: Event) -> Answer:
    form = LinkForm()
    if form.validate_on_submit():
        slug, event_id = event.slug, event.id
        hit("link.client", client_key(), limit=LINKS_A_CLIENT, seconds=LIMIT_SECONDS)
        services.send_link(event_id, form.email.data, at=now())
        return redirect(url_for(".link_sent", slug=slug), 303)
    return render_template("registration/public/lost_link.html", event=event, form=form), form.status


@registration.get("/lost-link/sent")
@event_page(public=True)
def link_sent(event: Event) -> str:
    """The same page for known and unknown addresses."""
    private_answer()
    return render_template("registration/public/link_sent.html", event=event)
