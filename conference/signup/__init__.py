"""Signing up for sessions: places, waiting lists, preferences."""

from typing import TypeVar

from flask import Flask

Hook = TypeVar("Hook")


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.mail.wordings import offer_wordings
    from conference.planning.hooks import SIGN_UPS
    from conference.programme.hooks import RELEASED
    from conference.registration import keepers
    from conference.registration.hooks import (
        BOUND_TO_ROOM,
        FORM_PARTS,
        MOVED,
        NOTES,
        OWN_PARTS,
        WENT_ONLINE,
        FormPart,
    )

    from . import jobs, mails, privacy, wordings, words  # noqa: F401 - join jobs, composers, words of the history
    from .choices import form_part, full_ones, tell_full, wish_of
    from .mode_services import leave_rooms
    from .queries import sign_ups
    from .release_services import note_release
    from .room_notes import note_for, seats_of
    from .services import erase, follow, fulfil
    from .session_notes import sessions_note
    from .views.manage import manage_signup
    from .views.own import signup

    offer_wordings(
        wordings.KINDS,
        mails.sample_of,
        about=_l("Letters about sessions"),
        nobody=_l("Nobody has signed up for a session yet: the preview shows the letter to a real person."),
    )
    app.register_blueprint(signup)
    app.register_blueprint(manage_signup)
    manage_menu.add(Entry(23, "manage_signup.sessions", _l("Sign-up for sessions"), Permission.VIEW_ATTENDEES))
    FORM_PARTS["sessions"] = FormPart(form_part, wish_of, fulfil, full_ones, tell_full)
    join(OWN_PARTS, "signup/public/own_part.html")
    join(MOVED, follow)
    join(WENT_ONLINE, leave_rooms)
    join(NOTES, note_for)
    join(NOTES, sessions_note)
    join(BOUND_TO_ROOM, seats_of)
    keepers.join(keepers.Keeper(privacy.TABLES, privacy.copy, erase))
    join(SIGN_UPS, sign_ups)
    join(RELEASED, note_release)


def join(hooks: list[Hook], joined: Hook) -> None:
    """Once, however many applications are made in a process."""
    if joined not in hooks:
        hooks.append(joined)
