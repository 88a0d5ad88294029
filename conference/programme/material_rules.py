"""Materials of a session as values, and what may be handed in. Pure."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused

from .models import Material, Shown

MOST_MATERIALS = 30  # of one session


class TooManyMaterials(Refused):
    code: ClassVar[str] = "too_many_materials"


class NoSuchMaterial(Refused):
    """It was taken away meanwhile, or belongs to somebody else."""

    code: ClassVar[str] = "no_such_material"


@dataclass(frozen=True)
class MaterialValues:
    """What is said of a file or link; `url` is empty for a file. An empty title is the file's name."""

    title: str
    language: str = ""
    shown: str = Shown.ALWAYS
    url: str = ""


def values_of(material: Material) -> dict[str, Any]:
    """What a page shows of a material and an edit may change; a file stands by its random name."""
    return {
        "title": material.title,
        "language": material.language,
        "shown": str(material.shown),
        "url": material.url,
        "file": material.file.name if material.file else "",
    }


def why_not_add(count: int) -> TooManyMaterials | None:
    """Say why a session with `count` materials takes no more."""
    if count < MOST_MATERIALS:
        return None
    return TooManyMaterials(_("A session has at most %(count)d materials: delete one first", count=MOST_MATERIALS))


def why_not_touch(material: Material | None, speaker_id: int | None) -> NoSuchMaterial | None:
    """Say why it cannot be changed; a speaker changes only what they handed in themselves."""
    if material is not None and speaker_id in (None, material.speaker_id):
        return None
    return NoSuchMaterial(_("This material is no longer there"))
