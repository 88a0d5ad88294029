import unicodedata

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from conference.core.text import clean_line, clean_lines, fold, markdown, plain_markdown, why_not_text


@pytest.mark.parametrize(
    ("written", "searched"),
    [("Өмүрбек Улгу", "omurbek"), ("Bērziņš", "berzins"), ("Oʻgʻiloy", "ogiloy"), ("O‘g‘iloy", "ogiloy"),
     ("Łukasz", "lukasz"), ("Ғулом Ҷамшед", "jamshed"), ("Őry", "ory"), ("O'Brien", "obrien"), ("Наталья", "natalya")],
)  # fmt: skip
def test_names_are_found_by_plain_latin_letters(written: str, searched: str):
    assert searched in fold(written)


@pytest.mark.parametrize(
    "name", ["O'Brien", "李", "Ægir", "مريم", "👩🏽‍🚀", "X", "Nguyễn Thị", "Oʻgʻiloy", "a" * 200, "Якоб-Ян д’Арк"]
)
def test_real_names_are_accepted(app: Flask, name: str):
    with app.test_request_context():
        assert why_not_text(name) is None


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\x07", "\x1b[31m", "a\u202eb", "a\u2066b", "\ud800", "a\u2028b", "a" + "\u0301" * 9]
)
def test_invisible_and_broken_characters_are_refused_in_words(app: Flask, text: str):
    with app.test_request_context():
        assert "Remove" in str(why_not_text(text)) or "accents" in str(why_not_text(text))


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str):
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)
    assert "\r" not in clean_lines(text)


@pytest.mark.parametrize(
    "source",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", "[x](data:text/html,<script>)", "![x](http://evil/x.png)",
     "<img src=x onerror=alert(1)>", "[x](java\tscript:alert(1))", "<style>*{}</style>"],
)  # fmt: skip
def test_markdown_lets_nothing_run_or_load(source: str):
    html = str(markdown(source)).replace("&lt;", "").lower()

    assert not any(evil in html for evil in ("<script", 'href="java', 'href="data', "<img", "<style"))


def test_markdown_keeps_what_organisers_write():
    html = str(markdown("# Aim\n\n- **one**\n- [site](https://example.org)"))

    assert "<h2>Aim</h2>" in html
    assert '<a href="https://example.org" rel="noopener noreferrer">site</a>' in html


def test_markdown_as_plain_words_keeps_what_it_says():
    source = "## Aim\n\nA *short* [guide](https://host/a) to\nborders & `x<y`\n\n- one\n- two\n\nEnd: <https://host/b>"

    assert plain_markdown(source) == (
        "Aim\n\nA short guide (https://host/a) to borders & x<y\n\n– one\n– two\n\nEnd: https://host/b"
    )


@pytest.mark.parametrize("source", ["", "   ", "\n\n"])
def test_no_markdown_gives_no_words(source):
    assert plain_markdown(source) == ""


@pytest.mark.parametrize("nothing", ["\u200b", "\u200d \ufeff", "\u3164", "\u2800", "\u0301", "\xad", "\u200b\n\u200b"])
def test_what_nobody_sees_is_nothing(nothing: str):
    assert clean_line(nothing) == ""
    assert clean_lines(nothing) == ""


@pytest.mark.parametrize("seen", ["李", "👩🏽\u200d🚀", "а\u0301", "می\u200cخواهم"])
def test_what_joins_letters_stays(seen: str):
    assert clean_line(seen) == clean_lines(seen) == unicodedata.normalize("NFC", seen)
