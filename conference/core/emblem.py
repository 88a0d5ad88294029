"""The emblem of the European Union, drawn by its published geometry, and the box that other marks beside it may fill.

A blue rectangle, half as long again as it is high; on it twelve golden stars with five points, one of them upwards,
on an invisible circle of a third of the height, like the hours on a clock; each star fits a circle of an eighteenth.
On a coloured ground the rectangle has a white border of a twenty-fifth of the height. Lengths have no unit here.
Source: Interinstitutional style guide, annex A1, "Graphics guide to the European emblem".
"""

from functools import cache
from itertools import pairwise
from math import cos, pi, sin, sqrt

from .images import drawn_png

BLUE, GOLD, WHITE = "#003399", "#ffcc00", "#ffffff"  # Reflex Blue and Yellow, as screens show them
RATIO = 1.5
STARS, POINTS = 12, 5
ORBIT, STAR, BORDER = 1 / 3, 1 / 18, 1 / 25  # of the height: radius of the circle, of a star; width of the border
INNER = cos(2 * pi / POINTS) / cos(pi / POINTS)  # where the sides of a star cross, as a share of its radius
DETAIL = 540  # height at which the drawing's coordinates are whole enough
WIDEST = 5  # times the emblem's height: a longer mark would not fit on a phone

Point = tuple[float, float]


def star_centres(height: float) -> list[Point]:
    """The middles of the twelve stars, from the top clockwise; y grows downwards."""
    turns = [2 * pi * number / STARS for number in range(STARS)]
    middle = (height * RATIO / 2, height / 2)
    return [(middle[0] + ORBIT * height * sin(turn), middle[1] - ORBIT * height * cos(turn)) for turn in turns]


def star_corners(height: float) -> list[Point]:
    """The ten corners of a star around its own middle, from its upper point clockwise."""
    corners = []
    for number in range(2 * POINTS):
        radius, turn = STAR * height * (INNER if number % 2 else 1), pi * number / POINTS
        corners.append((radius * sin(turn), -radius * cos(turn)))
    return corners


@cache
def stars_path(height: float = DETAIL) -> str:
    """All stars as the data of one SVG path. The same star twelve times, so that it packs well."""
    corners = star_corners(height)
    steps = [(x - before[0], y - before[1]) for before, (x, y) in pairwise(corners)]
    star = "".join(f"l{_short(x)} {_short(y)}" for x, y in steps)
    return "".join(f"M{_short(x)} {_short(y + corners[0][1])}{star}z" for x, y in star_centres(height))


def _short(number: float) -> str:
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@cache
def emblem_svg() -> bytes:
    """The emblem without border, for white paper."""
    width = round(DETAIL * RATIO)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{DETAIL}" viewBox="0 0 {width} {DETAIL}">'
        f'<path fill="{BLUE}" d="M0 0h{width}v{DETAIL}H0z"/><path fill="{GOLD}" d="{stars_path()}"/></svg>'
    ).encode()


@cache
def emblem_png(height: int) -> bytes:
    """The emblem with its white border, for programs that show no SVG. `height`: of the rectangle, in pixels."""
    border = height * BORDER
    size = (round(height * RATIO + 2 * border), round(height + 2 * border))
    ground = [(border + x, border + y) for x, y in ((0, 0), (height * RATIO, 0), (height * RATIO, height), (0, height))]
    stars = [
        [(border + x + corner_x, border + y + corner_y) for corner_x, corner_y in star_corners(height)]
        for x, y in star_centres(height)
    ]
    return drawn_png(size, WHITE, [(BLUE, ground), *((GOLD, star) for star in stars)])


def logo_box(emblem_height: float, width: int, height: int) -> tuple[float, float]:
    """(width, height) at which a mark of `width` × `height` pixels stands beside the emblem.

    Neither higher than the emblem nor larger in area, and not stretched. The unit is that of `emblem_height`.
    """
    shape = width / height
    tall = min(emblem_height, emblem_height * sqrt(RATIO / shape), emblem_height * WIDEST / shape)
    return tall * shape, tall
