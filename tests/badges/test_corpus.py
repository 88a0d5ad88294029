"""Eleven hundred names in twenty-two languages: inside their boxes, whole, and copied out as they were typed."""

import unicodedata

import pytest

from conference.badges.cards import BadgeCard
from conference.badges.design import Text
from conference.badges.engine import Composer, Layout, Layouts
from conference.badges.fitting import POINT
from conference.badges.gallery import GALLERY
from conference.badges.rendering import render_badges
from conference.core.pdf import missing_glyphs, text_width
from tests.badges.cards import make_card
from tests.badges.looks import differs, drawn_plainly
from tests.badges.names import names
from tests.pdfs import pages

FARSI = "fa"


def card(number: int, lang: str, name: str) -> BadgeCard:
    national = "نرگس احمدی" if number % 3 == 0 and lang != FARSI else ""
    return make_card(
        name=name, national_name=national, national_lang=FARSI if national else "", number=str(number),
        position="Head of International Cooperation" if number % 2 else "",
        organisation="State Border Guard Service of the National Security Committee" if number % 5 else "ICMPD",
    )  # fmt: skip


CARDS = [card(number, lang, name) for number, (lang, name) in enumerate(names())]


def letters(text: str) -> str:
    """Without the white space that line ends add; a hyphen there is U+FFFE to the reader used here."""
    return "".join(unicodedata.normalize("NFKC", text.replace("\ufffe", "-").replace("\u200c", "")).split())


def test_there_are_eleven_hundred_and_our_faces_have_every_letter():
    assert len({(card.name, card.number) for card in CARDS}) == 1100
    assert not missing_glyphs("".join(card.name for card in CARDS))


@pytest.mark.parametrize("design", ["a6", "card", "label-89"])
def test_every_name_is_whole_and_inside_its_box(design):
    made = GALLERY[design].design()
    composer = Composer(Layout(made))
    box = next(element for element in made.front if isinstance(element, Text) and element.id == "person")
    shortened = []
    for card in CARDS:
        [side] = composer.sides(card)
        heading = next(block for block in side.blocks if block.role == "H1")
        for block in side.blocks:
            for line in block.lines:
                assert line.x + text_width(line.text, bold=line.bold) * line.size * POINT <= made.width
        for line in heading.lines:
            assert line.x >= box.x - 0.01
            assert line.x + text_width(line.text, bold=True) * line.size * POINT <= box.x + box.w + 0.01
            assert box.y < line.y < box.y + box.h
        if letters("".join(line.text for line in heading.lines)) != letters(card.name):
            shortened.append(card.name)

    assert all(len(name) > 40 for name in shortened)
    assert len(shortened) <= (0 if design == "a6" else 150)


def test_names_look_the_same_in_both_ways():
    """One in eleven, of every language; all of them take half a minute, and looked the same too."""
    layouts = Layouts(Layout(GALLERY["label-89"].design()))
    stamped, laid_out = (pages(draw(CARDS[::11], layouts, "a4")) for draw in (render_badges, drawn_plainly))

    assert [differs(*both) < 90 for both in zip(stamped, laid_out, strict=True)] == [True] * len(stamped)


def test_every_name_is_copied_out_as_it_was_typed():
    pdf = render_badges(CARDS, Layouts(Layout(GALLERY["a7"].design())), "a4")
    found = [letters(page.get_textpage().get_text_range()) for page in pages(pdf)]

    lost = [card.name for number, card in enumerate(CARDS) if letters(card.name) not in found[number // 8]]
    assert lost == []
