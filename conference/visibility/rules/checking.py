"""What is missing of an event's visibility, and where it is mended. Pure: facts in, findings out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _

from conference.core.colours import contrast, is_colour
from conference.core.emblem import WIDEST

from .. import wording
from .showing import FundedProject

PAPER = "#ffffff"
SEEN = 3.0  # contrast with the paper below which a coloured area is lost: WCAG 2.2, 1.4.11
FEWEST_PIXELS = 300  # of a logo's longer side: 25 mm in print at 300 dpi


class Level(StrEnum):
    """`MISSING` breaks the funder's rules or leaves a gap that people see; `ADVICE` is worth a look."""

    MISSING = "missing"
    ADVICE = "advice"


class Place(StrEnum):
    """Where a finding is mended: a field of the project's form, its partners, a session, the event."""

    LOGO = "logo"
    DISCLAIMER = "disclaimer"
    CONTRACT = "contract_number"
    COLOUR = "colour"
    PARTNERS = "partners"
    SESSION = "session"
    EVENT_PROJECTS = "event_projects"
    DEROGATION = "derogation"


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject`: the code of the project or session that it is about; "" for the event as a whole.

    `language`: into which the project's disclaimer is to be translated; "" where nothing is written yet.
    """

    place: Place
    level: Level
    words: str
    subject: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class CheckedProject:
    """A project as the check sees it: `logo` is its size in pixels."""

    shown: FundedProject
    colour: str
    contract_number: str
    has_funder: bool
    logo: tuple[int, int] | None = None

    @property
    def code(self) -> str:
        return self.shown.code


@dataclass(frozen=True, slots=True)
class Event:
    """`languages`: (code, name in the reader's language); `loose_sessions`: (code, title) of those without project."""

    languages: tuple[tuple[str, str], ...]
    projects: tuple[CheckedProject, ...]
    loose_sessions: tuple[tuple[str, str], ...] = ()


def findings(event: Event) -> list[Finding]:
    """All that is missing: first of the event, then of each project in its order, at last of the sessions."""
    found = list(_of_event(event))
    for project in event.projects:
        found += _of_project(project, event.languages)
    found += [
        Finding(Place.SESSION, Level.MISSING, _("“%(title)s” belongs to no project", title=title), code)
        for code, title in event.loose_sessions
    ]
    return found


def findings_of_project(project: CheckedProject, languages: Iterable[tuple[str, str]]) -> list[Finding]:
    """What is missing of one project, whatever event shows it."""
    return list(_of_project(project, tuple(languages)))


def _of_event(event: Event) -> Iterator[Finding]:
    projects = [project.shown for project in event.projects]
    if not projects:
        words = _("No project runs this event: nothing says who pays for it")
        yield Finding(Place.EVENT_PROJECTS, Level.MISSING, words)
    elif not any(project.is_eu_funded for project in projects):
        words = _("No project of this event is funded by the European Union: emblem and statement are shown nowhere")
        yield Finding(Place.EVENT_PROJECTS, Level.ADVICE, words)
    elif not any(project.is_acknowledged for project in projects):
        words = _("By derogation, emblem and statement are shown nowhere: on no page, letter, badge or ticket")
        yield Finding(Place.DEROGATION, Level.ADVICE, words)
    else:
        yield from _untranslated(event, any(project.is_co_funded for project in projects if project.is_acknowledged))


def _untranslated(event: Event, is_co_funded: bool) -> Iterator[Finding]:  # noqa: FBT001 - one caller, beside it
    for code, name in event.languages:
        if wording.statement(code, is_co_funded=is_co_funded).is_fallback:
            words = _("%(language)s: no wording of the statement is known, so readers see it in English", language=name)
            yield Finding(Place.DISCLAIMER, Level.ADVICE, words)


def _of_project(project: CheckedProject, languages: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    if project.shown.is_hidden:
        words = _("By derogation, emblem and statement are not shown for %(project)s", project=project.code)
        yield Finding(Place.DEROGATION, Level.ADVICE, words, project.code)
    if not project.has_funder:
        words = _("%(project)s has no funder among its partners", project=project.code)
        yield Finding(Place.PARTNERS, Level.MISSING, words, project.code)
    if not project.shown.implementers:
        words = _("%(project)s has no implementer: the disclaimer cannot say who answers for the contents",
                  project=project.code)  # fmt: skip
        yield Finding(Place.PARTNERS, Level.MISSING, words, project.code)
    if not project.contract_number:
        words = _("%(project)s has no contract number: signature sheets and reports need it", project=project.code)
        yield Finding(Place.CONTRACT, Level.MISSING, words, project.code)
    yield from _disclaimer(project, languages)
    yield from _logo(project)
    if not is_colour(project.colour) or contrast(project.colour, PAPER) < SEEN:
        words = _("The colour of %(project)s is too light: its stripe is lost on white paper", project=project.code)
        yield Finding(Place.COLOUR, Level.MISSING, words, project.code)


def _disclaimer(project: CheckedProject, languages: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    for code, name in languages:
        if project.shown.own_disclaimer(code):
            continue
        facts = {"project": project.code, "language": name}
        target = code if project.shown.disclaimer else ""
        if code in wording.DISCLAIMERS:
            words = _("%(project)s has no disclaimer in %(language)s: the standard sentence is shown", **facts)
            yield Finding(Place.DISCLAIMER, Level.ADVICE, words, project.code, target)
        else:
            words = _("%(project)s has no disclaimer in %(language)s: readers see it in English", **facts)
            yield Finding(Place.DISCLAIMER, Level.MISSING, words, project.code, target)


def _logo(project: CheckedProject) -> Iterator[Finding]:
    if project.logo is None:
        words = _("%(project)s has no logo: its code on its colour stands in for it", project=project.code)
        yield Finding(Place.LOGO, Level.MISSING, words, project.code)
        return
    width, height = project.logo
    if max(width, height) < FEWEST_PIXELS:
        words = _("The logo of %(project)s is only %(width)d × %(height)d pixels: it is blurred in print",
                  project=project.code, width=width, height=height)  # fmt: skip
        yield Finding(Place.LOGO, Level.ADVICE, words, project.code)
    if not 1 / WIDEST <= width / height <= WIDEST * 2:
        words = _("The logo of %(project)s is so long and thin that beside the emblem nobody can read it",
                  project=project.code)  # fmt: skip
        yield Finding(Place.LOGO, Level.ADVICE, words, project.code)
