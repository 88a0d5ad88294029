"""When a design may be chosen, deleted, filled with pictures. Pure."""

from collections.abc import Sequence
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from conference.core.errors import Refused

MOST_DESIGNS, MOST_VERSIONS, MOST_PICTURES = 60, 100, 60  # of an event, of a design, of an event


class DesignInUse(Refused):
    code: ClassVar[str] = "design_in_use"


class TooManyDesigns(Refused):
    code: ClassVar[str] = "too_many_designs"


class PictureInUse(Refused):
    code: ClassVar[str] = "picture_in_use"


def why_not_delete(used_for: Sequence[str]) -> DesignInUse | None:
    """`used_for`: the names of the categories it is printed for; "" stands for all."""
    if not used_for:
        return None
    names = ", ".join(name or _("everybody without a design of their own") for name in used_for)
    return DesignInUse(_("This design is printed for %(names)s: choose another one there first", names=names))


def why_not_delete_picture(shown_by: Sequence[str]) -> PictureInUse | None:
    """`shown_by`: the names of the designs that show it as they are now."""
    if not shown_by:
        return None
    names = ", ".join(shown_by)
    return PictureInUse(_("This picture is shown by %(names)s: take it out there first", names=names))


def why_not_change_kind(used_for: Sequence[str]) -> DesignInUse | None:
    if not used_for:
        return None
    return DesignInUse(_("This design is printed, so it stays what it is for: copy it, and change the copy"))


def why_not_another(count: int, most: int) -> TooManyDesigns | None:
    if count < most:
        return None
    words = ngettext("An event has at most %(num)d of these", "An event has at most %(num)d of these", most)
    return TooManyDesigns(words)
