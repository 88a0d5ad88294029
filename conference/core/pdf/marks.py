"""The marks of those who run and pay for an event, as every printed paper shows them."""

from dataclasses import dataclass
from hashlib import sha256
from math import inf

from conference.core.emblem import emblem_svg, logo_box

EU_EMBLEM = "eu-emblem"  # the name papers show it by: `asset:eu-emblem`


@dataclass(frozen=True, slots=True)
class ProjectMark:
    """A project by its code in its colour, or by its logo (PNG, JPEG or WebP) where it has one."""

    code: str
    colour: str  # #rrggbb
    logo: bytes | None = None
    size: tuple[int, int] = (1, 1)  # of the logo, in pixels

    @property
    def asset(self) -> str:
        """The name of the logo among the assets of a paper; the same logo has the same name."""
        return f"logo-{sha256(self.logo).hexdigest()[:16]}" if self.logo else ""

    def box(self, emblem_height: float, widest: float, highest: float = inf) -> tuple[float, float]:
        """Width and height of the logo beside an emblem of that height, in its unit."""
        width, height = logo_box(emblem_height, *self.size)
        share = min(1, widest / width, highest / height)
        return width * share, height * share


def mark_assets(projects: tuple[ProjectMark, ...], *, with_emblem: bool) -> dict[str, bytes]:
    """What a paper with these marks needs to be handed over."""
    logos = {project.asset: project.logo for project in projects if project.logo}
    return logos | ({EU_EMBLEM: emblem_svg()} if with_emblem else {})
