import csv
import io

import pytest

from conference.core import csvfile


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1+1", "＝1+1", "=cmd|' /C calc'!A0"]
)
def test_formula_becomes_text(text: str):
    assert csvfile.safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ada", "Oʻzbek", "a=b", "1+1", "'quoted", "Jean-Luc"])
def test_ordinary_text_stays(text: str):
    assert csvfile.safe_cell(text) == text


def test_lines_start_with_a_byte_order_mark_and_quote_every_cell():
    lines = list(csvfile.csv_lines(["Name"], [['a","b'], ["two\nlines"], ["x;y"]]))

    assert lines == ['\ufeff"Name"\r\n', '"a"",""b"\r\n', '"two\nlines"\r\n', '"x;y"\r\n']


@pytest.mark.parametrize("text", ['a","b', "two\nlines", "x;y", "Өмүрбек", 'say "no"'])
def test_cell_comes_back_unchanged(text: str):
    [read] = csv.reader(io.StringIO(csvfile.csv_line([text, "next"]), newline=""))

    assert read == [text, "next"]


@pytest.mark.parametrize(
    ("text", "name"), [("con", "con"), ("../etc", "etc"), ('a"b', "a-b"), ("Ночь", "file"), ("my event", "my-event")]
)
def test_safe_name_is_plain_ascii(text: str, name: str):
    assert csvfile.safe_name(text) == name
