"""A side of a badge as an SVG picture, from the same drawing that is printed. It loads nothing: pictures lie inside."""

from base64 import b64encode
from collections.abc import Mapping

from markupsafe import escape

from conference.core.pdf import CodeMark, TextBlock, TextLine
from conference.core.pdf.kinds import kind_of
from conference.core.pdf.outlines import outline

from .design import Design
from .engine import Area, Drawing, Picture
from .fitting import POINT

FOLD = '<path d="M{} {}L{} {}" stroke="#8a94a3" stroke-width=".3" stroke-dasharray="2 1.5" fill="none"/>'


def preview_svg(drawing: Drawing, design: Design, assets: Mapping[str, bytes], title: str, *, bleed: float = 0) -> str:
    """The picture of a side as it is cut, with `bleed` mm around it; folds are dashed lines."""
    width, height = drawing.width, drawing.height
    whole = (width + 2 * bleed, height + 2 * bleed)
    box = f'width="{whole[0]:g}mm" height="{whole[1]:g}mm" viewBox="{-bleed:g} {-bleed:g} {whole[0]:g} {whole[1]:g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}><title>{escape(title)}</title>',
        f'<path fill="#fff" d="M{-bleed:g} {-bleed:g}h{whole[0]:g}v{whole[1]:g}H{-bleed:g}z"/>',
        side_svg(drawing, assets),
    ]
    for fold in design.folds:
        ends = (fold.at, 0, fold.at, height) if fold.axis == "x" else (0, fold.at, width, fold.at)
        parts.append(FOLD.format(*(f"{end:g}" for end in ends)))
    return "".join([*parts, "</svg>"])


def side_svg(drawing: Drawing, assets: Mapping[str, bytes]) -> str:
    """What is printed of a side, for the inside of a picture in millimetres."""
    parts: list[str] = []
    for mark in (*drawing.ground.marks, *drawing.blocks):
        if isinstance(mark, TextBlock):
            parts += [_line(line) for line in mark.lines]
        elif isinstance(mark, Picture):
            parts.append(_picture(mark, assets))
        else:
            parts.append(_area(mark))
    return "".join([*parts, *(_code(code) for code in drawing.codes)])


def _line(line: TextLine) -> str:
    glyphs = outline(line.text, bold=line.bold)
    steps = "".join(
        f'<path transform="translate({x:.0f} {y:.0f})" d="{path}"/>' for x, y, path in glyphs if path
    )  # fmt: skip
    em = line.size * POINT / 1000
    turn = f" rotate({line.turn})" if line.turn else ""
    place = f"translate({line.x:.3f} {line.y:.3f}){turn} scale({em:.6f} -{em:.6f})"
    return f'<g fill="{line.colour}" transform="{place}">{steps}</g>'


def _area(area: Area) -> str:
    edge = f' stroke="{area.edge}" stroke-width="{area.thickness:g}"' if area.edge else ""
    fill = area.fill or "none"
    inset = area.thickness / 2 if area.edge else 0
    x, y = area.x + inset, area.y + inset
    width, height = max(0, area.width - 2 * inset), max(0, area.height - 2 * inset)
    if area.form == "line":
        return f'<path d="M{area.x:.3f} {area.y:.3f}l{area.width:.3f} {area.height:.3f}"{edge}/>'
    if area.form == "ellipse":
        return (
            f'<ellipse cx="{x + width / 2:.3f}" cy="{y + height / 2:.3f}" rx="{width / 2:.3f}" ry="{height / 2:.3f}" '
            f'fill="{fill}"{edge}/>'
        )
    radius = f' rx="{max(0, area.radius - inset):g}"' if area.radius else ""
    return f'<rect x="{x:.3f}" y="{y:.3f}" width="{width:.3f}" height="{height:.3f}"{radius} fill="{fill}"{edge}/>'


def _picture(picture: Picture, assets: Mapping[str, bytes]) -> str:
    data = assets.get(picture.asset)
    kind = kind_of(data) if data else None
    if data is None or kind is None:
        return ""
    upright = picture.turn in (0, 180)
    width, height = (picture.width, picture.height) if upright else (picture.height, picture.width)
    x, y = picture.x + (picture.width - width) / 2, picture.y + (picture.height - height) / 2
    middle = f"{x + width / 2:.3f} {y + height / 2:.3f}"
    turn = f' transform="rotate({picture.turn} {middle})"' if picture.turn else ""
    align = "xMinYMid" if picture.align == "left" else "xMidYMid"
    return (
        f'<image x="{x:.3f}" y="{y:.3f}" width="{width:.3f}" height="{height:.3f}" preserveAspectRatio="{align}"{turn} '
        f'href="data:{kind};base64,{b64encode(data).decode()}"/>'
    )


def _code(code: CodeMark) -> str:
    module = code.side / len(code.rows)
    steps = []
    for number, row in enumerate(code.rows):
        start = 0
        for column in range(len(row) + 1):
            if column < len(row) and row[column] == "1":
                continue
            if column > start:
                steps.append(f"M{start} {number}h{column - start}v1H{start}z")
            start = column + 1
    place = f"translate({code.x:.3f} {code.y:.3f}) scale({module:.5f})"
    return f'<path shape-rendering="crispEdges" transform="{place}" d="{"".join(steps)}"/>'
