from flask_babel import lazy_gettext as _l

PART_WORDS = {
    "rooms": _l("Rooms, without the times when they are closed"),
    "tracks": _l("Tracks"),
    "teams": _l("Teams of interpreters"),
    "speakers": _l("Speakers, without consents and answers"),
    "sessions": _l("Sessions, with their projects and texts"),
    "places": _l("Times and rooms of the sessions, moved to the days of this event"),
}
COUNT_WORDS = {
    "rooms": _l("rooms"),
    "tracks": _l("tracks"),
    "teams": _l("teams"),
    "speakers": _l("speakers"),
    "sessions": _l("sessions"),
    "unplaced": _l("times outside the days of this event, left out"),
}
