"""Texts in boxes: whatever the text, nothing sticks out and nothing is lost."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference.badges.fitting import POINT, Box, fit
from conference.core.pdf import text_width

NAME = Box(87, 36, 44, 6.5, 7, 1.17, bold=True, breaks_below=13)
LETTERS = string.ascii_letters + "ĀčķőűŁýňşÄğʻʼʹЖшҚңҳӯЎғәөі-/.'  نرگسکيټ"
boxes = st.builds(
    Box,
    width=st.floats(20, 120),
    height=st.floats(8, 60),
    largest=st.floats(9, 50),
    smallest=st.floats(3, 8),
    most_lines=st.integers(1, 7),
    leading=st.floats(1, 1.4),
    bold=st.booleans(),
    breaks_below=st.floats(0, 14),
)


def widths(fitted, box):
    return [text_width(line, bold=box.bold) * fitted.size * POINT for line in fitted.lines]


@settings(max_examples=150)
@given(text=st.text(LETTERS, max_size=200), box=boxes)
def test_every_line_is_narrower_than_the_box_and_all_are_within_its_height(text, box):
    fitted = fit(text, box)

    assert all(width <= box.width + 0.01 for width in widths(fitted, box))
    assert fitted.height <= box.height + 0.01
    assert len(fitted.lines) <= box.most_lines
    assert box.smallest <= fitted.size <= box.largest


@settings(max_examples=100)
@given(text=st.text(LETTERS, max_size=200))
def test_a_name_of_two_hundred_letters_is_never_shortened(text):
    fitted = fit(text, NAME)

    assert "".join("".join(fitted.lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Li", ("Li",)),
        ("O", ("O",)),
        ("Gulnara Abdullayeva", ("Gulnara", "Abdullayeva")),
        ("Ķērsti Bērziņa-Ščerbakovska", ("Ķērsti Bērziņa-", "Ščerbakovska")),
        ("", ()),
        ("   ", ()),
    ],
)
def test_lines_end_where_a_reader_expects_it(text, lines):
    assert fit(text, NAME).lines == lines


def test_type_shrinks_only_as_far_as_it_must():
    assert fit("Li", NAME).size == NAME.largest
    assert fit("Wolfeschlegelsteinhausen", NAME).size < fit("Wolfeschlegel", NAME).size <= NAME.largest


def test_a_word_wider_than_the_box_is_broken_rather_than_made_unreadable():
    fitted = fit("A" * 60, NAME)

    assert fitted.size == NAME.breaks_below
    assert "".join(fitted.lines) == "A" * 60


def test_what_cannot_fit_is_shortened_between_words_with_an_ellipsis():
    box = Box(60, 12, 12, 6.5, 3, 1.2, breaks_below=7.5)
    text = "Ministry of the Interior and of Everything Else " * 6

    lines = " ".join(fit(text, box).lines)

    assert lines.endswith("…")
    assert text.startswith(lines.removesuffix("…") + " ")
    assert len(lines) > 100


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Wolfeschlegelsteinhausenbergerdorff von Hohenlohe", ("Wolfeschlegelsteinhausenbergerdorff", "von Hohenlohe")),
        ("22 Apr 2027, 08:30 – 23 Apr 2027, 15:00 (Bishkek)", ("22 Apr 2027, 08:30 –", "23 Apr 2027, 15:00 (Bishkek)")),
        ("Funded by the European Union", ("Funded by the", "European Union")),
    ],
)
def test_no_small_word_hangs_at_the_end_of_a_line(text, lines):
    longest = max(text_width(line) for line in lines)
    box = Box(longest * 10 * POINT + 0.1, 12, 10, 5, 2)

    assert fit(text, box).lines == lines
