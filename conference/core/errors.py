"""What may go wrong without being a bug."""

from typing import ClassVar


class Refused(Exception):
    """An expected "no": a stable `code` for programs, a sentence for people.

    `anchor`: the id of what it is about on the page of the form, where that is none of the form's own fields.
    """

    code: ClassVar[str] = "refused"
    anchor: str = ""


class NotFound(Exception):
    """There is no such thing, or not for the one who asks: nobody learns which."""


class TooMany(Exception):
    """Asked too often. `retry_after`: seconds until it may be tried again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"try again in {retry_after} seconds")
        self.retry_after = retry_after


class StaleEdit(Refused):
    """Somebody else saved the same thing in the meantime."""

    code = "stale"
