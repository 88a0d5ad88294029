"""Building the form: what organisers press, and what becomes of it."""

from typing import Any

import pytest
from sqlalchemy import select

from conference.core.db import db
from conference.core.errors import Refused, StaleEdit
from conference.events.models import Event, Membership
from conference.events.permissions import Role
from conference.questions import rules, services
from conference.questions.asked import Asked, Condition, Option
from conference.questions.models import Kind, LegalBasis, Question
from conference.questions.queries import answered, columns_of, find_question, form_of, questions_of
from conference.questions.rules import QuestionValues
from conference.questions.words import answer_words
from conference.registration.models import Registration
from tests.browser import Browser, forms_of
from tests.factories import OPEN, make_category, make_event, make_member, make_registration, store
from tests.questions.conftest import OLGA, YES_NO, change, only_after
from tests.questions.conftest import Ask as Asks

pytestmark = pytest.mark.usefixtures("clock")
PAGE = "/manage/infopoint/registrations/form"


@pytest.fixture
def organiser(client: Browser, event: Event) -> Browser:
    client.sign_in(make_member(event))
    return client


def labels(event: Event) -> list[str]:
    db.session.rollback()
    return [one.label for one in questions_of(event.id) if not one.is_retired]


def get(event: Event, code: str) -> Asked:
    db.session.rollback()
    found = next((one for one in questions_of(event.id) if one.code == code), None)
    assert found is not None
    return found


def row_of(event: Event, code: str) -> Question:
    found = find_question(event.id, code)
    assert found is not None
    return found


def test_question_is_written_on_one_page(organiser: Browser, event: Event):
    make_category(event, "speaker", position=2)
    answer = organiser.fill(
        f"{PAGE}/new?kind=choice",
        {
            "label": "Do you need a visa?", "help": "We write a letter.", "options-0-text": "Yes",
            "options-1-text": "No", "options-0-text_ru": "Да", "is_required": "y", "categories": ["speaker"],
            "purpose": "Visa support", "legal_basis": "public_task", "keep_days": "14",
            "texts-0-label": "Нужна ли вам виза?",
        },
        form="",
    )  # fmt: skip

    assert answer.status_code == 302, answer.text
    (made,) = questions_of(event.id)
    assert (made.kind, made.label, made.help, made.is_required, made.categories, made.purpose) == (
        Kind.CHOICE, "Do you need a visa?", "We write a letter.", True, ("speaker",), "Visa support",
    )  # fmt: skip
    assert (made.legal_basis, made.keep_days) == (LegalBasis.PUBLIC_TASK, 14)
    assert [(option.text, option.translations) for option in made.options] == [("Yes", {"ru": "Да"}), ("No", {})]
    assert made.label_in("ru").text == "Нужна ли вам виза?"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_can_be_added_and_is_shown(organiser: Browser, event: Event, kind: str):
    options = {"options-0-text": "One"} if kind in (Kind.CHOICE, Kind.SEVERAL) else {}
    answer = organiser.fill(f"{PAGE}/new?kind={kind}", {"label": "Something <b>", "help": "More", **options})

    assert answer.status_code == 302, answer.text
    assert "Something &lt;b&gt;" in organiser.get(PAGE).text
    assert "Something &lt;b&gt;" in organiser.get("/events/infopoint/register").text
    assert organiser.get(f"{PAGE}/{questions_of(event.id)[0].code}").status_code == 200


def test_what_is_wrong_is_said_beside_the_field(organiser: Browser):
    empty = organiser.fill(f"{PAGE}/new?kind=choice", {})
    assert empty.status_code == 422
    assert "Write the question" in empty.text

    none = organiser.fill(f"{PAGE}/new?kind=choice", {"label": "Visa"})
    assert none.status_code == 409
    assert "Add at least one option" in none.text
    twice = organiser.fill(
        f"{PAGE}/new?kind=choice",
        {"label": "Visa", "options-0-text": "Yes", "options-1-text": "yes", "keep_days": "-1"},
    )
    assert twice.status_code == 422
    assert "This option is there twice" in twice.text
    assert "Enter a whole number of days from 0 to 3650" in twice.text


def test_rows_of_options_are_added_and_moved_without_losing_what_was_typed(organiser: Browser):
    form = next(f for f in forms_of(organiser.get(f"{PAGE}/new?kind=choice").text) if "sign-out" not in f.action)
    typed = {"label": "Visa", "options-0-text": "First", "options-1-text": "Second"}

    answer = organiser.send(f"{PAGE}/new?kind=choice", form, {**typed, "rows": "options:up:1"})

    fields = dict(next(f for f in forms_of(answer.text) if "sign-out" not in f.action).fields)
    assert (fields["label"], fields["options-0-text"], fields["options-1-text"]) == ("Visa", "Second", "First")


def test_seeing_it_first_stores_nothing(organiser: Browser, event: Event):
    answer = organiser.fill(f"{PAGE}/new?kind=text", {"label": "Topic of <i>talk</i>", "preview": "yes"})

    assert answer.status_code == 200
    assert answer.text.count("Topic of &lt;i&gt;talk") >= 2
    assert questions_of(event.id) == ()


def test_question_can_wait_for_another(organiser: Browser, event: Event, ask: Asks):
    visa = ask(Kind.CHOICE, "Visa")

    answer = organiser.fill(
        f"{PAGE}/new?kind=text", {"label": "Passport", "depends_on": visa, "any_of": [f"{visa}:yes"]}
    )

    assert answer.status_code == 302
    assert get(event, questions_of(event.id)[1].code).condition == Condition(visa, ("yes",))
    assert "Only if your answer to “Visa” is “Yes”." in organiser.get(PAGE).text


def test_circle_is_refused_in_words(organiser: Browser, event: Event, ask: Asks):
    first = ask(Kind.TEXT, "First")
    second = ask(Kind.TEXT, "Second", condition=only_after(first))

    answer = organiser.fill(f"{PAGE}/{first}", {"depends_on": second})

    assert answer.status_code == 409
    assert "would wait for each other" in answer.text
    assert get(event, first).condition is None


def test_moving_into_a_section_that_waits_for_it_is_refused(event: Event, ask: Asks):
    visa = ask(Kind.CHOICE, "Visa")
    ask(Kind.SECTION, "Travel", condition=only_after(visa, "yes"))

    with pytest.raises(rules.BadCondition):
        services.place_question(row_of(event, visa).id, 1, actor=OLGA, at=OPEN)
    assert labels(event) == ["Visa", "Travel"]


def test_arrows_and_places_move_a_question(organiser: Browser, event: Event, ask: Asks):
    codes = [ask(Kind.TEXT, label) for label in "ABCD"]
    services.retire_question(row_of(event, codes[1]).id, actor=OLGA, at=OPEN)

    answer = organiser.fill(PAGE, {"to": "down"}, form=f"/{codes[0]}/move")
    assert answer.location.endswith(f"moved={codes[0]}&to=down")
    assert labels(event) == ["C", "A", "D"]
    assert "autofocus" in organiser.get(answer.location).text
    organiser.fill(PAGE, {"to": "0"}, form=f"/{codes[3]}/move")
    assert labels(event) == ["D", "C", "A"]
    for nonsense in ("-1", "999999999999", "x", "up", ""):
        organiser.fill(PAGE, {"to": nonsense}, form=f"/{codes[3]}/move")
    assert labels(event) == ["D", "C", "A"]


def test_question_is_copied_retired_and_restored(organiser: Browser, event: Event, ask: Asks):
    code = ask(Kind.CHOICE, "Visa")
    ask(Kind.TEXT, "Last")

    organiser.fill(PAGE, form=f"/{code}/copy")
    assert labels(event) == ["Visa", "Visa (copy)", "Last"]
    organiser.fill(PAGE, form=f"/{code}/retire")
    assert labels(event) == ["Visa (copy)", "Last"]
    assert "No longer asked" in organiser.get(PAGE).text
    assert "Visa" in organiser.get(f"{PAGE}/{code}").text
    organiser.fill(PAGE, form=f"/{code}/restore")
    assert labels(event) == ["Visa", "Visa (copy)", "Last"]


def test_question_that_others_wait_for_is_not_retired(organiser: Browser, event: Event, ask: Asks):
    visa = ask(Kind.CHOICE, "Visa")
    ask(Kind.TEXT, "Passport", condition=only_after(visa))

    answer = organiser.fill(PAGE, form=f"/{visa}/retire")

    assert "These questions depend on it" in organiser.get(answer.location).text
    assert labels(event) == ["Visa", "Passport"]


def test_change_after_answers_keeps_them_readable(organiser: Browser, event: Event, ask: Asks):
    code = ask(Kind.CHOICE, "Visa")
    make_registration(event, answers={code: "no"})

    page = organiser.get(f"{PAGE}/{code}").text
    assert "1 person has answered." in page
    typed = {"options-1-text": "", "label": "Do you need a visa?"}
    seen = organiser.fill(f"{PAGE}/{code}", {**typed, "preview": "yes"}).text
    assert "No longer offered, but kept where it was chosen: No" in seen
    assert "The answers so far were given to other words: “Visa”." in seen
    assert organiser.fill(f"{PAGE}/{code}", typed).status_code == 302

    question = get(event, code)
    assert [(option.code, option.is_retired) for option in question.options] == [("yes", False), ("no", True)]
    assert answer_words(question, "no", "en") == "No"
    refused = organiser.fill(f"{PAGE}/{code}", {"kind": "number"})
    assert refused.status_code == 409
    assert "retire it and add another one" in refused.text


def test_option_that_was_retired_is_not_lost_by_the_next_change(organiser: Browser, event: Event, ask: Asks):
    code = ask(Kind.CHOICE, "Visa")
    make_registration(event, answers={code: "no"})
    organiser.fill(f"{PAGE}/{code}", {"options-1-text": ""})
    organiser.fill(f"{PAGE}/{code}", {"help": "Think well"})

    assert [option.code for option in get(event, code).options] == ["yes", "no"]


def test_two_organisers_keep_what_they_changed_apart(event: Event, ask: Asks):
    code = ask(Kind.TEXT, "Topic")
    question = get(event, code)
    shown = ",".join(f"{k}={v}" for k, v in _marks(question, event).items())
    change(event, code, help="From one")
    mine = QuestionValues(kind=Kind.TEXT, label="Title")
    services.change_question(row_of(event, code).id, mine, shown=shown, actor=OLGA, at=OPEN)

    assert (get(event, code).label, get(event, code).help) == ("Title", "From one")
    with pytest.raises(StaleEdit):
        services.change_question(
            row_of(event, code).id, QuestionValues(kind=Kind.TEXT, label="Other"), shown=shown, actor=OLGA, at=OPEN
        )


def _marks(question: Asked, event: Event) -> dict[str, str]:
    from conference.core.merging import mark  # noqa: PLC0415

    return {name: mark(value) for name, value in rules.flat(rules.values_of(question), event.languages[1:]).items()}


def test_presets_come_in_the_languages_of_the_event_with_what_they_need(organiser: Browser, event: Event):
    organiser.fill(PAGE, form="/presets/dietary_other")
    organiser.fill(PAGE, form="/presets/interpretation")
    organiser.fill(PAGE, form="/presets/gender")

    form = {one.code: one for one in questions_of(event.id)}
    assert list(form) == ["dietary", "dietary_other", "interpretation", "gender"]
    assert form["dietary_other"].condition == Condition("dietary", ("other",))
    assert [option.code for option in form["interpretation"].options] == ["lang_en", "lang_ru", "none"]
    assert "not_stated" in [option.code for option in form["gender"].options]
    assert not form["gender"].is_required
    assert "/presets/gender" not in organiser.get(PAGE).text


def test_form_of_another_event_is_taken_over_once(organiser: Browser, event: Event, ask: Asks):
    other = make_event(slug="last-year", languages=["ru", "en"], title="Last year")
    store(Membership(user_id=db.session.scalars(select(Membership.user_id)).one(), event_id=other.id, role=Role.EDITOR,
                     created_at=OPEN))  # fmt: skip
    ask(Kind.TEXT, "Topic", code="topic")
    theirs = (
        ("visa", QuestionValues(Kind.CHOICE, "Виза", options=(Option("yes", "Да", {"en": "Yes"}), Option("no", "Нет")),
                                translations={"en": {"label": "Visa"}})),
        ("passport", QuestionValues(Kind.TEXT, "Паспорт", condition=only_after("visa", "yes"))),
        ("topic", QuestionValues(Kind.TEXT, "Тема")),
    )  # fmt: skip
    for code, values in theirs:
        services.add_question(other.id, values, code=code, actor=OLGA, at=OPEN)
    services.switch_fields(other.id, {"position": "hidden"}, actor=OLGA, at=OPEN)

    answer = organiser.fill(PAGE, {"source": "last-year"}, form="/copy-from")
    assert "2 questions are added." in organiser.get(answer.location).text
    form = {one.code: one for one in questions_of(event.id)}
    assert [(one.label, one.translations.get("ru", {}).get("label")) for one in form.values()] == [
        ("Topic", None), ("Visa", "Виза"), ("Паспорт", "Паспорт"),
    ]  # fmt: skip
    assert [(o.text, o.translations) for o in form["visa"].options] == [("Yes", {"ru": "Да"}), ("Нет", {"ru": "Нет"})]
    assert form["passport"].condition == Condition("visa", ("yes",))
    assert form_of(db.session.get_one(Event, event.id)).ask("position") == "hidden"
    organiser.fill(PAGE, {"source": "last-year"}, form="/copy-from")
    assert len(labels(event)) == 3


def test_form_of_a_strangers_event_is_not_taken_over(organiser: Browser, event: Event):
    other = make_event(slug="strange")
    services.add_question(other.id, QuestionValues(Kind.TEXT, "Secret"), actor=OLGA, at=OPEN)
    page = organiser.get(PAGE)
    token = dict(forms_of(page.text)[-1].fields)["csrf_token"]

    organiser.post(f"{PAGE}/copy-from", data={"csrf_token": token, "source": "strange"})

    assert labels(event) == []


def test_registrations_are_found_by_an_answer(event: Event, ask: Asks):
    visa, days = ask(Kind.CHOICE, "Visa"), ask(Kind.SEVERAL, "Days")
    topic = ask(Kind.TEXT, "Topic")
    make_registration(event, name="A", answers={visa: "yes", days: ["no", "yes"], topic: "x"})
    make_registration(event, name="B", answers={visa: "no", days: ["no"]})
    make_registration(event, name="C")

    def names(code: str, option: str = "") -> list[str]:
        query = select(Registration.name).where(answered(Registration.answers, get(event, code), option))
        return list(db.session.scalars(query.order_by(Registration.name)))

    assert [names(visa), names(visa, "yes"), names(visa, "y")] == [["A", "B"], ["A"], []]
    assert [names(days, "no"), names(days, "yes"), names(days, "e")] == [["A", "B"], ["A"], []]
    assert [names(topic), names(topic, "x"), names(topic, "%")] == [["A"], ["A"], []]


def test_built_in_fields_are_switched(organiser: Browser, event: Event):
    organiser.fill(PAGE, {"organisation": "optional", "position": "hidden"}, form="/fields")

    db.session.rollback()
    form = form_of(db.session.get_one(Event, event.id))
    assert [form.ask(name) for name in ("organisation", "position", "country")] == ["optional", "hidden", "required"]
    assert organiser.fill(PAGE, {"organisation": "never"}, form="/fields").status_code == 422


def test_preview_is_what_attendees_see(organiser: Browser, event: Event, ask: Asks):
    make_category(event, "speaker", position=2)
    ask(Kind.TEXT, "Topic", categories=("speaker",), translations={"ru": {"label": "Тема"}})

    page = organiser.get(f"{PAGE}?as=participant").text
    assert 'name="preview-q_' not in page
    assert "Тема" in organiser.get(f"{PAGE}?as=speaker&in=ru").text
    assert 'name="preview-q_' in organiser.get(PAGE).text


def test_what_is_not_translated_is_listed(organiser: Browser, ask: Asks):
    ask(Kind.CHOICE, "Visa")

    page = organiser.get(PAGE).text

    assert "Not translated yet" in page
    assert "Russian" in page


def test_translations_of_the_event_name_the_questions_too(organiser: Browser, event: Event, ask: Asks):
    code = ask(Kind.TEXT, "Topic of your talk", help="In a few words")

    page = organiser.get("/manage/infopoint/translations").text

    assert "Topic of your talk" in page
    assert f"{PAGE}/{code}#texts-ru" in page


def test_only_who_may_edit_the_event_builds_its_form(client: Browser, event: Event, ask: Asks):
    code = ask(Kind.TEXT, "Topic")
    client.sign_in(make_member(event, Role.VIEWER))

    for path in ("", "/new", f"/{code}"):
        assert client.get(f"{PAGE}{path}").status_code == 403
    for path in ("/fields", "/presets/gender", f"/{code}/move", f"/{code}/copy", f"/{code}/retire"):
        assert client.post(f"{PAGE}{path}").status_code == 403


def test_there_is_an_end_to_questions(event: Event):
    values = QuestionValues(kind=Kind.TEXT, label="One more")
    for _number in range(rules.MOST_QUESTIONS):
        services.add_question(event.id, values, actor=OLGA, at=OPEN)

    with pytest.raises(Refused):
        services.add_question(event.id, values, actor=OLGA, at=OPEN)


def test_columns_of_an_export_name_retired_questions_last(event: Event, ask: Asks):
    old, new = ask(Kind.CHOICE, "Old", options=YES_NO), ask(Kind.SEVERAL, "New", options=YES_NO)
    ask(Kind.SECTION, "Travel")
    ask(Kind.CONSENT, "I agree")
    services.retire_question(row_of(event, old).id, actor=OLGA, at=OPEN)
    db.session.rollback()

    columns = columns_of(event, "en")

    assert [(column.title, column.cell({old: "no", new: ["yes", "no"]})) for column in columns] == [
        ("New", "Yes, No"),
        ("Old", "No"),
    ]
    assert [column.cell({}) for column in columns] == ["", ""]


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (Kind.CHOICE, "gone", "gone"),
        (Kind.COUNTRY, "KG", "Kyrgyzstan"),
        (Kind.LANGUAGE, "tg", "Tajik"),
        (Kind.DATE, "2027-05-12", "May 12, 2027"),
        (Kind.DATE, "nonsense", "nonsense"),
        (Kind.NUMBER, 1234, "1,234"),
        (Kind.TEXT, "<b>", "<b>"),
        (Kind.TEXT, None, ""),
        (Kind.FILE, {"file": "x", "filename": "a.pdf", "size": 3}, "a.pdf"),
    ],
)
def test_answers_in_words(app: Any, kind: str, value: Any, said: str):
    with app.test_request_context():
        assert answer_words(Asked("q", kind, "Q", options=(Option("yes", "Yes"),)), value, "en") == said


def test_history_tells_who_changed_the_form(organiser: Browser, event: Event, ask: Asks):
    code = ask(Kind.TEXT, "Topic")
    organiser.fill(f"{PAGE}/{code}", {"label": "Title"})

    assert "Question changed" in organiser.get(f"{PAGE}/{code}").text
    assert db.session.scalars(select(Question.version)).one() == 2
