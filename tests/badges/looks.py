"""Badges drawn in the plain way, and how much two drawings differ."""

from PIL import ImageChops, ImageFilter

from conference.badges.sheets import badge_sheet_html
from conference.core.pdf import render_pdf
from tests.pdfs import picture, tones


def differs(stamped, laid_out) -> int:
    """The darkest difference between two pages, edges of letters aside."""
    both = [picture(page, 100).filter(ImageFilter.GaussianBlur(1.5)) for page in (stamped, laid_out)]
    return tones(ImageChops.difference(*both))[-1]


def drawn_plainly(cards, layouts, paper="single"):
    html, assets = badge_sheet_html(cards, layouts, paper)
    return render_pdf(html, title="Badges", lang="en", assets=assets)
