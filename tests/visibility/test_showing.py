"""What is shown of funder and partners, for any projects."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.core.translated import Words
from conference.visibility import wording
from conference.visibility.rules import FundedProject, Logo, visibility

BOMCA = FundedProject("BOMCA", is_eu_funded=True, is_co_funded=False, is_hidden=False, implementers=("ICMPD",))
PROTECT = replace(BOMCA, code="PROTECT", implementers=("ICMPD", "UNODC"))
OWN = replace(BOMCA, disclaimer="Only BOMCA answers.", translations={"ru": {"disclaimer": "Отвечает БОМКА."}})
STANDARD = (
    "The contents are the sole responsibility of {} and do not necessarily reflect the views of the European Union."
)


def texts(words) -> list[str]:
    return [one.text for one in words]


def test_several_projects_share_one_statement_and_one_sentence():
    shown = visibility([BOMCA, PROTECT], "en")

    assert shown.statement == Words("Funded by the European Union", "en")
    assert texts(shown.disclaimers) == [STANDARD.format("ICMPD and UNODC")]


def test_a_project_funded_in_part_makes_the_statement_say_so():
    assert visibility([BOMCA, replace(PROTECT, is_co_funded=True)], "en").statement.text == (
        "Co-funded by the European Union"
    )
    assert visibility([replace(BOMCA, is_co_funded=True)], "ru").statement.text == "Софинансируется Европейским союзом"


def test_own_words_come_first_and_each_once():
    shown = visibility([PROTECT, OWN, replace(OWN, code="TWIN")], "en")

    assert texts(shown.disclaimers) == ["Only BOMCA answers.", STANDARD.format("ICMPD and UNODC")]
    assert visibility([OWN], "ru").disclaimers == (Words("Отвечает БОМКА.", "ru"),)


def test_own_words_that_are_not_translated_give_way_to_the_standard_ones():
    untranslated = replace(OWN, translations={})

    assert visibility([untranslated], "ru").disclaimers == (
        Words(
            "Ответственность за содержание несёт исключительно ICMPD; оно не обязательно отражает точку зрения "
            "Европейского союза.",
            "ru",
        ),
    )
    assert visibility([untranslated], "ky").disclaimers == (Words("Only BOMCA answers.", "en", is_fallback=True),)


def test_without_an_implementer_the_organisers_answer():
    assert texts(visibility([replace(BOMCA, implementers=())], "en").disclaimers) == [STANDARD.format("the organisers")]


def test_a_derogation_hides_emblem_statement_and_disclaimer_but_no_logo():
    logo = Logo("BOMCA", "x", 300, 100)
    shown = visibility([replace(BOMCA, is_hidden=True, logos=(logo,))], "en")

    assert (shown.is_shown, shown.disclaimers, shown.spoken_for, shown.logos) == (False, (), (), (logo,))


def test_a_derogation_of_one_leaves_the_block_for_the_other():
    shown = visibility([replace(OWN, is_hidden=True, is_co_funded=True), PROTECT], "en")

    assert shown.statement.text == "Funded by the European Union"
    assert texts(shown.disclaimers) == [STANDARD.format("ICMPD and UNODC")]


def test_who_is_funded_by_others_shows_no_emblem():
    assert not visibility([replace(BOMCA, is_eu_funded=False)], "en").is_shown
    assert not visibility([], "en").is_shown


def test_a_logo_that_two_projects_share_is_shown_once():
    shared, own = Logo("ICMPD", "a", 10, 10), Logo("BOMCA", "b", 10, 10)

    assert visibility([replace(BOMCA, logos=(own, shared)), replace(PROTECT, logos=(shared,))], "en").logos == (
        own,
        shared,
    )


@pytest.mark.parametrize("language", wording.STATEMENTS)
def test_every_known_wording_names_what_it_says(language):
    funded, co_funded = wording.STATEMENTS[language]

    assert funded
    assert funded != co_funded
    assert wording.statement(language, is_co_funded=False) == Words(funded, language)


def test_an_unknown_language_gets_english_marked_as_such():
    assert wording.statement("ja", is_co_funded=False) == Words("Funded by the European Union", "en", is_fallback=True)
    assert wording.statement("ky", is_co_funded=True) == Words(
        "Co-funded by the European Union", "en", is_fallback=True
    )
    assert wording.standard_disclaimer("ky", ("X",)).language == "en"


@pytest.mark.parametrize("language", wording.DISCLAIMERS)
def test_disclaimers_name_one_two_and_more(language):
    said = [wording.standard_disclaimer(language, names).text for names in ((), ("A",), ("A", "B"), ("A", "B", "C"))]

    word = wording.AND[language]
    assert [
        text in said[n] for n, text in enumerate((wording.ORGANISERS[language], "A", f"A {word} B", f"A, B {word} C"))
    ]
    assert "{" not in "".join(said)
    assert len(set(said)) == 4


projects = st.builds(
    FundedProject,
    code=st.sampled_from(["A", "B", "C"]),
    is_eu_funded=st.booleans(),
    is_co_funded=st.booleans(),
    is_hidden=st.booleans(),
    disclaimer=st.sampled_from(["", "Own.", "Other."]),
    implementers=st.lists(st.sampled_from(["X", "Y"]), unique=True).map(tuple),
)


@given(st.lists(projects, max_size=5), st.sampled_from(["en", "ru", "ky", "xx"]))
def test_statement_and_disclaimer_go_together_and_only_for_whom_they_hold(several, language):
    shown = visibility(several, language)

    assert shown.is_shown == any(project.is_eu_funded and not project.is_hidden for project in several)
    assert bool(shown.disclaimers) == shown.is_shown
    assert len(set(texts(shown.disclaimers))) == len(shown.disclaimers)
    hidden = {p.disclaimer for p in several if p.is_hidden} - {p.disclaimer for p in several if p.is_acknowledged}
    assert not hidden.intersection(filter(None, texts(shown.disclaimers)))
