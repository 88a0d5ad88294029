"""A card and a design become a drawing: what stands where, before anything is printed."""

import json
from dataclasses import replace
from typing import Any

import pytest

from conference.badges.design import Marks, read_design
from conference.badges.engine import Area, Composer, Drawing, Layout, Layouts, Picture
from conference.badges.formats import FORMATS, formats_for, grid
from conference.badges.gallery import GALLERY, usual
from conference.badges.sheets import badge_sheet_html, stamped_sheet
from conference.core.codes import in_groups
from conference.core.colours import contrast
from conference.core.pdf.marks import EU_EMBLEM, ProjectMark
from conference.core.spool import Spool
from tests.badges.cards import AGENDA, CARDS, PNG, make_card

LONG = "Ministry of the Interior and Public Security, Directorate for Borders, Migration and Asylum " * 3
HARDEST = make_card(name=LONG[:200], national_name=LONG[:200], honorific="H.E.", position=LONG[:200],
                    organisation=LONG, country="Bosnia")  # fmt: skip
A6 = usual()


def drawn(card: Any, *elements: dict[str, Any], **facts: Any) -> Drawing:
    """The front of a small design of these elements."""
    data = {"format": "conference-badge", "version": 1, "name": "Test", "width": 100, "height": 80, "bleed": 3,
            "front": list(elements), "back": [], **facts}  # fmt: skip
    return Composer(Layout(read_design(data))).sides(card)[0]


def on_a6(card: Any) -> Drawing:
    return Composer(Layout(A6)).sides(card)[0]


def text(words: str, **facts: Any) -> dict[str, Any]:
    place = {"kind": "text", "id": "text", "x": 5, "y": 5, "w": 60, "h": 30}
    return {**place, **{name: facts.pop(name) for name in tuple(facts) if name in (*place, "align", "valign", "turn")},
            "texts": [{"text": words, **facts}]}  # fmt: skip


def said(blocks: Any) -> list[str]:
    return [" ".join(line.text for line in block.lines) for block in blocks]


@pytest.mark.parametrize("card", [*CARDS, HARDEST], ids=lambda card: card.name[:20])
def test_the_person_stands_between_the_event_and_the_code(card):
    for block in on_a6(card).blocks[:-1]:
        for line in block.lines:
            assert line.x == 9
            assert 29 < line.y < 86.1


def test_texts_read_from_the_top_name_first_and_as_a_heading():
    blocks = on_a6(CARDS[0]).blocks

    assert said(blocks)[:5] == [
        "Gulnara Abdullayeva",
        "Гүлнара Абдуллаева",
        "Head of International Cooperation",
        "State Border Guard Service of the National Security Committee",
        "Kazakhstan",
    ]
    assert [(block.role, block.lang) for block in blocks[:2]] == [("H1", "en"), ("P", "kk")]


def test_a_name_that_our_faces_lack_gives_way_to_the_other_one():
    assert said(on_a6(make_card(name="", national_name="Әсел")).blocks)[0] == "Әсел"
    card = make_card(name="中村 Anna", national_name="中村")
    assert said(on_a6(card).blocks) == ["ZhongCun Anna", in_groups(card.code)]
    assert said(on_a6(make_card(name="Anna", national_name="Anna")).blocks)[:1] == ["Anna"]


def test_the_code_is_large_enough_keeps_its_quiet_zone_and_stands_there_in_groups():
    [mark] = on_a6(make_card(code="T0123456789ABCDEFGHJKMNPQRSTV")).codes
    quiet = 4 * mark.side / 25

    assert len(mark.rows) == 25
    assert mark.side + 2 * quiet == pytest.approx(37)
    assert mark.x - quiet >= 0
    letters = on_a6(make_card(code="T0123456789ABCDEFGHJKMNPQRSTV")).blocks[-1]
    assert said([letters]) == ["T012 3456 789A BCDE FGHJ KMNP QRST V"]
    assert letters.lines[0].y - 2 > mark.y + mark.side + quiet - 1


def test_a_code_lies_on_white_and_a_card_without_one_shows_none():
    code = {"kind": "code", "id": "code", "x": 10, "y": 10, "w": 30, "h": 25}

    assert drawn(CARDS[0], code).ground.areas == (Area(10, 10, 25, 25, "#ffffff"),)
    assert drawn(make_card(code=""), code).codes == ()


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#767676", "#e8b200", "#1f5f8b", "not a colour"])
def test_the_category_is_a_colour_and_a_readable_word(colour):
    ground = on_a6(make_card(category_colour=colour, category_word="Speaker")).ground
    band, word = ground.areas[-1], ground.blocks[-1].lines[0]

    assert word.text == "Speaker"
    assert contrast(word.colour, band.fill) >= 4.5
    assert 131.5 < word.y < 148


@pytest.mark.parametrize("design", ["a6", "a6-landscape", "a7", "card", "door-sign"])
@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_the_emblem_stands_with_its_words_and_is_no_smaller_than_any_mark(design, count):
    sizes = ((600, 400), (1200, 90), (90, 700), (400, 400))
    projects = tuple(ProjectMark(f"PROJ{n}", "#1f5f8b", PNG if n % 2 else None, sizes[n // 2]) for n in range(count))
    made = GALLERY[design].design()
    ground = Composer(Layout(made)).sides(make_card(projects=projects))[0].ground
    [emblem] = [picture for picture in ground.pictures if picture.asset == EU_EMBLEM]
    box = next(element for element in made.front if isinstance(element, Marks))
    marks: list[Area | Picture] = [picture for picture in ground.pictures if picture is not emblem]
    marks += [area for area in ground.areas if area.radius == 1]

    assert emblem.width / emblem.height == pytest.approx(1.5)
    assert len(marks) == count
    for mark in marks:
        assert mark.height <= emblem.height + 0.001
        assert mark.width * mark.height <= emblem.width * emblem.height + 0.001
        assert box.x - 0.01 <= mark.x <= mark.x + mark.width <= box.x + box.w + 0.01
        assert box.y - 0.01 <= mark.y <= mark.y + mark.height <= box.y + box.h + 0.01
    statement = next(block for block in ground.blocks if "European" in said([block])[0])
    assert said([statement]) == ["Funded by the European Union"]
    assert 0 < statement.lines[0].x - (emblem.x + emblem.width) < 6


@pytest.mark.parametrize(("width", "height"), [(18, 12), (30, 5), (20, 20), (60, 5)])
def test_a_statement_in_a_narrow_box_stays_whole_and_inside(width, height):
    words = "Kofinanziert von der Europäischen Union"
    funding = {"kind": "funding", "id": "f", "x": 5, "y": 5, "w": width, "h": height, "emblem": 5}
    ground = drawn(make_card(funding_statement=words), funding).ground

    assert said(ground.blocks)[0].replace(" ", "") == words.replace(" ", "")
    assert all(line.y < 5 + height for block in ground.blocks for line in block.lines)


def test_the_first_disclaimer_that_fits_is_printed_whole():
    long, short = "Nobody answers for this. " * 40, "The contents are the sole responsibility of ICMPD."

    assert short in said(on_a6(make_card(disclaimers=(long, short))).ground.blocks)
    assert "Nobody" not in on_a6(make_card(disclaimers=(long, short))).ground.spoken
    assert short not in on_a6(make_card(disclaimers=(short,), funding_statement="")).ground.spoken


def test_without_a_statement_there_is_no_emblem():
    ground = on_a6(make_card(funding_statement="")).ground

    assert ground.pictures == ()
    assert "European" not in ground.spoken


def test_what_is_for_some_categories_or_languages_is_there_for_them_alone():
    press, speaker = make_card(category_code="press"), make_card(category_code="speaker", lang="ru")

    only_press = {**text("Press"), "categories": ["press"]}
    only_russian = {**text("Привет"), "languages": ["ru"]}
    assert [said(drawn(card, only_press).ground.blocks) for card in (press, speaker)] == [["Press"], []]
    assert [said(drawn(card, only_russian).ground.blocks) for card in (press, speaker)] == [[], ["Привет"]]


def test_a_category_has_its_own_words_and_colours():
    changes = [{"category": "press", "text": "PRESS {name}", "colour": "#b00020"}]
    element = text("{name}", changes=changes)
    [usual_block], [press_block] = (
        drawn(make_card(name="Ann", category_code=code), element).blocks for code in ("x", "press")
    )

    assert (said([usual_block]), said([press_block])) == (["Ann"], ["PRESS Ann"])
    assert press_block.lines[0].colour == "#b00020"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("{position}, {organisation}", "ICMPD"),
        ("{organisation} ({position})", "ICMPD"),
        ("{organisation} · {position} · {number}", "ICMPD · 17"),
        ("Table {number}", "Table 17"),
        ("Delegation of {delegation}", None),
        ("{honorific} {name}", "Anna Kovács"),
    ],
)
def test_an_empty_field_takes_what_joined_it_along(words, line):
    blocks = drawn(make_card(organisation="ICMPD", number="17"), text(words)).blocks

    assert said(blocks) == ([line] if line else [])


@pytest.mark.parametrize(("turn", "start"), [(0, (5, 7)), (90, (63, 5)), (180, (65, 33)), (270, (7, 35))])
def test_a_turned_text_begins_at_the_corner_where_its_reader_begins(turn, start):
    line = drawn(make_card(name="Li"), text("{name}", turn=turn, largest=8)).blocks[0].lines[0]

    assert line.turn == turn
    assert (line.x, line.y) == pytest.approx(start, abs=1.2)


def test_an_area_at_the_edge_goes_on_into_the_bleed():
    shape = {"kind": "shape", "id": "s", "x": 0, "y": 60, "w": 100, "h": 20, "fill": "#112233"}

    [area] = drawn(CARDS[0], shape).ground.areas
    assert (area.x, area.y, area.width, area.height) == (-3, 60, 106, 23)


def test_an_agenda_shrinks_until_all_of_it_is_there_and_is_cut_where_nothing_helps():
    agenda = {"kind": "agenda", "id": "a", "x": 5, "y": 5, "w": 50, "h": 40, "largest": 12, "smallest": 5}
    small, tiny = ({**agenda, "h": height} for height in (20, 9))
    card = make_card(agenda=AGENDA)
    whole = drawn(card, agenda).ground.blocks

    assert said(whole)[0] == "Wednesday, 20 November 2024"
    assert said(whole)[2] == "11:30 Coffee break · Foyer"
    assert drawn(card, small).ground.blocks[0].lines[0].size < whole[0].lines[0].size
    assert said(drawn(card, tiny).ground.blocks)[-1] == "…"
    for element, bottom in ((agenda, 45), (small, 25), (tiny, 14)):
        assert all(line.y <= bottom for block in drawn(card, element).ground.blocks for line in block.lines)


def test_cards_that_look_alike_share_a_background():
    cards = [make_card(name=f"Person {n}", category_word=("A", "B")[n % 2]) for n in range(100)]
    seen: list[tuple[int, int]] = []

    with Spool() as spool:
        made = stamped_sheet(spool, cards, Layouts(Layout(A6)), "a4", lambda done, of: seen.append((done, of)))
        pages = [json.loads(page) for page in made.sheet.pages]

    assert {piece["background"] for page in pages for piece in page["pieces"]} == {0, 1}
    assert [len(page["pieces"]) for page in pages] == [4] * 25
    assert made.backgrounds.count("<section") == 2
    assert "Person" not in made.backgrounds
    assert seen == [(0, 100), (50, 100)]


def test_the_same_logo_is_handed_over_once():
    logo = ProjectMark("ONE", "#000000", PNG)
    cards = [make_card(projects=(logo,)), make_card(projects=(logo, replace(logo, code="TWO")))]

    _html, assets = badge_sheet_html(cards, Layouts(Layout(A6)), "single")

    assert [name for name in assets if name.startswith("logo")] == [logo.asset]


@pytest.mark.parametrize("paper", FORMATS)
@pytest.mark.parametrize("name", GALLERY)
def test_cards_lie_on_every_paper_without_touching(paper, name):
    design = GALLERY[name].design()
    lying = grid(paper, design)
    boxes = [(x, y, x + design.width, y + design.height) for x, y in lying.corners]

    for number, (left, top, right, bottom) in enumerate(boxes):
        assert min(left, top) > -0.01
        assert right < lying.page[0] + 0.01
        assert bottom < lying.page[1] + 0.01
        for other in boxes[:number]:
            assert (
                right <= other[0] + 0.6 or other[2] <= left + 0.6 or bottom <= other[1] + 0.6 or other[3] <= top + 0.6
            )
    assert "single" in formats_for(design)


def test_four_a6_lie_on_a4_and_eight_cards_on_a_sheet_of_inserts():
    assert grid("a4", A6).corners == ((0, 0.5), (105, 0.5), (0, 148.5), (105, 148.5))
    assert len(grid("l7418", GALLERY["card"].design()).corners) == 8
    assert "l7418" not in formats_for(A6)


def test_markup_in_a_name_is_text():
    html, _assets = badge_sheet_html([make_card(name="<img src=http://127.0.0.1/x>")], Layouts(Layout(A6)), "single")

    assert "<img src=http" not in html
    assert "&lt;img" in html
