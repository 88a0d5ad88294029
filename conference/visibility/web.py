"""How pages and letters get at what they show: layouts ask, so that no view and no letter can forget it."""

from functools import lru_cache

from conference.core.emblem import emblem_png, logo_box
from conference.core.images import small_png
from conference.events.models import Event
from conference.organisations.models import OrganisationKind
from conference.projects.models import Partner, Project
from conference.projects.rules import partners_in_order

from . import queries
from .rules import Visibility
from .rules.showing import EMBLEM_HEIGHT

EMBLEM = "eu-emblem"  # letters show it by `cid:eu-emblem`, a logo by `cid:logo-NAME`
LOGO = "logo-"
SHARP = 2  # pixels of a picture to each of the page: screens are finer than CSS


def visibility_here(event: Event | None, project: Project | None) -> Visibility | None:
    """What this page shows: of a project, of an event, of a project at an event; None on a page of neither."""
    if event is not None:
        return queries.visibility_of(event, project=project)
    return queries.visibility_of_project(project) if project is not None else None


def partners_to_name(project: Project, event: Event | None = None) -> list[Partner]:
    """The partners that a page or a file names, in the order of their roles.

    Under a derogation the Union is not named either: what does harm is that people learn who pays.
    """
    partners = partners_in_order(project)
    if not any(is_union(partner) for partner in partners) or not queries.is_hidden(project, event):
        return partners
    return [partner for partner in partners if not is_union(partner)]


def is_union(partner: Partner) -> bool:
    return partner.organisation.kind == OrganisationKind.EU_INSTITUTION


def letter_picture(name: str) -> bytes | None:
    """The file behind `cid:name` in a letter; None for what is none of ours."""
    if name == EMBLEM:
        return emblem_png(EMBLEM_HEIGHT * SHARP)
    return small_logo(name.removeprefix(LOGO)) if name.startswith(LOGO) else None


@lru_cache(maxsize=64)
def small_logo(name: str) -> bytes | None:
    """A stored logo at the size at which pages and letters show it; None when there is no such picture.

    A picture never changes under its name, so that each is made once.
    """
    picture = queries.find_picture(name)
    if picture is None:
        return None
    width, height = logo_box(EMBLEM_HEIGHT * SHARP, picture.width, picture.height)
    return small_png(picture.data, max(1, int(width)), max(1, int(height)))
