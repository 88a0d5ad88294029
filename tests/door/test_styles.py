"""The door brings its own stylesheet; its typeface must stay the site's."""

from pathlib import Path

from conference.core import fonts

SHEET = Path(__file__).parents[2] / "static" / "css" / "door.css"


def test_door_sheet_carries_the_faces_the_site_cuts():
    expected = [rule for rule in fonts.font_faces().splitlines() if '"Commissioner"' in rule]

    found = [line for line in SHEET.read_text(encoding="utf-8").splitlines() if line.startswith("@font-face")]

    assert expected
    assert found == expected
