import pytest

from conference.core.colours import contrast, ground, is_colour, words_on


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#0b5f8a", "#d8a21b", "#f02838", "#767676", "#7f7f7f"])
def test_words_on_any_colour_can_be_read(colour):
    assert contrast(words_on(colour), colour) >= 4.5


def test_contrast_black_on_white_is_the_largest():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("colour", "expected"), [("#003399", "dark"), ("#ffcc00", "light"), ("not a colour", "light")])
def test_ground_names_the_words_that_belong_on_it(colour, expected):
    assert ground(colour) == expected


@pytest.mark.parametrize("text", ["", "#fff", "red", "#12345g", '#000000"/><script>', "#0b5f8a\n"])
def test_is_colour_refuses_anything_else(text):
    assert not is_colour(text)
