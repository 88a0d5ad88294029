"""From cards to the file that goes to the printer."""

from collections.abc import Sequence

from conference.core.pdf import stamp_pdf

from .cards import BadgeCard
from .sheets import Progress, SheetName, stamped_sheet


def render_badges(cards: Sequence[BadgeCard], layout: SheetName, progress: Progress | None = None) -> bytes:
    """A PDF of one badge for each card, in their order. Raises ValueError without cards, PdfFailed.

    `progress(done, of)` is called on the way, last with all done.
    """
    if not cards:
        raise ValueError("a sheet needs at least one badge")
    sheet, backgrounds, assets = stamped_sheet(cards, layout, progress)
    pdf = stamp_pdf(
        sheet, backgrounds, title=cards[0].event_title, lang=cards[0].lang, assets=assets, seconds=60 + len(cards) // 50
    )
    if progress:
        progress(len(cards), len(cards))
    return pdf
