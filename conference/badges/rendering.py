"""From cards and designs to the file that goes to the printer."""

from collections.abc import Sequence

from conference.core.pdf import stamp_pdf

from .engine import Layouts
from .sheets import Printed, Progress, stamped_sheet, title_of


def render_badges(
    printed: Sequence[Printed],
    layouts: Layouts,
    paper: str = "single",
    progress: Progress | None = None,
    *,
    title: str = "",
) -> bytes:
    """A PDF of the cards, and of separators between them, in their order, on a paper of `formats.FORMATS`.

    `title`: of the file; the event's otherwise. Raises ValueError without cards, PdfFailed.
    `progress(done, of)` is called on the way, last with all done.
    """
    if not printed:
        raise ValueError("a sheet needs at least one badge")
    sheet, backgrounds, assets = stamped_sheet(printed, layouts, paper, progress)
    seconds = 60 + len(printed) // 50
    pdf = stamp_pdf(
        sheet, backgrounds, title=title or title_of(printed), lang=printed[0].lang, assets=assets, seconds=seconds
    )  # fmt: skip
    if progress:
        progress(len(printed), len(printed))
    return pdf
