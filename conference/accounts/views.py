from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.throttle import forget, hit
from conference.core.web import client_key, private_answer, public, safe_next_url

from . import services
from .forms import AskResetForm, NewPasswordForm, SignInForm
from .passwords import SHORTEST
from .rules import RESET_LIFETIME, DeadLink, email_key
from .web import signed_in

accounts = Blueprint("accounts", __name__, url_prefix="/account")
Answer = str | Response | tuple[str, int]


@accounts.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Answer:
    private_answer()
    target = safe_next_url(request.args.get("next"), url_for("dashboard.events"))
    if current_user.is_authenticated and request.method == "GET":
        return redirect(target)
    form = SignInForm()
    if form.validate_on_submit():
        email, password = form.email.data or "", form.password.data or ""
        hit("sign-in.address", email_key(email), limit=10, seconds=300)
        hit("sign-in.client", client_key(), limit=100, seconds=300)
        try:
            token = services.sign_in(email, password, at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            forget("sign-in.address", email_key(email))
            session.clear()
            session["_user_id"] = token
            session["_fresh"] = True
            return redirect(target)
    return render_template("accounts/sign_in.html", form=form), 401 if form.refusal else form.status


@accounts.post("/sign-out")
@signed_in
def sign_out() -> Response:
    if ActionForm().validate_on_submit():
        services.sign_out(session["_user_id"])
        session.clear()
    return redirect(url_for("events.list_events"))


@accounts.route("/forgotten", methods=["GET", "POST"])
@public
def forgotten() -> Answer:
    private_answer()
    form = AskResetForm()
    if form.validate_on_submit():
        email = form.email.data or ""
        hit("reset.address", email_key(email), limit=3, seconds=3600)
        hit("reset.client", client_key(), limit=30, seconds=3600)
        services.ask_for_reset(email, at=now())
        return redirect(url_for(".forgotten_sent"))
    return render_template("accounts/forgotten.html", form=form), form.status


@accounts.get("/forgotten/sent")
@public
def forgotten_sent() -> str:
    """The same page for known and unknown addresses."""
    minutes = RESET_LIFETIME.seconds // 60
    return render_template("accounts/forgotten_sent.html", lifetime_minutes=minutes)


@accounts.route("/password/<token>", methods=["GET", "POST"])
@public
def new_password(token: str) -> Answer:
    private_answer()
    form = NewPasswordForm()
    try:
        services.usable_reset(token, at=now())
        if form.validate_on_submit():
            services.choose_password(token, form.password.data or "", at=now())
            flash(_("Your new password is set. Please sign in."))
            return redirect(url_for(".sign_in"))
    except DeadLink:
        return render_template("accounts/dead_link.html"), 410
    except Refused as refusal:
        form.refuse(refusal, "password")
    return render_template("accounts/new_password.html", form=form, shortest=SHORTEST), form.status
