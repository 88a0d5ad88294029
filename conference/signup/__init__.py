"""Signing up for sessions: places, waiting lists, preferences."""

from typing import TypeVar

from flask import Flask

Hook = TypeVar("Hook")


def register(app: Flask) -> None:
    from conference.planning.hooks import SIGN_UPS
    from conference.programme.hooks import RELEASED
    from conference.registration import keepers
    from conference.registration.hooks import FORM_PARTS, MOVED, OWN_PARTS, FormPart

    from . import jobs, mails, privacy, words  # noqa: F401 - join the kinds of jobs, the composers, the words of the history
    from .choices import form_part
    from .queries import sign_ups
    from .release_services import take_over
    from .services import erase, follow, fulfil
    from .views.own import signup

    app.register_blueprint(signup)
    FORM_PARTS["sessions"] = FormPart(form_part, fulfil)
    join(OWN_PARTS, "signup/public/own_part.html")
    join(MOVED, follow)
    keepers.join(keepers.Keeper(privacy.TABLES, privacy.copy, erase))
    join(SIGN_UPS, sign_ups)
    join(RELEASED, take_over)


def join(hooks: list[Hook], joined: Hook) -> None:
    """Once, however many applications are made in a process."""
    if joined not in hooks:
        hooks.append(joined)
