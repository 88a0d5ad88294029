"""What the columns of a table of people can mean. Pure."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from conference.core.text import fold
from conference.events.models import Mode
from conference.intake.columns import Column, guessed
from conference.intake.models import IntakeKind
from conference.questions.asked import Asked
from conference.questions.models import Kind
from conference.registration.models import RegistrationState

ANSWER = "answer_"  # before the code of a question
PLAIN = (
    Column("name", _l("Name"), 200),
    Column("given_name", _l("Given name"), 100),
    Column("family_name", _l("Family name"), 100),
    Column("national_name", _l("Name in the person's own script"), 200),
    Column("email", _l("E-mail address"), 254),
    Column("organisation", _l("Organisation"), 300),
    Column("position", _l("Position"), 200),
    Column("country", _l("Country")),
    Column("language", _l("Language of mails")),
    Column("category", _l("Category")),
    Column("state", _l("Status")),
    Column("mode", _l("Takes part")),
    Column("code", _l("Code")),
)
STATES: Mapping[str, str] = {
    RegistrationState.CONFIRMED: "Confirmed, Approved, Accepted, Yes, Подтверждено, Подтверждён, Подтверждена, Да",
    RegistrationState.PENDING: "Pending, Applied, Ожидает, На рассмотрении, Новая",
    RegistrationState.WAITING: "Waiting list, Waiting, Waitlist, Лист ожидания, В листе ожидания",
    RegistrationState.DECLINED: "Declined, Rejected, Отклонено, Отклонён, Отклонена, Отказано",
    RegistrationState.CANCELLED: "Cancelled, Canceled, Отменено, Отменён, Отменена",
}
MODES: Mapping[str, str] = {
    Mode.IN_PERSON: "In person, On site, Onsite, Room, Offline, Очно, Лично, В зале",
    Mode.ONLINE: "Online, Remote, Virtual, Онлайн, Дистанционно, Заочно, Удалённо",
}


def called(words: Mapping[str, str]) -> dict[str, str]:
    return {fold(word): str(value) for value, said in words.items() for word in (value, *said.split(", "))}


STATE_CALLED, MODE_CALLED = called(STATES), called(MODES)


def columns_of(questions: Sequence[Asked], language: str) -> dict[str, Column]:
    """{name: column}; each question that takes words for an answer is a column of its own."""
    found = {column.name: column for column in PLAIN}
    for question in asked_in_tables(questions):
        name = f"{ANSWER}{question.code}"
        found[name] = Column(name, question.label_in(language).text, is_long=question.kind == Kind.LONG_TEXT)
    return found


def asked_in_tables(questions: Sequence[Asked]) -> list[Asked]:
    """Without consents, which nobody can give for another, and files."""
    return [q for q in questions if q.takes_answer and q.kind not in (Kind.CONSENT, Kind.FILE) and not q.is_retired]


def guess(headings: Sequence[str], known: Mapping[str, Column], questions: Sequence[Asked]) -> list[str]:
    """The meaning of each heading: a question's own words come first, in any of its languages."""
    labels: dict[str, str] = {}
    for question in asked_in_tables(questions):
        texts = [question.code, question.label, *(told.get("label", "") for told in question.translations.values())]
        labels |= {fold(text): f"{ANSWER}{question.code}" for text in texts if text}
    plain = guessed(IntakeKind.PEOPLE, headings, known)
    found: list[str] = []
    for heading, name in zip(headings, plain, strict=True):
        meaning = name or labels.get(fold(heading), "")
        found.append("" if meaning in found else meaning)
    return found
