"""Badges as printed: read back, decoded and looked at by programs that know nothing of how they were made."""

import unicodedata
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from conference.badges.design import read_design
from conference.badges.engine import Layout, Layouts, ShownPicture
from conference.badges.gallery import GALLERY, usual
from conference.badges.rendering import render_badges
from conference.badges.sheets import Separator, stamped_sheet
from conference.core.codes import in_groups
from conference.core.pdf.marks import ProjectMark
from conference.core.spool import Spool
from tests.badges.cards import AGENDA, CARDS, PNG, make_card
from tests.badges.looks import differs, drawn_plainly
from tests.pdfs import codes, elements, fonts, has_tags, language, letter_boxes, pages, picture, sizes_mm, title

OURS = {"NotoSans", "NotoSansGeorgian", "NotoSansArmenian", "NotoNaskhArabic"}
USUAL = Layouts(Layout(usual()))
MIXED = CARDS[-1]  # Arabic and Latin on one line: readers order such a line each in their own way


@pytest.fixture(scope="module")
def a6():
    return render_badges(CARDS, USUAL)


@pytest.fixture(scope="module")
def a4():
    return render_badges(CARDS, USUAL, "a4")


def letters(text: str) -> str:
    """Without the white space that line ends add; a hyphen there is U+FFFE to the reader used here."""
    return "".join(unicodedata.normalize("NFKC", text.replace("\ufffe", "-")).split())


@pytest.mark.parametrize("number", range(len(CARDS)), ids=lambda number: CARDS[number].name[:24])
def test_every_text_is_copied_out_as_it_was_typed(a6, number):
    card = CARDS[number]
    found = letters(pages(a6)[number].get_textpage().get_text_range())

    for text in (card.name, card.position, card.organisation, card.country, card.category_word, card.event_title):
        assert letters(text) in found
    assert letters(in_groups(card.code)) in found
    if card is not MIXED:
        assert letters(card.national_name) in found


def test_only_our_faces_are_embedded(a6, a4):
    for pdf in (a6, a4):
        found = fonts(pdf)
        assert {is_embedded for _name, is_embedded in found} == {True}
        assert {
            name.replace("Noto-", "Noto").replace("Naskh-", "Naskh").partition("-")[0] for name, _is in found
        } == OURS


@pytest.mark.parametrize("dpi", [150, 300])
def test_codes_are_decoded_from_each_badge(a6, dpi):
    assert [codes(page, dpi) for page in pages(a6)] == [[card.code] for card in CARDS]


@pytest.mark.parametrize("dpi", [150, 300])
def test_codes_are_decoded_from_sheets_of_four(a4, dpi):
    assert [set(codes(page, dpi)) for page in pages(a4)] == [
        {card.code for card in CARDS[start : start + 4]} for start in range(0, len(CARDS), 4)
    ]


def turned(image):
    return image.rotate(23, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)


def blurred(image):
    return image.filter(ImageFilter.GaussianBlur(1.5))


def glaring(image):
    """Washed out, with the spot of a lamp on the code of an A6 badge."""
    pale = Image.blend(image, Image.new("L", image.size, 255), 0.5)
    spot = Image.new("L", image.size)
    x, y, reach = (int(mm * 150 / 25.4) for mm in (24, 105, 4.5))
    ImageDraw.Draw(spot).ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)
    return Image.composite(Image.new("L", image.size, 255), pale, spot.filter(ImageFilter.GaussianBlur(4)))


@pytest.mark.parametrize("harm", [turned, blurred, glaring])
def test_codes_are_decoded_from_bad_pictures(a6, harm):
    for card, page in zip(CARDS[:6], pages(a6), strict=False):
        assert [code.text for code in zxingcpp.read_barcodes(harm(picture(page, 150)))] == [card.code], card.name


def test_no_letter_stands_outside_the_card(a6):
    for page in pages(a6):
        for char, left, bottom, right, top in letter_boxes(page):
            # a large J reaches a millimetre to the left of where it begins
            assert 7.9 <= left < right <= 96.5 or unicodedata.combining(char), (char, left, right)
            assert bottom >= 2
            assert top <= 148 - 5


def test_stamped_badges_look_as_laid_out_ones(a6):
    for card, stamped, laid_out in zip(CARDS, pages(a6), pages(drawn_plainly(CARDS, USUAL)), strict=True):
        if card is not MIXED:
            assert differs(stamped, laid_out) < 90, card.name


EVERYTHING = read_design({
    "format": "conference-badge", "version": 1, "name": "Everything", "width": 90, "height": 60, "bleed": 3,
    "folds": [{"axis": "x", "at": 45}],
    "front": [
        {"kind": "shape", "id": "ground", "x": 0, "y": 0, "w": 90, "h": 60, "fill": "#eef2f6"},
        {"kind": "shape", "id": "ring", "x": 60, "y": 4, "w": 24, "h": 16, "form": "ellipse", "fill": "category",
         "edge": "#101010", "thickness": 1},
        {"kind": "shape", "id": "frame", "x": 4, "y": 4, "w": 40, "h": 20, "edge": "#b4472b", "thickness": 0.6,
         "radius": 3},
        {"kind": "shape", "id": "slant", "x": 50, "y": 24, "w": 36, "h": 12, "form": "line", "edge": "#0b5f8a",
         "thickness": 1},
        {"kind": "image", "id": "logo", "x": 62, "y": 40, "w": 8, "h": 16, "picture": "logo", "turn": 90},
        {"kind": "text", "id": "down", "x": 4, "y": 26, "w": 12, "h": 32, "turn": 90, "align": "centre",
         "valign": "middle", "texts": [{"text": "{name}", "grows": True, "largest": 20}]},
        {"kind": "text", "id": "up", "x": 18, "y": 26, "w": 12, "h": 32, "turn": 270, "align": "right",
         "texts": [{"text": "{organisation}, {country}", "lines": 3, "bold": True}]},
        {"kind": "code", "id": "code", "x": 32, "y": 30, "w": 25, "h": 25},
        {"kind": "text", "id": "over", "x": 50, "y": 56, "w": 38, "h": 4, "turn": 180,
         "texts": [{"text": "{code}", "largest": 6, "smallest": 4, "lines": 1}]},
    ],
    "back": [
        {"kind": "band", "id": "category", "x": 0, "y": 0, "w": 90, "h": 60},
    ],
})  # fmt: skip
LOGO = ShownPicture(PNG, 120, 40)


@pytest.mark.parametrize(
    ("design", "paper"), [(EVERYTHING, "crop"), (EVERYTHING, "a4"), ("a4-folded", "single"), ("label-89", "l7163")]
)
def test_every_kind_of_element_looks_the_same_in_both_ways(design, paper):
    made = GALLERY[design].design() if isinstance(design, str) else design
    layouts = Layouts(Layout(made, {"logo": LOGO}))
    cards = [replace(card, own_agenda=AGENDA, agenda=AGENDA) for card in (CARDS[0], CARDS[5], CARDS[15])]

    stamped, plain = pages(render_badges(cards, layouts, paper)), pages(drawn_plainly(cards, layouts, paper))

    assert len(stamped) == len(plain)
    for one, other in zip(stamped, plain, strict=True):
        assert differs(one, other) < 90
        assert words_of(one) == words_of(other)


def words_of(page) -> list[str]:
    """The letters of a page, whatever the order in which its parts were drawn."""
    return sorted(letters(page.get_textpage().get_text_range()))


@pytest.mark.parametrize(
    "name", [name for name in GALLERY if any(e.kind == "code" for e in GALLERY[name].draft().front)]
)
def test_the_code_of_every_ready_design_is_decoded(name):
    card = replace(CARDS[0], agenda=AGENDA)
    [page] = pages(render_badges([card], Layouts(Layout(GALLERY[name].design()))))

    assert codes(page, 150) == [card.code]


def test_separators_and_designs_of_categories_begin_a_page_of_their_own():
    people = [make_card(name=f"Person {number}") for number in range(3)]
    speaker = make_card(name="Speaker", category_code="speaker")
    layouts = Layouts(Layout(usual()), {"speaker": Layout(GALLERY["card"].design())})

    sheet = render_badges([Separator("Box A", "3 badges"), *people, Separator("Box B"), speaker], layouts, "a4")

    assert [letters(page.get_textpage().get_text_range())[:4] for page in pages(sheet)] == [
        "BoxA",
        "Migr",
        "BoxB",
        "Migr",
    ]
    assert sizes_mm(render_badges([people[0], speaker], layouts)) == [(105.0, 148.0), (86.0, 54.0)]


def test_backs_lie_behind_their_fronts_when_the_paper_is_turned():
    layouts = Layouts(Layout(EVERYTHING))
    sheet = render_badges([make_card(category_word="Lonely")], layouts, "a4")
    front, back = pages(sheet)

    left = min(box[1] for box in letter_boxes(front))
    assert left < 105 < min(box[1] for box in letter_boxes(back))


def test_sheets_have_their_sizes_and_as_many_pages_as_needed(a6, a4):
    assert sizes_mm(a6) == [(105.0, 148.0)] * len(CARDS)
    assert sizes_mm(a4) == [(210.0, 297.0)] * -(-len(CARDS) // 4)


def test_screen_readers_get_a_section_for_each_badge(a6):
    card = CARDS[0]
    said = elements(pages(a6)[0])

    assert (title(a6), language(a6), has_tags(a6)) == (card.event_title, "en", True)
    assert [role for role, _lang, _said in said] == ["Document", "Sect", "P", "H1", "P", "P", "P", "P", "P", "Figure"]
    assert said[2][2].startswith("Migration and Border Cooperation")
    assert "BOMCA; PROTECT; Funded by the European Union; Participant" in said[2][2]
    assert said[4][1] == "kk"
    assert said[-1][2] == f"QR {in_groups(card.code)}"


def test_many_pages_are_all_there_and_all_tagged():
    cards = [make_card(name=f"Person {number}") for number in range(150)]
    many = pages(render_badges(cards, USUAL))

    assert len(many) == len(cards)
    for number in (0, 63, 64, 127, 128, 149):
        assert many[number].get_textpage().search(f"Person {number}", match_whole_word=True).get_next()
        said = elements(many[number])
        assert [role for role, _lang, _said in said].count("Sect") == 1
        assert said[-1][2] == f"QR {in_groups(cards[number].code)}"


def test_a_pile_is_read_as_it_is_drawn():
    made: list[int] = []

    class Pile:
        def __len__(self):
            return 20

        def __iter__(self):
            for number in range(20):
                yield make_card(name=f"Person {number}")
                made.append(len(spool))

    with Spool() as spool:
        stamped_sheet(spool, Pile(), USUAL, "single")

    assert made == list(range(20))  # whenever the next one is asked for, the one before is drawn


def test_logos_and_hostile_texts_are_printed_as_they_are():
    card = make_card(name="<img src=http://127.0.0.1/x>", organisation="{{ config }} \\(x) %s", projects=())
    found = letters(pages(render_badges([card], USUAL))[0].get_textpage().get_text_range())

    assert "<imgsrc=http://127.0.0.1/x>" in found
    assert "{{config}}\\(x)%s" in found


def test_a_broken_logo_leaves_the_badge_whole():
    marks = (ProjectMark("ONE", "#000000", PNG), ProjectMark("TWO", "#000000", b"\x89PNG no picture"))
    pdf = render_badges([make_card(projects=marks)], USUAL)

    assert len(pages(pdf)) == 1


def test_progress_ends_with_all_done():
    seen: list[tuple[int, int]] = []

    render_badges(
        [make_card(name=f"Person {number}") for number in range(60)], USUAL, "a4", lambda *at: seen.append(at)
    )

    assert seen == [(0, 60), (50, 60), (60, 60)]


def test_no_cards_make_no_sheet():
    with pytest.raises(ValueError, match="at least one"):
        render_badges([], USUAL)
