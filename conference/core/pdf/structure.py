"""The tags of a stamped PDF: what a screen reader says, in which order and language."""

import pydyf

from .embedding import added


class Written(pydyf.Object):  # type: ignore[misc]  # the library has no types
    """A PDF object whose text is known; many times faster than a dictionary of values."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.text = text

    @property
    def data(self) -> bytes:
        return self.text.encode()


class Structure:
    """Grows with the pages: a section for each piece, in it headings, paragraphs and figures."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._root = Written()
        self._document = Written()
        self._root_reference = reference(added(pdf, self._root))
        self._document_reference = reference(added(pdf, self._document))
        self._sections: list[str] = []
        self._pages: list[str] = []
        self._page_reference = ""
        self._marked: list[str] = []

    def begin_page(self, page_reference: str) -> int:
        """Start the next page; returns the number it must name as its StructParents."""
        self.end_page()
        self._page_reference = page_reference
        return len(self._pages)

    def end_page(self) -> None:
        if self._page_reference:
            self._pages.append(f"[{' '.join(self._marked)}]")
        self._page_reference, self._marked = "", []

    def begin_section(self, lang: str) -> "Section":
        section = Section(self, lang)
        self._sections.append(section.reference)
        return section

    def element(self, role: str, parent: str, lang: str, extra: str = "") -> int:
        """Add an element for the next marked content of this page; returns the number of that content."""
        number = len(self._marked)
        text = (
            f"<</Type/StructElem/S/{role}/P {parent}/Pg {self._page_reference}/Lang {string(lang)}/K {number}{extra}>>"
        )
        self._marked.append(reference(added(self._pdf, Written(text))))
        return number

    def last_element(self) -> str:
        return self._marked[-1]

    def add(self, thing: Written) -> str:
        return reference(added(self._pdf, thing))

    @property
    def document(self) -> str:
        return self._document_reference

    def finish(self) -> None:
        self.end_page()
        numbered = " ".join(f"{number} {marked}" for number, marked in enumerate(self._pages))
        parents = self.add(Written(f"<</Nums[{numbered}]>>"))
        self._root.text = (
            f"<</Type/StructTreeRoot/K[{self._document_reference}]/ParentTree {parents}"
            f"/ParentTreeNextKey {len(self._pages)}>>"
        )
        self._document.text = f"<</Type/StructElem/S/Document/P {self._root_reference}/K[{' '.join(self._sections)}]>>"
        self._pdf.catalog["StructTreeRoot"] = self._root_reference
        self._pdf.catalog["MarkInfo"] = "<</Marked true>>"
        self._pdf.catalog["ViewerPreferences"] = "<</DisplayDocTitle true>>"


class Section:
    """One piece's elements, in reading order."""

    def __init__(self, structure: Structure, lang: str) -> None:
        self._structure = structure
        self._lang = lang
        self._elements: list[str] = []
        self._object = Written()
        self.reference = structure.add(self._object)

    def mark(self, role: str, *, lang: str = "", extra: str = "") -> bytes:
        """The operator that begins the next element; `EMC` ends it."""
        number = self._structure.element(role, self.reference, lang or self._lang, extra)
        self._elements.append(self._structure.last_element())
        return b"/%s<</MCID %d>>BDC" % (role.encode(), number)

    def finish(self) -> None:
        self._object.text = (
            f"<</Type/StructElem/S/Sect/P {self._structure.document}/Lang {string(self._lang)}"
            f"/K[{' '.join(self._elements)}]>>"
        )


def reference(name: bytes) -> str:
    return name.decode()


def string(text: str) -> str:
    """A text of the document's structure, in the format's own spelling."""
    return (
        bytes(pydyf.String(text).data).decode("latin-1")
        if text.isascii()
        else f"<FEFF{text.encode('utf-16-be').hex()}>"
    )
