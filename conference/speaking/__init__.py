"""Speakers without accounts: their personal links, what they say of themselves, and reminders."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.core import audit


def register(app: Flask) -> None:
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission

    from . import jobs, mails, models  # noqa: F401 - they sign up for their kinds of work, letters and tables
    from .views import materials  # noqa: F401 - it adds its pages to the speaker's own
    from .views.manage import manage_speaking
    from .views.own import speaking

    app.register_blueprint(speaking)
    app.register_blueprint(manage_speaking)
    manage_menu.add(Entry(36, "manage_speaking.list_speakers", _l("Speakers' links"), Permission.EDIT_PROGRAMME))
    audit.describe(
        {
            "speaker.invited": _l("Link sent"),
            "speaker.reminded": _l("Reminder sent"),
            "speaker.link_made": _l("New link made"),
            "speaker.link_revoked": _l("Link ended"),
            "speaker.confirmed": _l("Part confirmed"),
            "speaker.declined": _l("Part declined"),
            "speaker.answer_withdrawn": _l("Answer taken back"),
            "speaker.photo_changed": _l("Photo changed"),
            "speaker.absences_changed": _l("Times of absence changed"),
            "speaker.consent_given": _l("Consent given"),
            "speaker.consent_withdrawn": _l("Consent withdrawn"),
            "session.saved_by_speaker": _l("Title or abstract changed by a speaker"),
        }
    )
