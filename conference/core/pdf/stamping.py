"""Draws many pieces on few backgrounds: the slow part, laying out HTML, is done once for all that look alike.

The library lays out one page for each different background; each becomes a form that the real pages show by name,
with the lines and the code of one person on top. A thousand badges so cost as much as a dozen.
"""

import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, BinaryIO

import pydyf

from .embedding import EmbeddedFace
from .faces import LATIN, family_of_line
from .structure import Section, Structure, string
from .trees import PageTree
from .writing import Writer

MM = 72 / 25.4  # points
CUT_LINE = b"0.5 G 0.3 w"
TURNS = {0: b"1 0 0 1", 90: b"0 -1 1 0", 180: b"-1 0 0 -1", 270: b"0 1 -1 0"}  # clockwise, as seen


class Stamper:
    """Called by the library when the backgrounds are drawn; writes the file itself, page by page, into `output`.

    Nothing is left for the library to write, so that a file of ten thousand pages is nowhere whole in memory.
    """

    def __init__(self, sheet: dict[str, Any], pages: Iterable[dict[str, Any]], output: BinaryIO) -> None:
        self._sheet = sheet
        self._drawn = pages
        self._writer = Writer(output)
        self._faces: dict[str, EmbeddedFace] = {}

    def __call__(self, document: Any, pdf: pydyf.PDF) -> None:
        backgrounds = self._take_backgrounds(pdf)
        document.metadata.include_in_pdf(pdf, "ua", 1, conformance=None, compress=True)
        pdf.add_object(pdf.info)
        catalog, info = pdf.catalog, pdf.info.number
        self._take_objects(pdf)
        resources, tree, structure = self._writer.reserve(), PageTree(self._writer), Structure(self._writer)
        for page in self._drawn:
            self._add_page(page, tree, structure, resources)
        tree.finish()
        fonts = pydyf.Dictionary({name: face.add_to(self._writer) for name, face in self._faces.items()})
        shared = pydyf.Dictionary({"Font": fonts, "XObject": pydyf.Dictionary(backgrounds)})
        self._writer.put(resources, bytes(shared.data))
        catalog.update({
            "Pages": f"{tree.root} 0 R", "StructTreeRoot": f"{structure.finish()} 0 R",
            "MarkInfo": "<</Marked true>>", "ViewerPreferences": "<</DisplayDocTitle true>>",
        })  # fmt: skip
        self._writer.put_object(catalog)
        self._writer.finish(catalog.number, info)

    def _take_backgrounds(self, pdf: pydyf.PDF) -> dict[str, bytes]:
        """Turn the library's pages into forms, and leave the document without pages."""
        forms = {}
        for number, page_number in enumerate(pdf.pages["Kids"][::3]):
            ground = self._sheet["backgrounds"][number]
            bleed = ground["bleed"] * MM
            width, height = (ground[side] * MM + 2 * bleed for side in ("width", "height"))
            page = pdf.objects[page_number]
            content = pdf.objects[int(page["Contents"].split()[0])]
            content.extra.update({
                "Type": "/XObject", "Subtype": "/Form", "Resources": page["Resources"],
                "BBox": f"[0 0 {width:.3f} {height:.3f}]", "Matrix": f"[1 0 0 1 {-bleed:.3f} {-bleed:.3f}]",
            })  # fmt: skip
            forms[f"B{number}"] = content.reference
            page.clear()
        pdf.pages.clear()
        return forms

    def _take_objects(self, pdf: pydyf.PDF) -> None:
        """Write what the library made, but for the catalogue, which is not complete, and leave it nothing."""
        for thing in pdf.objects[1:]:
            thing.number = self._writer.reserve()
            if thing is not pdf.catalog:
                self._writer.put_object(thing)
        del pdf.objects[1:]
        pdf.info = pydyf.Dictionary()

    def _add_page(self, drawn: dict[str, Any], tree: PageTree, structure: Structure, resources: int) -> None:
        width, height = drawn["width"] * MM, drawn["height"] * MM
        page, parent = tree.begin_page()
        number = structure.begin_page(page)
        content: list[bytes] = []
        for piece in drawn["pieces"]:
            tall = self._sheet["backgrounds"][piece["background"]]["height"]
            section = structure.begin_section(piece["lang"])
            corner = (piece["x"] * MM, height - (piece["y"] + tall) * MM)
            content += [b"q 1 0 0 1 %.3f %.3f cm" % corner, *self._draw(piece, section, tall * MM), b"Q"]
            section.finish()
        content += self._cut_lines(drawn["cuts"], height)
        stream = self._writer.add_stream(zlib.compress(b"\n".join(content), 9))
        self._writer.put(
            page,
            f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {width:.3f} {height:.3f}]"
            f"/Contents {stream} 0 R/Resources {resources} 0 R/StructParents {number}/Tabs/S>>",
        )

    def _cut_lines(self, cuts: list[list[float]], height: float) -> Iterator[bytes]:
        if cuts:
            yield b"/Artifact BMC q " + CUT_LINE
            for x1, y1, x2, y2 in cuts:
                yield b"%.3f %.3f m %.3f %.3f l S" % (x1 * MM, height - y1 * MM, x2 * MM, height - y2 * MM)
            yield b"Q EMC"

    def _draw(self, piece: dict[str, Any], section: Section, height: float) -> Iterator[bytes]:
        """Draw a piece whose lower left corner is the origin."""
        yield section.mark("P", extra=f"/ActualText {string(piece['spoken'])}")
        yield b"/B%d Do EMC" % piece["background"]
        for block in piece["blocks"]:
            yield section.mark(block["role"], lang=block["lang"])
            for line in block["lines"]:
                yield self._text(line, height)
            yield b"EMC"
        for code in piece["codes"]:
            yield from self._code(code, section, height)

    def _text(self, line: list[Any], height: float) -> bytes:
        """`line` as of `sheets.LINE`."""
        text, x, y, size, bold, ink, turn = line
        name, face = self._face(text, bold=bold)
        return b"BT /%s %.2f Tf %s rg %s %.3f %.3f Tm %s ET" % (
            name.encode(), size, colour(ink), TURNS[turn], x * MM, height - y * MM, face.show(text),
        )  # fmt: skip

    def _face(self, text: str, *, bold: bool) -> tuple[str, EmbeddedFace]:
        family = family_of_line(text) or LATIN
        name = f"{family}{'Bold' if bold else ''}"
        if name not in self._faces:
            self._faces[name] = EmbeddedFace(family, bold=bold)
        return name, self._faces[name]

    def _code(self, code: dict[str, Any], section: Section, height: float) -> Iterator[bytes]:
        """Draw the code as a picture of one bit a module: edges of vector modules would show hairlines between them."""
        rows, side = code["rows"], code["side"] * MM
        left, bottom = code["x"] * MM, height - code["y"] * MM - side
        box = f"/BBox[{left:.2f} {bottom:.2f} {left + side:.2f} {bottom + side:.2f}]"
        extra = f"/Alt {string(code['spoken'])}/A<</O/Layout/Placement/Block{box}>>"
        yield section.mark("Figure", extra=extra)
        yield b"q 0 g %.3f 0 0 %.3f %.3f %.3f cm" % (side, side, left, bottom)
        size = len(rows)
        bits = "".join(f"{int(row.ljust(-size % 8 + size, '0'), 2):0{(size + 7) // 8 * 2}x}" for row in rows)
        yield f"BI /W {size} /H {size} /IM true /D [1 0] /F /AHx ID {bits}> EI Q EMC".encode()


@cache
def colour(hexadecimal: str) -> bytes:
    red, green, blue = bytes.fromhex(hexadecimal.removeprefix("#"))
    return b"%.3f %.3f %.3f" % (red / 255, green / 255, blue / 255)
