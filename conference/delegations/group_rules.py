"""What is said of several people who are registered in one go. Pure."""

from dataclasses import dataclass
from typing import ClassVar

from conference.core.errors import Refused


class GroupRefused(Refused):
    """`row`: the number of the person, from 0, whose row is at fault."""

    code: ClassVar[str] = "group_refused"

    def __init__(self, row: int, words: str) -> None:
        super().__init__(words)
        self.row = row


@dataclass(frozen=True)
class Contact:
    """Who registers several people in one go."""

    name: str
    email: str
    organisation: str
    language: str = "en"
