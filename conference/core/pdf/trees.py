"""The two trees that lead to the pages of a PDF: written in lots, so that of a page nothing is kept but its number."""

from .writing import Writer, references

LOT = 64  # pages


class PageTree:
    """The pages, under nodes that hold a lot each."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.root = writer.reserve()
        self._nodes: list[int] = []
        self._kids: list[int] = []
        self._count = 0

    def begin_page(self) -> tuple[int, int]:
        """The number of the next page, and of the node that it must name as its parent."""
        if not self._kids:
            self._nodes.append(self._writer.reserve())
        page, node = self._writer.reserve(), self._nodes[-1]
        self._kids.append(page)
        self._count += 1
        if len(self._kids) == LOT:
            self._end_lot()
        return page, node

    def _end_lot(self) -> None:
        kids, self._kids = self._kids, []
        text = f"<</Type/Pages/Parent {self.root} 0 R/Count {len(kids)}/Kids[{references(kids)}]>>"
        self._writer.put(self._nodes[-1], text)

    def finish(self) -> None:
        if self._kids:
            self._end_lot()
        self._writer.put(self.root, f"<</Type/Pages/Count {self._count}/Kids[{references(self._nodes)}]>>")


class ParentTree:
    """From each page to the elements of its marked content."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._leaves: list[int] = []
        self._lot: list[str] = []
        self.count = 0

    def add_page(self, marked: list[int]) -> None:
        self._lot.append(f"{self.count} [{references(marked)}]")
        self.count += 1
        if len(self._lot) == LOT:
            self._end_lot()

    def _end_lot(self) -> None:
        lot, self._lot = self._lot, []
        limits = f"{self.count - len(lot)} {self.count - 1}"
        self._leaves.append(self._writer.add(f"<</Limits[{limits}]/Nums[{' '.join(lot)}]>>"))

    def finish(self) -> int:
        """The number of its root."""
        if self._lot:
            self._end_lot()
        return self._writer.add(f"<</Kids[{references(self._leaves)}]>>")
