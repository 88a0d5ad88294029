"""What a page, letter or paper shows of the funder and the partners. Pure: facts in, what is to be shown out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from conference.core.emblem import logo_box
from conference.core.translated import Words, pick
from conference.projects.models import MAIN_LANGUAGE

from .. import wording

EMBLEM_HEIGHT = 50  # CSS pixels on pages and in letters: 13 mm, and the white border is whole pixels


@dataclass(frozen=True, slots=True)
class Logo:
    """A mark as it is stored: `picture` is the name of its file, sizes are in pixels."""

    name: str  # whose it is
    picture: str
    width: int
    height: int

    def box(self, emblem_height: float = EMBLEM_HEIGHT) -> tuple[float, float]:
        """Width and height beside an emblem of that height."""
        return logo_box(emblem_height, self.width, self.height)


@dataclass(frozen=True, slots=True)
class FundedProject:
    """What its funder wants to know of a project. `is_hidden`: by a derogation in force."""

    code: str
    is_eu_funded: bool
    is_co_funded: bool
    is_hidden: bool
    disclaimer: str = ""  # its own, in MAIN_LANGUAGE
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    implementers: tuple[str, ...] = ()
    logos: tuple[Logo, ...] = ()

    @property
    def is_acknowledged(self) -> bool:
        return self.is_eu_funded and not self.is_hidden

    def own_disclaimer(self, language: str) -> Words:
        """In that language; empty when it has none in it, though it may have one in another."""
        words = pick(self.disclaimer, self.translations, "disclaimer", language, MAIN_LANGUAGE)
        return Words("", language) if words.is_fallback else words


@dataclass(frozen=True, slots=True)
class Visibility:
    """The emblem goes with `statement`: where there is none, neither emblem nor disclaimer is shown.

    `logos` are those of projects and partners, which stand beside it or, under a derogation, alone.
    """

    statement: Words
    disclaimers: tuple[Words, ...]
    logos: tuple[Logo, ...]
    short: Words  # the standard sentence for all, where there is no room for their own

    @property
    def spoken_for(self) -> tuple[str, ...]:
        """Disclaimers for a small paper: all together, else the short one; the first that fits is printed."""
        together = " ".join(words.text for words in self.disclaimers)
        return tuple(dict.fromkeys(filter(None, (together, self.short.text))))

    @property
    def is_shown(self) -> bool:
        return bool(self.statement)


def visibility(projects: Sequence[FundedProject], language: str) -> Visibility:
    """One statement for all projects that acknowledge the Union's money, each disclaimer once, each logo once.

    Where one of them is funded in part only, so is what they do together: then the statement says "co-funded".
    """
    shown = [project for project in projects if project.is_acknowledged]
    statement = Words("", language)
    if shown:
        statement = wording.statement(language, is_co_funded=any(project.is_co_funded for project in shown))
    logos = {logo.picture: logo for project in projects for logo in project.logos}
    if not shown:
        return Visibility(statement, (), tuple(logos.values()), Words("", language))
    names = dict.fromkeys(name for project in shown for name in project.implementers)
    short = wording.standard_disclaimer(language, tuple(names))
    return Visibility(statement, disclaimers(shown, language), tuple(logos.values()), short)


def disclaimers(projects: Iterable[FundedProject], language: str) -> tuple[Words, ...]:
    """Their own words in that language; those without share one standard sentence that names their implementers.

    In a language without a standard sentence, a project's own words in its main language come before ours.
    """
    found: dict[str, Words] = {}
    names: dict[str, None] = {}
    has_standard = False
    for project in projects:
        words = project.own_disclaimer(language)
        if not words and project.disclaimer and language not in wording.DISCLAIMERS:
            words = Words(project.disclaimer, MAIN_LANGUAGE, is_fallback=True)
        if words:
            found[words.text] = words
        else:
            has_standard = True
            names |= dict.fromkeys(project.implementers)
    if has_standard:
        words = wording.standard_disclaimer(language, tuple(names))
        found[words.text] = words
    return tuple(found.values())
