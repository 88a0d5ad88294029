"""My agenda: the sessions that a visitor starred, on the device alone or behind a secret address."""

from typing import TypeVar

from flask import Flask

Hook = TypeVar("Hook")


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.events.navigation import Entry, public_menu
    from conference.planning.hooks import SIGN_UPS
    from conference.planning.release_hooks import AUDIENCES
    from conference.programme.hooks import RELEASED
    from conference.programme.offers import offer
    from conference.registration import keepers
    from conference.registration.hooks import OWN_PARTS

    from . import (
        mails,  # noqa: F401 - joins the composers
        privacy,
    )
    from .queries import audience, sign_ups
    from .services import erase, tell_visitors
    from .views import device, own, personal  # noqa: F401 - they add their routes

    app.register_blueprint(personal)
    public_menu.add(Entry(25, "personal.my_agenda", _l("My agenda"), below=("personal.take", "personal.mine")))
    offer("programme.agenda", "personal/stars.html")
    offer("programme.session", "personal/stars.html")
    join(RELEASED, tell_visitors)
    join(AUDIENCES, audience)
    join(SIGN_UPS, sign_ups)
    join(OWN_PARTS, "personal/own_part.html")
    keepers.join(keepers.Keeper(privacy.TABLES, privacy.copy, erase))


def join(hooks: list[Hook], joined: Hook) -> None:
    """Once, however many applications are made in a process."""
    if joined not in hooks:
        hooks.append(joined)
