"""What people call languages and countries, in the languages they write tables in."""

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from conference.core.fields import CONTENT_LANGUAGES
from conference.core.templating import NO_STATES
from conference.core.text import fold

WRITTEN_IN = CONTENT_LANGUAGES
MORE_COUNTRIES = {
    "UK": "GB", "England": "GB", "Great Britain": "GB", "USA": "US", "Czech Republic": "CZ", "Russian Federation": "RU",
    "Turkey": "TR", "Holland": "NL", "Kyrgyz Republic": "KG", "Кыргызстан": "KG", "Киргизия": "KG", "Белоруссия": "BY",
    "Туркмения": "TM", "Таджикская Республика": "TJ", "Moldova": "MD", "Iran": "IR", "Syria": "SY", "Ivory Coast": "CI",
    "Macedonia": "MK", "Republic of Kazakhstan": "KZ", "Republic of Uzbekistan": "UZ", "Republic of Tajikistan": "TJ",
    "Республика Казахстан": "KZ", "Республика Узбекистан": "UZ", "Республика Таджикистан": "TJ",
    "Кыргызская Республика": "KG", "США": "US", "Великобритания": "GB", "РФ": "RU",
}  # fmt: skip
MORE_LANGUAGES = {"kirghiz": "ky", "киргизский": "ky", "кыргызский": "ky", "eng": "en", "rus": "ru", "fre": "fr",
                  "fra": "fr", "ger": "de", "deu": "de", "farsi": "fa", "dari": "fa"}  # fmt: skip


@cache
def countries() -> Mapping[str, str]:
    """{folded name or code: ISO 3166-1 alpha-2}."""
    known = {str(state) for state in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(state))} - NO_STATES
    found: dict[str, str] = {}
    for language in WRITTEN_IN:
        names = Locale.parse(language).territories
        for state in known:
            found.setdefault(fold(str(names.get(state, ""))), state)
    aliases = get_global("territory_aliases")
    codes = {str(old): new[0] for old, new in aliases.items() if re.fullmatch("[A-Z]{3}", str(old))}
    found |= {fold(old): new for old, new in codes.items() if new in known}
    found |= {fold(name): state for name, state in MORE_COUNTRIES.items()}
    found |= {fold(state): state for state in known}
    found.pop("", None)
    return found


@cache
def languages() -> Mapping[str, str]:
    """{folded name or code: one of CONTENT_LANGUAGES}."""
    found: dict[str, str] = {}
    for written in WRITTEN_IN:
        names = Locale.parse(written).languages
        for code in CONTENT_LANGUAGES:
            found.setdefault(fold(str(names.get(code, ""))), code)
    found |= {fold(name): code for name, code in MORE_LANGUAGES.items()}
    found |= {code: code for code in CONTENT_LANGUAGES}
    found.pop("", None)
    return found


def country_called(name: str) -> str | None:
    return countries().get(fold(name))


def language_called(name: str) -> str | None:
    key = fold(name)
    return languages().get(key) or languages().get(key.partition("-")[0].partition("_")[0])
