"""The letters about sessions whose words organisers may replace, with the built-in words as they begin from."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from conference.mail.rendering import Placeholder
from conference.mail.wordings import WordingKind
from conference.registration.placeholders import PERSON
from conference.registration.wordings import EVENT, paragraphs

SESSION = Placeholder("session", _l("the title of the session"))


def moved_up_body() -> str:
    return paragraphs(_("A place became free in a session that you waited for, and it is yours."))


def allotted_body() -> str:
    return paragraphs(_("The organisers have allotted the places in the sessions. This is what you have:"))


def removed_body() -> str:
    return paragraphs(_("The organisers have taken you out of this session. Your place at the event stays yours."))


KINDS = (
    WordingKind(
        "signup.moved_up",
        _l("A place in a session became free"),
        _l("session, time and room; what it clashes with; how to give the place back; the entry for the calendar"),
        (SESSION, *PERSON),
        lambda: _("You have a place: %(title)s", title="{session}"),
        moved_up_body,
    ),
    WordingKind(
        "signup.allotted",
        _l("The places in the sessions are allotted"),
        _l("the sessions with time and room; the button to them; the entries for the calendar"),
        PERSON,
        lambda: _("Your sessions: %(event)s", event=EVENT),
        allotted_body,
    ),
    WordingKind(
        "session_place.removed",
        _l("The organisers took somebody out of a session"),
        _l("session, time and room; the button to the sessions; the entry in the calendar is taken out"),
        (SESSION, *PERSON),
        lambda: _("Your place was taken back: %(title)s", title="{session}"),
        removed_body,
    ),
)
