"""Ties Flask-Login to our sign-in rows: the cookie holds a random token, the row says whose and how long."""

from flask import Flask, g
from flask_login import LoginManager

from conference.core.clock import now

from . import services
from .models import SignIn

login_manager = LoginManager()


def load_sign_in(token: str) -> SignIn | None:
    sign_in = services.resume_sign_in(token, at=now())
    if sign_in is not None:
        g.preferred_language = sign_in.user.language
    return sign_in


def init_session(app: Flask) -> None:
    login_manager.session_protection = None  # the row is the truth; addresses change on mobile networks
    login_manager.user_loader(load_sign_in)
    login_manager.init_app(app)
