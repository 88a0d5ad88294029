"""What an event writes to its people: announcements, its own words for letters, the outbox, and who wants no more."""

from typing import TypeVar

from flask import Flask

Hook = TypeVar("Hook")
ANNOUNCEMENT_PAGES = ("announcements", "new_announcement", "edit_announcement", "show_announcement", "people", "act",
                      "add_file", "remove_file")  # fmt: skip


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.delegations.hooks import UNWANTED
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.registration import audience, keepers
    from conference.registration.hooks import FACT_SOURCES, OWN_PARTS
    from conference.signup.hooks import WRITE

    from . import jobs, mails, models, privacy, words  # noqa: F401 - they join jobs, composers, tables, words of the history
    from .facts import mail_facts
    from .narrowings import ways
    from .privacy_services import erase
    from .queries import unsubscribed_keys
    from .tabs import mail_tabs, own_unsubscribe_address, write_to_signed_up
    from .views import addresses, deeds, manage_mail, outbox, settings, texts  # noqa: F401 - they add their routes
    from .views.announcements import manage_announcements
    from .views.public import correspondence

    app.register_blueprint(manage_mail)
    app.register_blueprint(manage_announcements)
    app.register_blueprint(correspondence)
    app.add_template_global(mail_tabs)
    app.add_template_global(own_unsubscribe_address)
    keepers.join(keepers.Keeper(privacy.TABLES, privacy.copy, erase))
    join(audience.SOURCES, ways)
    join(WRITE, write_to_signed_up)
    join(UNWANTED, unsubscribed_keys)
    join(FACT_SOURCES, mail_facts)
    join(OWN_PARTS, "correspondence/public/own_part.html")
    below = tuple(f"manage_announcements.{name}" for name in ANNOUNCEMENT_PAGES)
    manage_menu.add(Entry(26, "manage_mail.list", _l("E-mail"), Permission.VIEW_MAIL, below=below))


def join(hooks: list[Hook], joined: Hook) -> None:
    """Once, however many applications are made in a process."""
    if joined not in hooks:
        hooks.append(joined)
