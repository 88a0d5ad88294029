"""What people read for the keys of this feature."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from conference.core.templating import language_name

from .models import SessionKind, SessionSpeaker, Shown, SpeakerAnswer, SpeakerRole
from .session_list import SessionState

KIND_WORDS: dict[str, Any] = {
    SessionKind.OPENING: _l("Opening"),
    SessionKind.KEYNOTE: _l("Keynote"),
    SessionKind.PANEL: _l("Panel discussion"),
    SessionKind.PRESENTATION: _l("Presentation"),
    SessionKind.WORKSHOP: _l("Workshop"),
    SessionKind.DISCUSSION: _l("Discussion"),
    SessionKind.BREAK: _l("Break"),
    SessionKind.NETWORKING: _l("Networking"),
    SessionKind.CLOSING: _l("Closing"),
}
ROLE_WORDS: dict[str, Any] = {
    SpeakerRole.SPEAKER: _l("Speaker"),
    SpeakerRole.MODERATOR: _l("Moderator"),
    SpeakerRole.PANELLIST: _l("Panellist"),
    SpeakerRole.RAPPORTEUR: _l("Rapporteur"),
    SpeakerRole.HOST: _l("Host"),
}
SHOWN_WORDS: dict[str, Any] = {
    Shown.ALWAYS: _l("At once"),
    Shown.FROM_START: _l("From the start of the session"),
    Shown.AFTER: _l("After the session"),
    Shown.NEVER: _l("Not at all"),
}
SESSION_STATE_WORDS: dict[str, Any] = {
    SessionState.UNPLACED: _l("Without place"),
    SessionState.CLASHING: _l("With clashes"),
    SessionState.NEW: _l("Not published yet"),
    SessionState.CHANGED: _l("Changed since the release"),
    SessionState.CANCELLED: _l("Cancelled"),
    SessionState.UNCONSENTED: _l("A speaker has not agreed"),
    SessionState.UNTRANSLATED: _l("Translation missing"),
}


def kinds() -> dict[str, str]:
    """The words of every kind in the reader's language, looked up once for a page of many sessions."""
    return {str(kind): str(words) for kind, words in KIND_WORDS.items()}


def roles() -> dict[str, str]:
    return {str(role): str(words) for role, words in ROLE_WORDS.items()}


def standing(part: SessionSpeaker) -> str:
    """How it stands with a speaker's part, in one line for organisers: "Confirmed · not agreed to being shown yet"."""
    answers = {
        SpeakerAnswer.NONE: _("No answer yet"),
        SpeakerAnswer.CONFIRMED: _("Confirmed"),
        SpeakerAnswer.DECLINED: _("Declined: not shown to visitors"),
    }
    words = [answers[SpeakerAnswer(part.answer)]]
    if part.answer != SpeakerAnswer.DECLINED and not part.speaker.is_public:
        words.append(_("not agreed to being shown yet"))
    return " · ".join(words)


def speech(languages: Sequence[str], interpretation: Sequence[str]) -> str:
    """In which languages people speak and can listen: "Russian, interpreted into English"."""
    spoken = ", ".join(language_name(code) for code in languages)
    heard = ", ".join(language_name(code) for code in interpretation if code not in languages)
    if heard:
        return str(_("%(spoken)s, interpreted into %(heard)s", spoken=spoken, heard=heard))
    if len(languages) > 1 and interpretation:
        return str(_("%(spoken)s, interpreted", spoken=spoken))
    return spoken
