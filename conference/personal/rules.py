"""What holds for an agenda of one's own. Pure."""

from typing import ClassVar

from conference.core.errors import Refused

MOST_PICKS = 500


class TooManyPicks(Refused):
    code: ClassVar[str] = "too_many"


def read_codes(text: str) -> list[str]:
    """The codes of sessions in what a device sent: letters and digits between commas, each once."""
    codes = (code.strip().upper() for code in text.split(","))
    return list(dict.fromkeys(code for code in codes if code.isalnum() and code.isascii()))[:MOST_PICKS]
