"""Lines of text as outlines of the very faces that are printed: what a preview shows is what the printer gets."""

from functools import lru_cache
from itertools import groupby
from typing import Any

import uharfbuzz as hb

from .faces import ARABIC, face, family_of, family_of_line, font, is_from_right, shape


@lru_cache(maxsize=2048)
def outline(text: str, *, bold: bool) -> tuple[tuple[float, float, str], ...]:
    """The glyphs of a line from left to right: (x, y, path) of each, in thousandths of an em, y upwards."""
    found, pen = [], 0.0
    for family, run in _runs(text):
        scale = 1000 / face(family, bold=bold).upem
        for cluster in shape(run, family, bold=bold):
            for glyph in cluster.glyphs:
                path = glyph_path(family, glyph.number, bold=bold)
                found.append((pen + glyph.x_offset * scale, glyph.y_offset * scale, path))
                pen += glyph.advance * scale
    return tuple(found)


def _runs(text: str) -> list[tuple[str, str]]:
    """(family, part of the text) as they stand from left to right."""
    if family := family_of_line(text):
        return [(family, text)]
    runs = [(family, "".join(run)) for family, run in groupby(text, family_of)]
    if not is_from_right(text):
        return runs
    # spaces go the way of the line, also those in front of a run that goes the other way
    turned = [(family, part.lstrip() + " " * (len(part) - len(part.lstrip()))) for family, part in runs]
    return [(family, part if family != ARABIC else runs[number][1]) for number, (family, part) in enumerate(turned)][
        ::-1
    ]


@lru_cache(maxsize=4096)
def glyph_path(family: str, number: int, *, bold: bool) -> str:
    """The outline of a glyph as data of an SVG path."""
    steps: list[str] = []
    scale = 1000 / face(family, bold=bold).upem
    font(family, bold=bold).draw_glyph(number, _functions(), (steps, scale))
    return "".join(steps)


@lru_cache(maxsize=1)
def _functions() -> Any:
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, kept: _add(kept, "M", x, y))
    functions.set_line_to_func(lambda x, y, kept: _add(kept, "L", x, y))
    functions.set_quadratic_to_func(lambda *args: _add(args[-1], "Q", *args[:-1]))
    functions.set_cubic_to_func(lambda *args: _add(args[-1], "C", *args[:-1]))
    functions.set_close_path_func(lambda kept: _add(kept, "Z"))
    return functions


def _add(kept: tuple[list[str], float], letter: str, *places: float) -> None:
    steps, scale = kept
    steps.append(letter + " ".join(f"{place * scale:.0f}" for place in places))
