"""From cards and designs to the file that goes to the printer."""

from io import BytesIO
from typing import BinaryIO

from conference.core.pdf import stamp_pdf
from conference.core.spool import Spool

from .engine import Layouts
from .sheets import Pile, Progress, stamped_sheet


def render_badges(
    printed: Pile,
    layouts: Layouts,
    paper: str = "single",
    progress: Progress | None = None,
    *,
    title: str = "",
) -> bytes:
    """A PDF of a few badges; as `write_badges`."""
    drawn = BytesIO()
    write_badges(drawn, printed, layouts, paper, progress, title=title)
    return drawn.getvalue()


def write_badges(
    into: BinaryIO,
    printed: Pile,
    layouts: Layouts,
    paper: str = "single",
    progress: Progress | None = None,
    *,
    title: str = "",
) -> None:
    """Write a PDF of the cards, and of separators between them, in their order, on a paper of `formats.FORMATS`.

    Ten thousand take hardly more memory than one, where `printed` reads them as it goes.
    `title`: of the file; the event's otherwise. Raises ValueError without cards, PdfFailed.
    `progress(done, of)` is called on the way, last with all done.
    """
    if not len(printed):
        raise ValueError("a sheet needs at least one badge")
    with Spool() as pages:
        stamped = stamped_sheet(pages, printed, layouts, paper, progress)
        seconds = 60 + len(printed) // 50
        stamp_pdf(
            into, stamped.sheet, stamped.backgrounds, title=title or stamped.title, lang=stamped.lang,
            assets=stamped.assets, seconds=seconds,
        )  # fmt: skip
    if progress:
        progress(len(printed), len(printed))
