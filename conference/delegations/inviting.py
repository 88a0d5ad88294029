"""Reads a list of people to invite, pasted or from a file: who is right, and what is wrong with the others. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from conference.core.i18n import LANGUAGES
from conference.core.text import clean_line, email_key, fold, why_not_text

from .rules import MOST_PEOPLE, Nominee

LONGEST_NAME = 200
LONGEST_MAIL = 254
COLUMNS = ("name", "email", "category", "language")


@dataclass(frozen=True)
class Line:
    """A row of the list: what is wrong with it, or whom it names."""

    number: int
    cells: tuple[str, ...]
    wrong: str = ""
    nominee: Nominee | None = None


def read_list(
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    categories: Mapping[str, int],
    default_category: int,
    default_language: str,
    known: Collection[str],
) -> list[Line]:
    """categories: ids by folded code and name. known: addresses (as compared) that are invited already."""
    seen: set[str] = set()
    lines: list[Line] = []
    for number, row in rows:
        cells = tuple(clean_line(cell) for cell in row)
        if not any(cells) or (not lines and is_heading(cells)):
            continue
        line = read_line(number, cells, categories, default_category, default_language)
        if line.nominee:
            key = email_key(line.nominee.email)
            if key in seen:
                line = Line(number, cells, _("This address is in the list above already"))
            elif key in known:
                line = Line(number, cells, _("This address is invited already"))
            seen.add(key)
        lines.append(line)
        if len(lines) > MOST_PEOPLE:
            lines[-1] = Line(number, cells, _("Invite at most %(num)d people at once", num=MOST_PEOPLE))
            break
    return lines


def is_heading(cells: Sequence[str]) -> bool:
    return not any("@" in cell for cell in cells) and len([cell for cell in cells if cell]) > 1


def read_line(
    number: int, cells: tuple[str, ...], categories: Mapping[str, int], default_category: int, default_language: str
) -> Line:
    name, mail, category, language = (*cells, "", "", "", "")[:4]
    if "@" in name and "@" not in mail:
        name, mail = mail, name
    try:
        email = validate_email(mail, check_deliverability=False, test_environment=True, strict=True).normalized
    except EmailNotValidError:
        return Line(number, cells, _("Enter one e-mail address, like name@example.org"))
    category_id = categories.get(fold(category)) if category else default_category
    if wrong := why_not_text(name) or ("" if name else _("Enter the full name of the person")):
        return Line(number, cells, wrong)
    if len(name) > LONGEST_NAME or len(email_key(email)) > LONGEST_MAIL:
        return Line(number, cells, _("Use %(max)d characters or fewer", max=LONGEST_NAME))
    if category_id is None:
        return Line(number, cells, _("There is no category “%(name)s”", name=category))
    code = language_code(language) if language else default_language
    if not code:
        return Line(number, cells, _("Mails are written in: %(names)s", names=", ".join(map(str, LANGUAGES.values()))))
    return Line(number, cells, nominee=Nominee(name, email, category_id, code))


def language_code(typed: str) -> str:
    """The code of a language that our mails speak, given by its code or name; "" for none of them."""
    key = fold(typed)
    return next((code for code, name in LANGUAGES.items() if key in (code, fold(str(name)))), "")
