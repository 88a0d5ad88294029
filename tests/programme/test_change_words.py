import pytest
from flask_babel import force_locale

from conference.programme.change_words import Names, field_words, say, say_counts, title_of
from conference.programme.changes import Change, Field, State, What, changes_between
from tests.programme.states import held, said

NAMES = Names("Europe/Brussels", "en", {1: "Hall", 2: "Attic"})


@pytest.fixture(autouse=True)
def english(bare_request):
    with force_locale("en"):
        yield


@pytest.fixture
def bare_request(apps):
    with apps.on("sqlite").test_request_context("/"):
        yield


def sentence(was, now):
    before = State({11: was} if was else {}, {1: said()} if was else {})
    after = State({11: now} if now else {}, {1: said()} if now else {})
    (change,) = changes_between(before, after)
    return say(change, NAMES)


def test_each_change_in_a_sentence():
    assert sentence(None, held()) == "New: 12 May 2027, 09:00–10:00, Hall"
    assert sentence(held(), held(is_cancelled=True)) == "Cancelled: it was to be 12 May 2027, 09:00–10:00, Hall"
    assert sentence(held(is_cancelled=True), held()) == "Takes place again: 12 May 2027, 09:00–10:00, Hall"
    assert sentence(held(is_cancelled=True), held(hour=1)) == "Takes place again, now 12 May 2027, 10:00–11:00, Hall"
    assert sentence(held(), None) == "Taken out of the agenda: it was 12 May 2027, 09:00–10:00, Hall"


def test_a_move_says_what_moved():
    assert sentence(held(), held(room=2)) == "Moved to Attic, 12 May 2027, 09:00–10:00; it was in Hall"
    assert sentence(held(), held(room=None)) == "Moved to no room yet, 12 May 2027, 09:00–10:00; it was in Hall"
    assert sentence(held(), held(hour=1)) == "Moved to 12 May 2027, 10:00–11:00, Hall; it was 12 May 2027, 09:00–10:00"
    assert (
        sentence(held(), held(room=2, hour=1))
        == "Moved to 12 May 2027, 10:00–11:00, Attic; it was 12 May 2027, 09:00–10:00, Hall"
    )


def test_a_session_over_midnight_says_both_days():
    assert sentence(None, held(hour=14, minutes=120)) == "New: 12 May 2027, 23:00–13 May 2027, 01:00, Hall"


def test_changed_fields_are_named_with_the_language_of_the_text():
    assert [field_words(one) for one in (Field("abstract"), Field("title", "ru"), Field("is_streamed"))] == [
        "abstract",
        "title (Russian)",
        "live stream",
    ]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (said(), said("Welcome"), "title (it was “Opening”, it is “Welcome”)"),
        (said(), said(subtitle="Of all"), "subtitle"),
        (said(subtitle="Of all"), said(), "subtitle"),
        (said(abstract="Long"), said(abstract="Longer"), "abstract"),
        (said(), said(translations={"ru": {"title": "Открытие"}}), "title (Russian)"),
        (said(main="ru"), said("Welcome", main="ru"), "title (Russian)"),
        (said(capacity=20), said(capacity=30), "number of places (it was “20”, it is “30”)"),
        (said(), said(kind="workshop"), "kind of session (it was “Panel discussion”, it is “Workshop”)"),
    ],
)
def test_changed_texts_are_told_to_who_reads_their_language(before, after, words):
    (change,) = changes_between(State({11: held()}, {1: before}), State({11: held()}, {1: after}))

    assert say(change, NAMES) == f"Changed: {words}"


def test_title_is_in_the_readers_language_or_marked():
    change = Change(What.NEW, 1, 11, None, held(), None, said(translations={"ru": {"title": "Открытие"}}))

    assert [str(title_of(change, language)) for language in ("en", "ru", "kk")] == ["Opening", "Открытие", "Opening"]
    assert title_of(change, "kk").is_fallback


def test_counts_in_one_line():
    before = State({11: held(11), 21: held(21)}, {1: said(), 2: said()})
    after = State(
        {11: held(11, hour=2), 21: held(21, is_cancelled=True), 31: held(31)}, {1: said(), 2: said(), 3: said()}
    )

    assert say_counts(changes_between(before, after)) == "1 cancelled, 1 moved, 1 new"
