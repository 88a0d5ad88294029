"""What stands on a badge, in words and colours, before anybody thinks of millimetres."""

from dataclasses import dataclass
from typing import NamedTuple

from conference.core.codes import in_groups
from conference.core.pdf import missing_glyphs
from conference.core.pdf.marks import ProjectMark

OTHER_NAMES = {"category": "category_word", "event": "event_title", "dates": "event_dates"}


class AgendaLine(NamedTuple):
    """A line of a programme; a heading, the day for example, has a title alone."""

    time: str
    title: str
    room: str = ""


@dataclass(frozen=True, slots=True)
class BadgeCard:
    """One person's badge, or one room's sign. Every text is as it will be read: translated, dates in the event's zone.

    `agenda` is that of the event, `own_agenda` that of the person or the room.
    """

    name: str
    code: str  # the 29 characters of the ticket; the QR code holds nothing else. "": there is none to show
    category_word: str
    category_colour: str  # #rrggbb
    event_title: str
    event_dates: str
    place: str
    lang: str  # of the badge and of `name`
    category_code: str = ""
    given_name: str = ""
    family_name: str = ""
    national_name: str = ""  # the name in its own script
    national_lang: str = ""
    honorific: str = ""
    position: str = ""
    organisation: str = ""
    country: str = ""
    delegation: str = ""
    pickup: str = ""
    number: str = ""
    when: str = ""
    where: str = ""
    contact: str = ""
    room: str = ""
    day: str = ""
    agenda: tuple[AgendaLine, ...] = ()
    own_agenda: tuple[AgendaLine, ...] = ()
    projects: tuple[ProjectMark, ...] = ()
    funding_statement: str = ""  # "Funded by the European Union"; empty where a derogation is on record
    disclaimers: tuple[str, ...] = ()  # the first that there is room for is printed
    blank: str = ""  # of a badge whose name is written by hand: what tells it apart from others, "No. 17"

    @property
    def look(self) -> tuple[object, ...]:
        """What badges must have in common to share a background."""
        return (
            self.category_code,
            self.category_word,
            self.category_colour,
            self.event_title,
            self.event_dates,
            self.place,
            self.when,
            self.where,
            self.contact,
            self.lang,
            self.agenda,
            self.projects,
            self.funding_statement,
            self.disclaimers,
            bool(self.blank),
        )

    @property
    def has_second_name(self) -> bool:
        """In letters that we can print; written in Latin ones it would be the first name once more."""
        if not self.name or self.national_name == self.name:
            return False
        return not any(char.isalpha() for char in missing_glyphs(self.national_name))

    def value(self, field: str) -> str:
        """What a placeholder of a design stands for, as it was typed."""
        other = OTHER_NAMES.get(field)
        if other is not None:
            return str(getattr(self, other))
        match field:
            case "name" | "given_name":
                own = self.given_name if field == "given_name" else ""
                return own or self.name or self.national_name
            case "national_name":
                return self.national_name if self.has_second_name else ""
            case "family_name":
                return self.family_name if self.given_name else ""
            case "code":
                return in_groups(self.code)
        return str(getattr(self, field))
