"""One of our faces inside a PDF: only the glyphs in use, each knowing the letters it stands for.

Arabic letters are drawn of a body and its dots. Programs that read PDFs disagree about such pairs, so each pair in use
becomes one glyph of the embedded face: then a copied name is the name that was typed, letter by letter.
"""

import hashlib
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

import pydyf
import uharfbuzz as hb
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from .faces import Cluster, face, font, shape
from .writing import Writer

UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "cmap", "name", "post", "OS/2", "meta")
TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
BLOCK = 100  # a CMap lists at most a hundred characters at a time
LINES = 1024  # remembered: what all badges say, and no more of the names than that


class Drawing(NamedTuple):
    """What is drawn for one character number: glyphs and where they stand (font units), for a text."""

    parts: tuple[tuple[int, int, int], ...]  # glyph, x, y
    advance: int
    text: str


class EmbeddedFace:
    """Hands out a character number for each pair of glyph and text, so that every copied text is what was typed."""

    def __init__(self, family: str, *, bold: bool) -> None:
        self._family = family
        self._bold = bold
        self._face = face(family, bold=bold)
        self._font = font(family, bold=bold)
        self._numbers: dict[Drawing, int] = {}
        self.show = lru_cache(maxsize=LINES)(self._show)

    def _show(self, text: str) -> bytes:
        """Draw `text`: the operator with its character numbers and the kerning between them."""
        operand = b""
        for cluster in shape(text, self._family, bold=self._bold):
            drawing = self._drawing(cluster)
            operand += b"%04x" % self._numbers.setdefault(drawing, len(self._numbers) + 1)
            advance = sum(glyph.advance for glyph in cluster.glyphs)
            if kern := round((drawing.advance - advance) * 1000 / self._face.upem):
                operand += b">%d<" % kern
        return b"[<" + operand + b">] TJ"

    def _drawing(self, cluster: Cluster) -> Drawing:
        parts, pen = [], 0
        for glyph in cluster.glyphs:
            parts.append((glyph.number, pen + glyph.x_offset, glyph.y_offset))
            pen += glyph.advance
        usual = sum(self._font.get_glyph_h_advance(glyph.number) for glyph in cluster.glyphs)
        return Drawing(tuple(parts), usual, cluster.text)

    def add_to(self, writer: Writer) -> bytes:
        """Write the face as far as it was used; returns the reference to put into a page's resources."""
        name = f"/{self._tag()}+{self._family}-{'Bold' if self._bold else 'Regular'}"
        file, glyphs = self._file()
        to_glyphs = b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)
        descriptor = added(writer, self._descriptor(name, added(writer, pydyf.Stream([file], compress=True))))
        described = pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": name, "FontDescriptor": descriptor,
            "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>", "W": self._widths(),
            "CIDToGIDMap": added(writer, pydyf.Stream([to_glyphs], compress=True)),
        })  # fmt: skip
        return added(writer, pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H",
            "DescendantFonts": pydyf.Array([added(writer, described)]),
            "ToUnicode": added(writer, pydyf.Stream([self._texts()], compress=True)),
        }))  # fmt: skip

    def _tag(self) -> str:
        """Six letters that tell this selection of glyphs from others, as the format wants."""
        digest = hashlib.sha256(repr(list(self._numbers)).encode()).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])

    def _file(self) -> tuple[bytes, list[int]]:
        """The face with the glyphs in use, and for each drawing the glyph to show."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(number for drawing in self._numbers for number, _x, _y in drawing.parts)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in UNUSED_TABLES)
        file = bytes(hb.subset(self._face, wanted).blob.data)
        composed = [drawing for drawing in self._numbers if is_composed(drawing)]
        if composed:
            file = with_composed(file, composed)
        count = TTFont(BytesIO(file), lazy=True)["maxp"].numGlyphs - len(composed)
        new = {drawing: count + place for place, drawing in enumerate(composed)}
        return file, [new.get(drawing, drawing.parts[0][0]) for drawing in self._numbers]

    def _texts(self) -> bytes:
        pairs = [f"<{n:04x}> <{drawing.text.encode('utf-16-be').hex()}>" for drawing, n in self._numbers.items()]
        blocks = [pairs[start : start + BLOCK] for start in range(0, len(pairs), BLOCK)]
        listed = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return TO_UNICODE.format(blocks=listed).encode()

    def _widths(self) -> str:
        return f"[1 [{' '.join(str(round(drawing.advance * 1000 / self._face.upem)) for drawing in self._numbers)}]]"

    def _descriptor(self, name: str, file: bytes) -> pydyf.Dictionary:
        extents = self._font.get_font_extents("ltr")
        return pydyf.Dictionary({
            "Type": "/FontDescriptor", "FontName": name, "Flags": 4, "ItalicAngle": 0, "FontFile2": file,
            "FontBBox": "[-621 -389 2800 1067]", "Ascent": extents.ascender, "Descent": extents.descender,
            "CapHeight": 714, "StemV": 140 if self._bold else 80,
        })  # fmt: skip


def is_composed(drawing: Drawing) -> bool:
    return len(drawing.parts) > 1 or drawing.parts[0][1:] != (0, 0)


def with_composed(file: bytes, drawings: list[Drawing]) -> bytes:
    """The face with one more glyph for each of `drawings`, put together of glyphs that it has."""
    face = TTFont(BytesIO(file), recalcTimestamp=False)
    order, glyphs, metrics = face.getGlyphOrder(), face["glyf"], face["hmtx"]
    for number, drawing in enumerate(drawings):
        pen = TTGlyphPen(face.getGlyphSet())
        for glyph, x, y in drawing.parts:
            pen.addComponent(order[glyph], (1, 0, 0, 1, x, y))
        name = f"composed{number}"
        glyphs[name] = pen.glyph()
        glyphs[name].recalcBounds(glyphs)
        metrics[name] = (drawing.advance, getattr(glyphs[name], "xMin", 0))
    saved = BytesIO()
    face.save(saved)
    return saved.getvalue()


def added(writer: Writer, thing: pydyf.Object) -> bytes:
    writer.add_object(thing)
    return bytes(thing.reference)
