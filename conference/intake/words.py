from flask_babel import lazy_gettext as _l

from .models import IntakeKind, IntakeState

KIND_WORDS = {
    IntakeKind.SPEAKERS: _l("Speakers from a table"),
    IntakeKind.SESSIONS: _l("Sessions from a table"),
    IntakeKind.PEOPLE: _l("People from a table"),
    IntakeKind.SCHEDULE: _l("Agenda of another system"),
    IntakeKind.COPY: _l("Copy from another event"),
}
# (state of the status component, word)
STATE_WORDS = {
    IntakeState.NEW: ("pending", _l("Waits for you")),
    IntakeState.PREVIEWED: ("pending", _l("Waits for you")),
    IntakeState.CONFIRMED: ("queued", _l("Is being brought in")),
    IntakeState.DONE: ("confirmed", _l("Brought in")),
    IntakeState.DROPPED: ("cancelled", _l("Left")),
}
