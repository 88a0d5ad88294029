"""Asking for a place, and for a lost link."""

from dataclasses import replace

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from conference.core.clock import now
from conference.core.codes import signed_at
from conference.core.errors import Refused
from conference.core.throttle import hit
from conference.core.web import client_key, private_answer
from conference.events.models import Event, Mode
from conference.events.web import event_page
from conference.mail.domains import takes_no_mail
from conference.organisations.queries import suggested_names
from conference.questions.queries import form_of

from .. import hooks, queries, rules, services
from ..forms import LinkForm, RegisterForm, register_form
from ..models import Category, RegistrationSettings
from ..spam import HONEYPOT, Signs, reasons_to_hold
from ..ways import Way
from .chosen_files import keep_chosen_files, make_room_for_files
from .kept_form import in_kept_frame, kept_form

registration = Blueprint("registration", __name__, url_prefix="/events/<slug>")
Answer = str | Response | tuple[str, int]
LIMIT_SECONDS = 600
LONGEST_SEARCH = 100
SUGGESTIONS_SECONDS = 300
LINKS_A_CLIENT = 60  # asked for in that time; a whole delegation may sit behind one address


@registration.route("/register", methods=["GET", "POST"])
@event_page(public=True)
def register(event: Event) -> Answer:
    categories, stored = queries.on_offer(event.id)
    settings = stored or rules.default_settings()
    no_form = rules.why_no_form(event, categories, now(), may_wait=rules.may_wait(settings))
    if no_form and request.method != "POST":
        return closed(event, categories, no_form)
    if request.method == "POST":
        return form_page(event, categories, settings)
    state = tuple((category.id, category.version, rules.is_full(category)) for category in categories)
    fullness = (rules.is_event_full(event, Mode.IN_PERSON), rules.is_event_full(event, Mode.ONLINE))
    return kept_form(
        event, state, fullness, settings.version, render=lambda key: empty_form(event, categories, settings, key=key)
    )


def empty_form(event: Event, categories: list[Category], settings: RegistrationSettings, *, key: str | None) -> str:
    """The form as it is first shown; `key`: the submit key to write."""
    form = register_form(event, form_of(event), categories_of_form(event, categories), request.form, settings=settings)
    if key:
        form.submit_key.data = key
    return form_shown(event, form, hooks.form_parts(event, request.form), None)


def form_page(
    event: Event, categories: list[Category], settings: RegistrationSettings, *, way: Way | None = None
) -> Answer:
    """The form and what becomes of it; with a `way`, for those whom it lets in."""
    asked, offered = form_of(event), categories_of_form(event, categories, way)
    make_room_for_files(asked)
    form = register_form(event, asked, offered, request.form, settings=settings)
    keep_chosen_files(form, event.id)
    if way and request.method == "GET":
        fill(form, way)
    if form.validate_on_submit():
        slug, event_id = event.slug, event.id
        hit("register.client", client_key(), limit=current_app.config["REGISTRATION_LIMIT"], seconds=LIMIT_SECONDS)
        person = replace(form.person(), wishes=hooks.wishes_in(request.form))
        lacking = hooks.lacking(event, person.wishes)
        try:
            if takes_no_mail(person.email):
                raise rules.no_mail_there(person.email)
            if way:
                person = replace(person, source=way.source)
                services.register(event_id, person, submit_key=form.key, at=now(), way=way)
            elif reasons := reasons_to_hold(signs_of(person)):
                services.hold(event_id, person, reasons, submit_key=form.key, at=now())
            else:
                offer = queries.Offer(event, categories, settings)
                services.register(event_id, person, submit_key=form.key, at=now(), offer=offer)
        except Refused as refusal:
            refuse(form, event, categories, refusal, way)
        else:  # the same page whether new or known: it tells nobody who is registered
            return redirect(url_for("registration.mail_sent", slug=slug, **lacking), 303)
    return form_shown(event, form, hooks.form_parts(event, request.form), way), form.status


def form_shown(event: Event, form: RegisterForm, parts: dict[str, hooks.Filled], way: Way | None) -> str:
    made = render_template(
        "registration/public/register_main.html",
        event=event,
        form=form,
        parts=parts.values(),
        below=() if way else hooks.BELOW_FORM,
        honeypot_name=HONEYPOT,
        way=way,
    )
    has_errors = bool(form.errors)

    def page(main: Markup) -> str:
        return render_template("registration/public/register.html", event=event, main=main, has_errors=has_errors)

    return in_kept_frame(event, has_errors, main=Markup(made), render=page)  # noqa: S704 - made by a template


def fill(form: RegisterForm, way: Way) -> None:
    """Begin with what is known of the person; they may change it."""
    for name, value in way.filled.items():
        if name in form and value:
            form[name].data = value


def signs_of(person: rules.Person) -> Signs:
    """How the form came, for telling people from programs."""
    shown_at = signed_at("csrf", request.form.get("csrf_token", ""))
    return Signs(
        honeypot=request.form.get(HONEYPOT, ""),
        seconds=(now() - shown_at).total_seconds() if shown_at else None,
        names=(person.name, person.national_name),
        texts=(person.organisation, *(answer for answer in person.answers.values() if isinstance(answer, str))),
    )


def categories_of_form(event: Event, categories: list[Category], way: Way | None = None) -> list[Category]:
    """What is open; a form that comes back may name what has closed meanwhile, and is told so."""
    if request.method == "POST" or way:
        return categories
    return [category for category in categories if rules.why_not_category(event, category, now()) is None]


def refuse(form: RegisterForm, event: Event, categories: list[Category], refusal: Refused, way: Way | None) -> None:
    """Say what is wrong where it can be mended, with the choices as they are now."""
    if isinstance(refusal, rules.NoMailThere):
        form.refuse(refusal, "email")
        return
    form.show_choices(
        categories if way else [c for c in categories if rules.why_not_category(event, c, now()) is None] or categories
    )
    is_choice = isinstance(refusal, rules.CategoryFull | rules.CategoryClosed) and len(form.category.choices or ()) > 1
    field = "category" if is_choice else None
    if isinstance(refusal, rules.Full) and form.asks_wait and not form.is_all_full:
        refusal, field = rules.or_wait(refusal), field or "wait"
    form.refuse(refusal, field)


def closed(event: Event, categories: list[Category], refusal: Refused) -> str:
    at = now()
    return render_template(
        "registration/public/closed.html",
        event=event,
        refusal=refusal,
        opens_at=rules.opens_at(event, categories, at),
        closed_at=rules.closed_at(event, categories, at),
        below=hooks.BELOW_FORM,
    )


@registration.get("/register/sent")
@event_page(public=True)
def mail_sent(event: Event) -> str:
    return render_template("registration/public/sent.html", event=event, told=hooks.told_of(event, request.args))


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


@registration.get("/register/organisations")
@event_page(public=True)
def suggest_organisations(event: Event) -> Response:
    """Names of the directory that fit what is being typed, for the form of this event."""
    del event
    answer = jsonify(suggested_names(request.args.get("q", "")[:LONGEST_SEARCH]))
    answer.cache_control.max_age = SUGGESTIONS_SECONDS
    return answer
