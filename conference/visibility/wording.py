"""The funder's own words in each language: the two statements beside its emblem, and its standard disclaimer.

They are no translations of ours but the wording in use, so they stand here and in no catalogue. A language is listed
where its wording is certain; readers of any other get English.
"""

from collections.abc import Mapping
from typing import NamedTuple

from conference.core.translated import Words

PLAIN = "en"


class Statements(NamedTuple):
    funded: str
    co_funded: str = ""


STATEMENTS: Mapping[str, Statements] = {
    "bg": Statements("Финансирано от Европейския съюз", "Съфинансирано от Европейския съюз"),
    "cs": Statements("Financováno Evropskou unií", "Spolufinancováno Evropskou unií"),
    "da": Statements("Finansieret af Den Europæiske Union", "Medfinansieret af Den Europæiske Union"),
    "de": Statements("Finanziert von der Europäischen Union", "Kofinanziert von der Europäischen Union"),
    "el": Statements("Με τη χρηματοδότηση της Ευρωπαϊκής Ένωσης", "Με τη συγχρηματοδότηση της Ευρωπαϊκής Ένωσης"),
    "en": Statements("Funded by the European Union", "Co-funded by the European Union"),
    "es": Statements("Financiado por la Unión Europea", "Cofinanciado por la Unión Europea"),
    "et": Statements("Rahastanud Euroopa Liit", "Kaasrahastanud Euroopa Liit"),
    "fi": Statements("Euroopan unionin rahoittama", "Euroopan unionin osarahoittama"),
    "fr": Statements("Financé par l’Union européenne", "Cofinancé par l’Union européenne"),
    "ga": Statements("Arna chistiú ag an Aontas Eorpach", "Arna chomhchistiú ag an Aontas Eorpach"),
    "hr": Statements("Financira Europska unija", "Sufinancira Europska unija"),
    "hu": Statements("Az Európai Unió finanszírozásával", "Az Európai Unió társfinanszírozásával"),
    "it": Statements("Finanziato dall’Unione europea", "Cofinanziato dall’Unione europea"),
    "lt": Statements("Finansuoja Europos Sąjunga", "Bendrai finansuoja Europos Sąjunga"),
    "lv": Statements("Finansē Eiropas Savienība", "Līdzfinansē Eiropas Savienība"),
    "mt": Statements("Iffinanzjat mill-Unjoni Ewropea", "Kofinanzjat mill-Unjoni Ewropea"),
    "nl": Statements("Gefinancierd door de Europese Unie", "Medegefinancierd door de Europese Unie"),
    "pl": Statements("Sfinansowane przez Unię Europejską", "Dofinansowane przez Unię Europejską"),
    "pt": Statements("Financiado pela União Europeia", "Cofinanciado pela União Europeia"),
    "ro": Statements("Finanțat de Uniunea Europeană", "Cofinanțat de Uniunea Europeană"),
    "ru": Statements("Финансируется Европейским союзом", "Софинансируется Европейским союзом"),
    "sk": Statements("Financované Európskou úniou", "Spolufinancované Európskou úniou"),
    "sl": Statements("Financira Evropska unija", "Sofinancira Evropska unija"),
    "sv": Statements("Finansieras av Europeiska unionen", "Medfinansieras av Europeiska unionen"),
    # in Central Asia only the first is certain
    "kk": Statements("Еуропалық Одақ қаржыландырады"),
    "ky": Statements("Европа Биримдиги тарабынан каржыланат"),
    "tg": Statements("Аз ҷониби Иттиҳоди Аврупо маблағгузорӣ мешавад"),
    "tk": Statements("Ýewropa Bileleşigi tarapyndan maliýeleşdirilýär"),
    "uz": Statements("Yevropa Ittifoqi tomonidan moliyalashtiriladi"),
}

# {who}: the implementer. It says "the contents", so that it suits pages, letters and papers alike.
DISCLAIMERS: Mapping[str, str] = {
    "de": "Für den Inhalt ist allein {who} verantwortlich; er gibt nicht unbedingt die Ansichten der Europäischen "
    "Union wieder.",
    "en": "The contents are the sole responsibility of {who} and do not necessarily reflect the views of the European "
    "Union.",
    "ru": "Ответственность за содержание несёт исключительно {who}; оно не обязательно отражает точку зрения "
    "Европейского союза.",
}
SEVERAL = {  # where more than one answers for it
    "de": DISCLAIMERS["de"].replace("ist allein", "sind allein"),
    "en": DISCLAIMERS["en"],
    "ru": DISCLAIMERS["ru"].replace("несёт", "несут"),
}
AND = {"de": "und", "en": "and", "ru": "и"}
ORGANISERS = {"de": "die Veranstalter", "en": "the organisers", "ru": "организаторы"}


def statement(language: str, *, is_co_funded: bool) -> Words:
    """What stands beside the emblem."""
    funded, co_funded = STATEMENTS.get(language, Statements(""))
    if words := co_funded if is_co_funded else funded:
        return Words(words, language)
    plain = STATEMENTS[PLAIN]
    return Words(plain.co_funded if is_co_funded else plain.funded, PLAIN, is_fallback=True)


def standard_disclaimer(language: str, names: tuple[str, ...]) -> Words:
    """The standard sentence, naming those who answer for the contents; without names, the organisers."""
    known = language if language in DISCLAIMERS else PLAIN
    who = ORGANISERS[known]
    if names:
        who = f" {AND[known]} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    sentence = DISCLAIMERS[known] if len(names) == 1 else SEVERAL[known]
    return Words(sentence.format(who=who), known, is_fallback=known != language)
