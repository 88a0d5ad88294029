"""What the screen shows is what the printer gets, and it loads nothing."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from PIL import ImageChops, ImageFilter

from conference.badges.engine import Composer, Layout, Layouts
from conference.badges.gallery import GALLERY
from conference.badges.previews import preview_svg
from conference.badges.rendering import render_badges
from conference.core.pdf import render_pdf
from conference.core.pdf.marks import EU_EMBLEM, mark_assets
from tests.badges.cards import AGENDA, CARDS, make_card
from tests.pdfs import pages, picture, tones

PAGE = """<html lang="en"><title>x</title><style>@page {{ size: {w}mm {h}mm; margin: 0 }} body {{ margin: 0 }}
img {{ display: block; width: {w}mm }}</style><img alt="x" src="asset:preview"></html>"""


@pytest.mark.parametrize("name", ["a6", "label-89", "tent"])
def test_preview_looks_as_what_is_printed(name):
    design = replace(GALLERY[name].design(), folds=())
    card = replace(CARDS[2], funding_statement="", agenda=AGENDA)
    [side] = Composer(Layout(design)).sides(card)
    svg = preview_svg(side, design, {}, "Badge")

    html = PAGE.format(w=design.width, h=design.height)
    [shown] = pages(render_pdf(html, title="x", lang="en", assets={"preview": svg.encode()}))
    [printed] = pages(render_badges([card], Layouts(Layout(design))))

    both = [picture(page, 100).filter(ImageFilter.GaussianBlur(1.5)) for page in (shown, printed)]
    assert tones(ImageChops.difference(*both))[-1] < 90


def test_preview_holds_its_pictures_and_no_address_of_anything():
    design = GALLERY["a6"].design()
    card = make_card(name="<script>alert(1)</script>")
    [side] = Composer(Layout(design)).sides(card)

    root = ET.fromstring(preview_svg(side, design, mark_assets((), with_emblem=True), 'Badge of "<b>"'))  # noqa: S314 - our own

    references = [value for element in root.iter() for key, value in element.attrib.items() if key.endswith("href")]
    assert [reference.partition(";")[0] for reference in references] == ["data:image/svg+xml"]
    assert {str(element.tag).rpartition("}")[2] for element in root.iter()} <= {
        "svg", "title", "path", "g", "rect", "ellipse", "image",
    }  # fmt: skip
    assert EU_EMBLEM in {mark.asset for mark in side.ground.pictures}
