"""What people read of clashes, by kind and level."""

from typing import Any

from flask_babel import lazy_gettext as _l

from .kinds import Kind, Level

KIND_WORDS: dict[str, Any] = {
    Kind.SAME_ROOM: _l("Two sessions in one room at once"),
    Kind.PERSON_TWICE: _l("A speaker or chair at two sessions at once"),
    Kind.PERSON_AWAY: _l("A speaker is not available"),
    Kind.ROOM_CLOSED: _l("The room is closed"),
    Kind.ROOM_SMALL: _l("The room is too small"),
    Kind.OUTSIDE_HOURS: _l("Outside the hours of the event"),
    Kind.NO_TIME_TO_CHANGE: _l("No time to change rooms"),
    Kind.TEAM_TWICE: _l("Interpreters at two sessions at once"),
    Kind.TEAM_LANGUAGE: _l("Interpreters without a language that is needed"),
    Kind.NO_TEAM: _l("Interpretation without interpreters"),
    Kind.NO_BOOTH: _l("Interpretation in a room without a booth"),
    Kind.PROJECT_TWICE: _l("A project leads two sessions at once"),
    Kind.NO_ROOM: _l("No room"),
    Kind.NO_SPEAKER: _l("No speaker"),
    Kind.NO_LANGUAGE: _l("No language"),
    Kind.DECLINED: _l("A speaker declined"),
    Kind.NO_ANSWER: _l("A speaker has not confirmed"),
    Kind.NO_CONSENT: _l("A speaker has not consented"),
    Kind.UNSCHEDULED: _l("A session has no time"),
}
LEVEL_WORDS: dict[str, Any] = {
    Level.BLOCK: _l("Stops publishing"),
    Level.WARN: _l("Warning"),
    Level.IGNORE: _l("Not checked"),
}
# What each names is in `sentences`.
SENTENCES: dict[str, Any] = {
    Kind.SAME_ROOM: _l("“%(session)s” and “%(other)s” are both in %(room)s at once, %(when)s"),
    Kind.PERSON_TWICE: _l("Expected at two sessions at once, %(when)s: %(people)s, at “%(session)s” and “%(other)s”"),
    Kind.PERSON_AWAY: _l("Not available for “%(session)s”, %(when)s: %(people)s"),
    Kind.ROOM_CLOSED: _l("%(room)s is closed during “%(session)s”, %(when)s"),
    Kind.ROOM_SMALL: _l("“%(session)s” needs %(needed)d seats, but %(room)s has %(given)d"),
    Kind.OUTSIDE_HOURS: _l("“%(session)s”, %(when)s, is outside the hours of the event"),
    Kind.NO_TIME_TO_CHANGE: _l(
        "%(given)d of %(needed)d minutes to go from “%(session)s” in %(from_room)s to “%(other)s” in %(to_room)s: "
        "%(people)s"
    ),
    Kind.TEAM_TWICE: _l("The interpreters “%(team)s” are needed at once, %(when)s, at “%(session)s” and “%(other)s”"),
    Kind.TEAM_LANGUAGE: _l("The interpreters “%(team)s” lack a language of “%(session)s”: %(languages)s"),
    Kind.NO_TEAM: _l("“%(session)s” is interpreted, but no interpreters are assigned"),
    Kind.NO_BOOTH: _l("“%(session)s” is interpreted, but %(room)s has no booth"),
    Kind.PROJECT_TWICE: _l("%(project)s leads two sessions at once, %(when)s: “%(session)s” and “%(other)s”"),
    Kind.NO_ROOM: _l("“%(session)s”, %(when)s, has no room"),
    Kind.NO_SPEAKER: _l("“%(session)s” has no speaker"),
    Kind.NO_LANGUAGE: _l("“%(session)s” has no language"),
    Kind.DECLINED: _l("Declined to take part in “%(session)s”: %(people)s"),
    Kind.NO_ANSWER: _l("Not confirmed yet for “%(session)s”: %(people)s"),
    Kind.NO_CONSENT: _l("Not agreed to being shown yet: %(people)s, at %(sessions)s"),
    Kind.UNSCHEDULED: _l("“%(session)s” has no time yet"),
}
SIGNED_UP = _l("%(needed)d people signed up for “%(session)s”, but %(room)s has %(given)d seats")
