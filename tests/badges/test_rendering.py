"""Badges as printed: read back, decoded and looked at by programs that know nothing of how they were made."""

import unicodedata

import pytest
from PIL import ImageChops, ImageFilter

from conference.badges.rendering import render_badges
from conference.badges.sheets import badge_sheet_html
from conference.core.codes import in_groups
from conference.core.pdf import render_pdf
from conference.core.pdf.marks import ProjectMark
from tests.badges.cards import CARDS, PNG, make_card
from tests.pdfs import codes, elements, fonts, has_tags, language, letter_boxes, pages, picture, sizes_mm, title, tones

OURS = {"NotoSans", "NotoNaskhArabic"}
MIXED = CARDS[-1]  # Arabic and Latin on one line: readers order such a line each in their own way


@pytest.fixture(scope="module")
def a6():
    return render_badges(CARDS, "a6")


@pytest.fixture(scope="module")
def a4():
    return render_badges(CARDS, "a4")


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


def test_no_letter_stands_outside_the_card(a6):
    for page in pages(a6):
        for char, left, bottom, right, top in letter_boxes(page):
            assert 8.5 <= left < right <= 96.5 or unicodedata.combining(char), (char, left, right)
            assert bottom >= 2
            assert top <= 148 - 5


def test_stamped_badges_look_as_laid_out_ones(a6):
    html, assets = badge_sheet_html(CARDS, "a6")
    plain = render_pdf(html, title="Badges", lang="en", assets=assets)

    for card, stamped, laid_out in zip(CARDS, pages(a6), pages(plain), strict=True):
        if card is MIXED:
            continue
        both = [picture(page, 100).filter(ImageFilter.GaussianBlur(1.5)) for page in (stamped, laid_out)]
        assert tones(ImageChops.difference(*both))[-1] < 90, card.name


def test_sheets_have_their_sizes_and_as_many_pages_as_needed(a6, a4):
    assert sizes_mm(a6) == [(105.0, 148.0)] * len(CARDS)
    assert sizes_mm(a4) == [(210.0, 297.0)] * (len(CARDS) // 4)


def test_screen_readers_get_a_section_for_each_badge(a6):
    card = CARDS[0]
    said = elements(pages(a6)[0])

    assert (title(a6), language(a6), has_tags(a6)) == (card.event_title, "en", True)
    assert [role for role, _lang, _said in said] == ["Document", "Sect", "P", "H1", "P", "P", "P", "P", "P", "Figure"]
    assert said[2][2].startswith("Migration and Border Cooperation")
    assert "BOMCA; PROTECT; Funded by the European Union; Participant" in said[2][2]
    assert said[4][1] == "kk"
    assert said[-1][2] == f"QR {in_groups(card.code)}"


def test_logos_and_hostile_texts_are_printed_as_they_are():
    card = make_card(name="<img src=http://127.0.0.1/x>", organisation="{{ config }} \\(x) %s", projects=())
    found = letters(pages(render_badges([card], "a6"))[0].get_textpage().get_text_range())

    assert "<imgsrc=http://127.0.0.1/x>" in found
    assert "{{config}}\\(x)%s" in found


def test_a_broken_logo_leaves_the_badge_whole():
    marks = (ProjectMark("ONE", "#000000", PNG), ProjectMark("TWO", "#000000", b"\x89PNG no picture"))
    pdf = render_badges([make_card(projects=marks)], "a6")

    assert len(pages(pdf)) == 1


def test_progress_ends_with_all_done():
    seen: list[tuple[int, int]] = []

    render_badges([make_card(name=f"Person {number}") for number in range(60)], "a4", lambda *at: seen.append(at))

    assert seen == [(0, 60), (50, 60), (60, 60)]


def test_no_cards_make_no_sheet():
    with pytest.raises(ValueError, match="at least one"):
        render_badges([], "a6")
