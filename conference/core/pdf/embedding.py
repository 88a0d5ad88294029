"""One of our faces inside a PDF: only the glyphs in use, each knowing the letters it stands for."""

import hashlib

import pydyf
import uharfbuzz as hb

from .faces import LATIN, Glyph, face, font, shape

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


class EmbeddedFace:
    """Hands out a character number for each pair of glyph and text, so that every copied text is what was typed."""

    def __init__(self, *, bold: bool) -> None:
        self._bold = bold
        self._face = face(LATIN, bold=bold)
        self._numbers: dict[tuple[int, str], int] = {}
        self._lines: dict[str, bytes] = {}

    def show(self, text: str) -> bytes:
        """Draw `text`: the operator with its character numbers and the kerning between them."""
        if text not in self._lines:
            self._lines[text] = self._show(text)
        return self._lines[text]

    def _show(self, text: str) -> bytes:
        operand = b""
        for glyph in shape(text, bold=self._bold):
            operand += b"%04x" % self._number(glyph)
            if kern := round((self._usual_advance(glyph.number) / self._face.upem - glyph.advance) * 1000):
                operand += b">%d<" % kern
        return b"[<" + operand + b">] TJ"

    def _number(self, glyph: Glyph) -> int:
        return self._numbers.setdefault((glyph.number, glyph.text), len(self._numbers) + 1)

    def _usual_advance(self, glyph_number: int) -> int:
        return font(LATIN, bold=self._bold).get_glyph_h_advance(glyph_number)

    @property
    def in_use(self) -> bool:
        return bool(self._numbers)

    def add_to(self, pdf: pydyf.PDF) -> bytes:
        """Write the face as far as it was used; returns the reference to put into a page's resources."""
        name = f"/{self._tag()}+{LATIN}-{'Bold' if self._bold else 'Regular'}"
        file = added(pdf, pydyf.Stream([self._subset()], compress=True))
        places = b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph, _text in self._numbers)
        to_glyphs = added(pdf, pydyf.Stream([places], compress=True))
        to_texts = added(pdf, pydyf.Stream([self._texts()], compress=True))
        descriptor = added(pdf, self._descriptor(name, file))
        described = pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": name,
            "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            "FontDescriptor": descriptor, "CIDToGIDMap": to_glyphs, "W": self._widths(),
        })  # fmt: skip
        return added(pdf, pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H",
            "DescendantFonts": pydyf.Array([added(pdf, described)]), "ToUnicode": to_texts,
        }))  # fmt: skip

    def _tag(self) -> str:
        """Six letters that tell this selection of glyphs from others, as the format wants."""
        digest = hashlib.sha256(repr(sorted(self._numbers)).encode()).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])

    def _subset(self) -> bytes:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(number for number, _text in self._numbers)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in UNUSED_TABLES)
        return bytes(hb.subset(self._face, wanted).blob.data)

    def _texts(self) -> bytes:
        pairs = [
            f"<{number:04x}> <{text.encode('utf-16-be').hex()}>" for (_glyph, text), number in self._numbers.items()
        ]
        blocks = [pairs[start : start + BLOCK] for start in range(0, len(pairs), BLOCK)]
        listed = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return TO_UNICODE.format(blocks=listed).encode()

    def _widths(self) -> str:
        widths = (round(self._usual_advance(glyph) * 1000 / self._face.upem) for glyph, _text in self._numbers)
        return f"[1 [{' '.join(map(str, widths))}]]"

    def _descriptor(self, name: str, file: bytes) -> pydyf.Dictionary:
        extents = font(LATIN, bold=self._bold).get_font_extents("ltr")
        return pydyf.Dictionary({
            "Type": "/FontDescriptor", "FontName": name, "Flags": 4, "ItalicAngle": 0, "FontFile2": file,
            "FontBBox": "[-621 -389 2800 1067]", "Ascent": extents.ascender, "Descent": extents.descender,
            "CapHeight": 714, "StemV": 140 if self._bold else 80,
        })  # fmt: skip


def added(pdf: pydyf.PDF, thing: pydyf.Object) -> bytes:
    pdf.add_object(thing)
    return bytes(thing.reference)
