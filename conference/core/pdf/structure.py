"""The tags of a stamped PDF: what a screen reader says, in which order and language."""

from array import array

import pydyf

from .trees import ParentTree
from .writing import Writer, references


class Structure:
    """Grows with the pages: a section for each piece, in it headings, paragraphs and figures."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.document = writer.reserve()
        self._root = writer.reserve()
        self._sections = array("I")
        self._parents = ParentTree(writer)
        self._page = 0
        self._marked: list[int] = []

    def begin_page(self, page: int) -> int:
        """Start the next page; returns the number it must name as its StructParents."""
        self._end_page()
        self._page = page
        return self._parents.count

    def _end_page(self) -> None:
        if self._page:
            self._parents.add_page(self._marked)
        self._page, self._marked = 0, []

    def begin_section(self, lang: str) -> "Section":
        section = Section(self, lang)
        self._sections.append(section.number)
        return section

    def element(self, role: str, parent: int, lang: str, extra: str = "") -> tuple[int, int]:
        """Add an element for the next marked content of this page; the numbers of that content and of the element."""
        mark = len(self._marked)
        element = self.writer.add(
            f"<</Type/StructElem/S/{role}/P {parent} 0 R/Pg {self._page} 0 R/Lang {string(lang)}/K {mark}{extra}>>"
        )
        self._marked.append(element)
        return mark, element

    def finish(self) -> int:
        """The number of the root."""
        self._end_page()
        tree = self._parents.finish()
        self.writer.put(
            self._root,
            f"<</Type/StructTreeRoot/K[{self.document} 0 R]/ParentTree {tree} 0 R"
            f"/ParentTreeNextKey {self._parents.count}>>",
        )
        kids = references(self._sections.tolist())
        self.writer.put(self.document, f"<</Type/StructElem/S/Document/P {self._root} 0 R/K[{kids}]>>")
        return self._root


class Section:
    """One piece's elements, in reading order."""

    def __init__(self, structure: Structure, lang: str) -> None:
        self._structure = structure
        self._lang = lang
        self._elements: list[int] = []
        self.number = structure.writer.reserve()

    def mark(self, role: str, *, lang: str = "", extra: str = "") -> bytes:
        """The operator that begins the next element; `EMC` ends it."""
        mark, element = self._structure.element(role, self.number, lang or self._lang, extra)
        self._elements.append(element)
        return b"/%s<</MCID %d>>BDC" % (role.encode(), mark)

    def finish(self) -> None:
        self._structure.writer.put(
            self.number,
            f"<</Type/StructElem/S/Sect/P {self._structure.document} 0 R/Lang {string(self._lang)}"
            f"/K[{references(self._elements)}]>>",
        )


def string(text: str) -> str:
    """A text of the document's structure, in the format's own spelling."""
    return (
        bytes(pydyf.String(text).data).decode("latin-1")
        if text.isascii()
        else f"<FEFF{text.encode('utf-16-be').hex()}>"
    )
