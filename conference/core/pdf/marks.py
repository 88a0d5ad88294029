"""The marks of those who run and pay for an event, as every printed paper shows them."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from .faces import ROOT

EU_EMBLEM = "eu-emblem"  # the name papers show it by: `asset:eu-emblem`


@dataclass(frozen=True, slots=True)
class ProjectMark:
    """A project by its code in its colour, or by its logo (PNG, JPEG or WebP) where it has one."""

    code: str
    colour: str  # #rrggbb
    logo: bytes | None = None

    @property
    def asset(self) -> str:
        """The name of the logo among the assets of a paper; the same logo has the same name."""
        return f"logo-{sha256(self.logo).hexdigest()[:16]}" if self.logo else ""


@cache
def eu_emblem() -> bytes:
    """The emblem of the European Union, three wide to two high, as SVG."""
    return (ROOT / "static" / "img" / "eu-emblem.svg").read_bytes()


def mark_assets(projects: tuple[ProjectMark, ...], *, with_emblem: bool) -> dict[str, bytes]:
    """What a paper with these marks needs to be handed over."""
    logos = {project.asset: project.logo for project in projects if project.logo}
    return logos | ({EU_EMBLEM: eu_emblem()} if with_emblem else {})
