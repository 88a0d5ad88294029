"""The badge as a drawing: what stands where, before anything is printed."""

from dataclasses import replace

import pytest

from conference.badges.layouts import (
    BAND_TOP,
    CODE_SIDE,
    CODE_TOP,
    HEIGHT,
    LEFT,
    PERSON_BOTTOM,
    PERSON_TOP,
    TEXT_WIDTH,
    WIDTH,
    Picture,
    Rectangle,
    code_blocks,
    code_mark,
    ground,
    person_blocks,
)
from conference.badges.sheets import FORMATS, badge_sheet_html, stamped_sheet
from conference.core.colours import contrast
from conference.core.pdf.marks import EU_EMBLEM, ProjectMark
from conference.core.qr import QUIET_ZONE
from tests.badges.cards import CARDS, PNG, make_card

LONG = "Ministry of the Interior and Public Security, Directorate for Borders, Migration and Asylum " * 3


def said(blocks) -> list[str]:
    return [" ".join(line.text for line in block.lines) for block in blocks]


@pytest.mark.parametrize("card", [*CARDS, make_card(name=LONG[:200], national_name=LONG[:200], honorific="H.E.",
                                                    position=LONG[:200], organisation=LONG, country="Bosnia")],
                         ids=lambda card: card.name[:20])  # fmt: skip
def test_the_person_stands_between_the_event_and_the_code(card):
    for block in person_blocks(card):
        for line in block.lines:
            assert line.x == LEFT
            assert PERSON_TOP < line.y < PERSON_BOTTOM + 1


def test_texts_read_from_the_top_name_first_and_as_a_heading():
    blocks = person_blocks(CARDS[0])

    assert said(blocks) == [
        "Gulnara Abdullayeva",
        "Гүлнара Абдуллаева",
        "Head of International Cooperation",
        "State Border Guard Service of the National Security Committee",
        "Kazakhstan",
    ]
    assert [(block.role, block.lang) for block in blocks[:2]] == [("H1", "en"), ("P", "kk")]
    assert [block.lines[0].y for block in blocks] == sorted(block.lines[0].y for block in blocks)


def test_a_name_that_our_faces_lack_gives_way_to_the_other_one():
    assert said(person_blocks(make_card(name="😀", national_name="Әсел"))) == ["Әсел"]
    assert said(person_blocks(make_card(name="中村 Anna", national_name="中村"))) == ["ZhongCun Anna", "ZhongCun"]
    assert said(person_blocks(make_card(name="Anna", national_name="Anna"))) == ["Anna"]


def test_the_code_is_large_enough_and_keeps_its_quiet_zone():
    mark = code_mark(CARDS[0])
    module = CODE_SIDE / len(mark.rows)
    quiet = QUIET_ZONE * module

    assert len(mark.rows) == 25
    assert 34 <= CODE_SIDE + 2 * quiet <= 38
    assert mark.x - quiet >= 0
    texts = code_blocks(CARDS[0])[0].lines
    assert texts[0].y - texts[0].size * 25.4 / 72 * 0.75 >= CODE_TOP + CODE_SIDE + quiet - 0.05
    assert texts[-1].y < BAND_TOP - 1
    assert all(area.x >= mark.x + CODE_SIDE + quiet or area.width == WIDTH for area in ground(CARDS[0]).rectangles)


def test_the_code_is_there_in_groups_of_four():
    assert said(code_blocks(make_card(code="T0123456789ABCDEFGHJKMNPQRSTV"))) == [
        "T012 3456 789A BCDE FGHJ KMNP QRST V"
    ]


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#767676", "#e8b200", "#1f5f8b", "not a colour"])
def test_the_category_is_a_colour_and_a_readable_word(colour):
    drawn = ground(make_card(category_colour=colour, category_word="Speaker"))
    band = drawn.rectangles[1]
    word = drawn.blocks[-1].lines[0]

    assert word.text == "Speaker"
    assert contrast(word.colour, band.colour) >= 4.5
    assert BAND_TOP < word.y < HEIGHT


@pytest.mark.parametrize("count", range(1, 9))
def test_the_emblem_stands_with_its_words_and_is_no_smaller_than_any_mark(count):
    sizes = ((600, 400), (1200, 90), (90, 700), (400, 400))
    projects = tuple(ProjectMark(f"PROJ{n}", "#1f5f8b", PNG if n % 2 else None, sizes[n // 2]) for n in range(count))
    drawn = ground(make_card(projects=projects, funding_statement="Funded by the European Union"))
    *logos, emblem = drawn.pictures
    tabs = drawn.rectangles[2:]

    assert emblem.asset == EU_EMBLEM
    assert emblem.width / emblem.height == 1.5
    assert emblem.height >= 10
    assert len(logos) + len(tabs) == count
    marks: list[Picture | Rectangle] = [*logos, *tabs]
    for mark in marks:
        assert mark.height <= emblem.height
        assert mark.width * mark.height <= emblem.width * emblem.height
        assert mark.x + mark.width <= LEFT + TEXT_WIDTH + 0.01
        assert mark.y + mark.height < emblem.y
    statement = next(block for block in drawn.blocks if "European" in said([block])[0])
    assert 0 < statement.lines[0].x - (emblem.x + emblem.width) < 4


def test_the_first_disclaimer_that_fits_is_printed_whole():
    long, short = "Nobody answers for this. " * 40, "The contents are the sole responsibility of ICMPD."
    drawn = ground(make_card(disclaimers=(long, short)))

    block = next(block for block in drawn.blocks if said([block]) == [short])
    assert all(line.x >= 47 and line.y < BAND_TOP for line in block.lines)
    assert "Nobody" not in drawn.spoken
    assert "Nobody" not in ground(make_card(disclaimers=(long,))).spoken
    assert short not in ground(make_card(disclaimers=(short,), funding_statement="")).spoken


def test_without_a_statement_there_is_no_emblem():
    drawn = ground(make_card(funding_statement=""))

    assert drawn.pictures == ()
    assert "European" not in drawn.spoken


def test_cards_that_look_alike_share_a_background():
    cards = [make_card(name=f"Person {n}", category_word=("A", "B")[n % 2]) for n in range(100)]
    seen: list[tuple[int, int]] = []

    sheet, html, _assets = stamped_sheet(cards, "a4", lambda done, of: seen.append((done, of)))

    assert {piece.background for piece in sheet.pieces} == {0, 1}
    assert html.count("<section") == 2
    assert "Person" not in html
    assert seen == [(0, 100), (50, 100)]


def test_the_same_logo_is_handed_over_once():
    logo = ProjectMark("ONE", "#000000", PNG)
    cards = [make_card(projects=(logo,)), make_card(projects=(logo, replace(logo, code="TWO")))]

    _html, assets = badge_sheet_html(cards, "a6")

    assert [name for name in assets if name.startswith("logo")] == [logo.asset]


def test_four_cards_stand_on_a4_without_touching():
    corners = FORMATS["a4"].corners

    assert FORMATS["a4"].page == (210.0, 297.0)
    assert {x for x, _y in corners} == {0, 105}
    assert all(y >= 0 and y + HEIGHT <= 297 for _x, y in corners)
    upper, lower = sorted({y for _x, y in corners})
    assert upper + HEIGHT <= lower


def test_markup_in_a_name_is_text():
    html, _assets = badge_sheet_html([make_card(name="<img src=http://127.0.0.1/x>")], "a6")

    assert "<img src=http" not in html
    assert "&lt;img" in html
