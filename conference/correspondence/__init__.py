"""What an event writes to its people: announcements, its own words for letters, the outbox, and who wants no more."""

from flask import Flask


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission

    from . import models, words  # noqa: F401 - the tables; joins the words of the history
    from .tabs import mail_tabs
    from .views import manage_mail, outbox, settings, texts  # noqa: F401 - add their routes to the blueprint

    app.register_blueprint(manage_mail)
    app.add_template_global(mail_tabs)
    manage_menu.add(Entry(26, "manage_mail.list", _l("E-mail"), Permission.VIEW_MAIL))
