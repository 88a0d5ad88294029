"""What a table of people would do: whom it registers, whom it changes, what is wrong with it. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import gettext as _

from conference.core.i18n import LANGUAGES
from conference.core.templating import country_name, language_name
from conference.core.text import email_key, fold
from conference.events.models import Mode
from conference.intake.columns import Column
from conference.intake.table_names import country_called, language_called
from conference.intake.table_plan import Fault, Line, Outcome, Plan, Reading, settle
from conference.intake.table_reading import Row
from conference.intake.table_values import Wrong, country_of, day_of, email_of, languages_of, text_of
from conference.questions.answer_rules import BadAnswer, answer
from conference.questions.asked import Asked
from conference.questions.models import Kind
from conference.questions.words import answer_words
from conference.registration.models import HOLDS_PLACE
from conference.registration.words import MODE_WORDS, STATE_WORDS

from .people_columns import ANSWER, MODE_CALLED, STATE_CALLED

LONGEST_KEY = 254
ONLY_NEW = ("category", "state", "mode", "code")  # what an import never changes of who is there already


@dataclass(frozen=True)
class KnownPerson:
    ident: int
    code: str
    email: str
    is_alive: bool
    said: Mapping[str, Any]


@dataclass(frozen=True)
class Places:
    """Free places, None for no limit: of the event in each mode, of each category by its code."""

    by_mode: Mapping[str, int | None]
    by_category: Mapping[str, int | None]


@dataclass(frozen=True)
class Setting:
    """What the event knows, as rows are read by it. `categories`: (code, name, needs approval), in order."""

    categories: Sequence[tuple[str, str, bool]]
    modes: Sequence[str]
    questions: Mapping[str, Asked]
    language: str
    names: dict[str, str] = field(default_factory=dict)  # folded name or code of a category -> its code


@dataclass(frozen=True)
class TableRead:
    """What the rows of a table say, and by which reading and setting they were understood."""

    reading: Reading
    setting: Setting
    lines: Sequence[Line]

    @property
    def codes(self) -> set[str]:
        return {code.upper() for line in self.lines if (code := line.said.get("code"))}

    @property
    def email_keys(self) -> set[str]:
        return {email_key(email) for line in self.lines if (email := line.said.get("email"))}


def read_people(rows: Iterable[Row], reading: Reading, setting: Setting) -> TableRead:
    return TableRead(reading, setting, [read_line(row, reading, setting) for row in rows])


def plan_people(read: TableRead, people: Sequence[KnownPerson], places: Places) -> Plan:
    """`people`: at least those who have a code or an address of the table. What was read can be planned again."""
    reading, setting = read.reading, read.setting
    lines = [replace(line, said=dict(line.said), faults=list(line.faults)) for line in read.lines]
    find = finder(people)
    shown = {name: shower(name, setting) for name in reading.columns}
    seen: dict[str, int] = {}
    left = left_of(places)
    for line in lines:
        found, key = find(line), email_key(line.said.get("email", ""))
        if key and seen.setdefault(key, line.number) != line.number:
            line.faults.append(Fault("email", key, _("Row %(row)d has the same address", row=seen[key])))
        if found:
            line.ident, line.code = found.ident, found.code
            for name in ONLY_NEW:
                line.said.pop(name, None)
            line.said.pop("email", None)  # it stays: it is who they are to us
            settle(line, found.said, reading.options, shown)
        else:
            complete(line, setting)
            if not line.faults:
                line.faults += no_place(line.said, left)
            settle(line, None, reading.options, shown)
    return Plan(lines)


def complete(line: Line, setting: Setting) -> None:
    """What a new person has although the row does not say it."""
    if "email" not in line.said and not any(fault.column == "email" for fault in line.faults):
        line.faults.append(
            Fault("email", "", _("Enter an e-mail address: it is how the person gets to their own page"))
        )
    category, _name, needs_approval = next(
        (one for one in setting.categories if one[0] == line.said.get("category")), setting.categories[0]
    )
    line.said["category"] = category
    line.said.setdefault("state", "pending" if needs_approval else "confirmed")
    line.said.setdefault("mode", setting.modes[0])
    line.said.pop("code", None)


def left_of(places: Places) -> dict[str, int | None]:
    return {f"mode {name}": number for name, number in places.by_mode.items()} | {
        f"category {code}": number for code, number in places.by_category.items()
    }


def no_place(said: Mapping[str, Any], left: dict[str, int | None]) -> list[Fault]:
    """Count the place that a new person takes; say where there is none."""
    if said["state"] not in HOLDS_PLACE:
        return []
    keys = (f"category {said['category']}", f"mode {said['mode']}")
    if left.get(keys[0]) == 0:
        return [Fault("category", said["category"], _("Every place of this kind is taken"))]
    if left.get(keys[1]) == 0:
        return [Fault("", "", _("Every place is taken"))]
    for key in keys:
        number = left.get(key)
        left[key] = None if number is None else number - 1
    return []


def finder(people: Sequence[KnownPerson]) -> Callable[[Line], KnownPerson | None]:
    """By the code, else by the address: who is alive, else the newest, so that nobody who cancelled comes back.

    Who has no address, as some people registered at the door, is found by the code alone.
    """
    by_code = {person.code: person for person in people}
    by_email: dict[str, KnownPerson] = {}
    for person in people:
        key = email_key(person.email)
        if not key:
            continue
        if key not in by_email or person.is_alive or not by_email[key].is_alive:
            by_email[key] = person

    def find(line: Line) -> KnownPerson | None:
        return by_code.get(line.said.get("code", "").upper()) or by_email.get(email_key(line.said.get("email", "")))

    return find


def read_line(row: Row, reading: Reading, setting: Setting) -> Line:
    line = Line(row.number, "")
    for name, typed in zip(reading.meanings, row.cells, strict=True):
        if name and typed.strip():
            try:
                line.said[name] = value_of(reading.columns[name], typed, setting)
            except (Wrong, BadAnswer) as wrong:
                line.faults.append(Fault(name, typed, str(wrong)))
    parts = [line.said.pop(name) for name in ("given_name", "family_name") if name in line.said]
    if parts and "name" not in line.said:
        line.said["name"] = " ".join(parts)
    line.name = line.said.get("name", "")
    if not line.name and not any(fault.column in ("name", "given_name", "family_name") for fault in line.faults):
        line.faults.append(Fault("name", "", _("Enter the person's name")))
    return line


def value_of(column: Column, typed: str, setting: Setting) -> Any:
    text = text_of(typed, column.most, is_long=column.is_long)
    if column.name.startswith(ANSWER):
        return answer_of(setting.questions[column.name.removeprefix(ANSWER)], text)
    return READERS[column.name](text, setting) if column.name in READERS else text


def _email(text: str, _setting: Setting) -> str:
    email = email_of(text)
    if len(email_key(email)) > LONGEST_KEY:
        raise Wrong(_("Enter one e-mail address, like name@example.org"))
    return email


def _language(text: str, _setting: Setting) -> str:
    codes = languages_of(text)
    if len(codes) != 1 or codes[0] not in LANGUAGES:
        raise Wrong(_("Mails can be written in: %(languages)s", languages=", ".join(LANGUAGES.values())))
    return codes[0]


def _category(text: str, setting: Setting) -> str:
    if (code := setting.names.get(fold(text))) is None:
        known = ", ".join(name for _code, name, _approval in setting.categories)
        raise Wrong(_("There is no category of this name; there are: %(names)s", names=known))
    return code


def _state(text: str, _setting: Setting) -> str:
    if (state := STATE_CALLED.get(fold(text))) is None:
        known = ", ".join(str(STATE_WORDS[state]) for state in dict.fromkeys(STATE_CALLED.values()))
        raise Wrong(_("Write one of: %(words)s", words=known))
    return state


def _mode(text: str, setting: Setting) -> str:
    mode = MODE_CALLED.get(fold(text))
    if mode not in setting.modes:
        raise Wrong(_("Write one of: %(words)s", words=", ".join(str(MODE_WORDS[mode]) for mode in setting.modes)))
    return str(mode)


READERS: Mapping[str, Callable[[str, Setting], Any]] = {
    "email": _email,
    "country": lambda text, _setting: country_of(text),
    "language": _language,
    "category": _category,
    "state": _state,
    "mode": _mode,
}


def answer_of(question: Asked, text: str) -> Any:
    """As the form stores it; options, countries and languages may be told by their names. Raises Wrong or BadAnswer."""
    if question.kind in (Kind.CHOICE, Kind.SEVERAL):
        names = {fold(word): one.code for one in question.live_options
                 for word in (one.code, one.text, *one.translations.values())}  # fmt: skip
        whole = names.get(fold(text))
        parts = (
            [text] if whole or question.kind == Kind.CHOICE else text.replace("\n", ";").replace(",", ";").split(";")
        )
        return answer(question, [names.get(fold(part), part) for part in parts if part.strip()])
    if question.kind == Kind.COUNTRY:
        return answer(question, [country_called(text) or text])
    if question.kind == Kind.LANGUAGE:
        return answer(question, [language_called(text) or text])
    if question.kind == Kind.DATE and (day := day_of(text)):
        return answer(question, [day.isoformat()])
    return answer(question, [text])


def shower(name: str, setting: Setting) -> Callable[[Any], str]:
    words: dict[str, Callable[[Any], str]] = {
        "country": lambda code: country_name(code) if code else "",
        "language": lambda code: language_name(code) if code else "",
        "state": lambda state: str(STATE_WORDS[state]) if state else "",
        "mode": lambda mode: str(MODE_WORDS.get(mode, mode)) if mode else "",
    }
    if name.startswith(ANSWER):
        question = setting.questions[name.removeprefix(ANSWER)]
        return lambda value: answer_words(question, value, setting.language)
    return words.get(name, lambda text: text or "")


def counts_over(plan: Plan) -> int:
    """Rows for which there is no place."""
    words = {_("Every place of this kind is taken"), _("Every place is taken")}
    return sum(
        line.outcome == Outcome.WRONG and any(fault.words in words for fault in line.faults) for line in plan.lines
    )


__all__ = ["KnownPerson", "Mode", "Places", "Setting", "TableRead", "counts_over", "plan_people", "read_people"]
