"""People who sign in: users, their sign-ins, their passwords."""

from flask import Flask

from .models import PasswordReset, SignIn, User

__all__ = ["PasswordReset", "SignIn", "User", "register"]


def register(app: Flask) -> None:
    from . import mails  # noqa: F401 - registers its composer
    from .cli import user_cli
    from .session import init_session
    from .views import accounts

    init_session(app)
    app.register_blueprint(accounts)
    app.cli.add_command(user_cli)
