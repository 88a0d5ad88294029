"""The ticket as a paper to print or keep. Pure: words in, PDF out."""

from collections.abc import Mapping
from dataclasses import dataclass

from conference.core.codes import in_groups
from conference.core.colours import is_colour, words_on
from conference.core.pdf import printable, render_pdf, text_width
from conference.core.pdf.marks import EU_EMBLEM, ProjectMark, mark_assets
from conference.core.pdf.templates import render_paper
from conference.core.qr import qr_png
from conference.core.translated import Words

POINT = 25.4 / 72  # mm
EMBLEM_HEIGHT = 12.0  # mm, as in ticket.css
MARK_WIDTH, TAB_HEIGHT, TAB_EDGE, TAB_TYPE = 36.0, 6.0, 2.5, 11.0  # mm, mm, mm beside the code, points
NAME_WIDTH, NAME_LARGEST, NAME_SMALLEST = 100.0, 30.0, 13.0  # mm, points, points
PLAIN_COLOUR = "#14181f"


@dataclass(frozen=True, slots=True)
class TicketWords:
    """The headings of a ticket, in its language."""

    ticket: str  # "Ticket"
    when: str
    where: str
    name: str
    organisation: str
    category: str  # "Taking part as"
    show: str  # "Show this code at the entrance, on paper or on your phone."
    bring: str  # "What to bring"
    contact: str


@dataclass(frozen=True, slots=True)
class TicketPaper:
    """What a ticket says. Every text is as it will be read: translated, times in the event's zone."""

    event_title: str
    when: tuple[str, ...]  # lines: day, times with their zone
    where: tuple[str, ...]  # lines: venue, address
    name: str
    category_word: str
    category_colour: str  # #rrggbb
    code: str  # 29 characters
    words: TicketWords
    lang: str
    national_name: str = ""
    national_lang: str = ""
    organisation: str = ""
    bring: tuple[str, ...] = ()  # one thing a line
    contact: str = ""
    projects: tuple[ProjectMark, ...] = ()
    funding_statement: str = ""
    disclaimers: tuple[Words, ...] = ()


def ticket_pdf(paper: TicketPaper) -> bytes:
    """An A4 page. Raises PdfFailed."""
    html, assets = ticket_html(paper)
    return render_pdf(html, title=f"{paper.words.ticket}: {paper.event_title}", lang=paper.lang, assets=assets)


def ticket_html(paper: TicketPaper) -> tuple[str, Mapping[str, bytes]]:
    """The ticket as a document for `render_pdf`, with its assets."""
    name = printable(paper.name) or printable(paper.national_name)
    html = render_paper(
        "registration/pdf/ticket.html",
        paper=paper,
        name=name,
        name_size=name_size(name),
        national_name=printable(paper.national_name) if printable(paper.name) else "",
        printable=printable,
        category=colours(paper.category_colour),
        code=in_groups(paper.code),
        marks=[mark_style(project) for project in paper.projects],
        emblem=EU_EMBLEM,
    )
    assets = mark_assets(paper.projects, with_emblem=bool(paper.funding_statement))
    return html, assets | {"qr": qr_png(paper.code, 1)}


def name_size(name: str) -> float:
    """The type size, in points, at which the widest word of a name still fits on a line."""
    widest = max((text_width(word, bold=True) for word in name.split()), default=1)
    return max(NAME_SMALLEST, min(NAME_LARGEST, NAME_WIDTH / (widest * POINT)))


def colours(wanted: str) -> tuple[str, str]:
    """(ground, words) of a coloured area; a colour that is none becomes ink."""
    ground = wanted if is_colour(wanted) else PLAIN_COLOUR
    return ground, words_on(ground)


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How the mark of a project is set, in mm: no larger than the emblem, as a logo or as its code on its colour."""

    width: float
    height: float
    ground: str
    ink: str
    type_size: float  # points, of the code


def mark_style(project: ProjectMark) -> MarkStyle:
    if project.logo:
        return MarkStyle(*project.box(EMBLEM_HEIGHT, MARK_WIDTH), *colours(project.colour), 0)
    letters = max(text_width(printable(project.code), bold=True), 0.1) * POINT  # mm at one point
    type_size = min(TAB_TYPE, (MARK_WIDTH - 2 * TAB_EDGE) / letters)
    return MarkStyle(letters * type_size + 2 * TAB_EDGE, TAB_HEIGHT, *colours(project.colour), type_size)
