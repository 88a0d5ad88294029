"""What stands on a badge, in words and colours, before anybody thinks of millimetres."""

from dataclasses import dataclass

from conference.core.pdf.marks import ProjectMark


@dataclass(frozen=True, slots=True)
class BadgeCard:
    """One person's badge. Every text is as it will be read: translated, dates in the event's zone."""

    name: str
    code: str  # the 29 characters of the ticket; the QR code holds nothing else
    category_word: str
    category_colour: str  # #rrggbb
    event_title: str
    event_dates: str
    place: str
    lang: str  # of the badge and of `name`
    national_name: str = ""  # the name in its own script
    national_lang: str = ""
    honorific: str = ""
    position: str = ""
    organisation: str = ""
    country: str = ""
    projects: tuple[ProjectMark, ...] = ()
    funding_statement: str = ""  # "Funded by the European Union"; empty where a derogation is on record
    disclaimers: tuple[str, ...] = ()  # the first that there is room for is printed

    @property
    def look(self) -> tuple[object, ...]:
        """What badges must have in common to share a background."""
        return (
            self.category_word,
            self.category_colour,
            self.event_title,
            self.event_dates,
            self.place,
            self.lang,
            self.projects,
            self.funding_statement,
            self.disclaimers,
        )
