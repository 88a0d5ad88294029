"""In which language a name is written, as far as its letters and its owner's country tell: for `lang` attributes."""

import unicodedata

CYRILLIC_BY_COUNTRY = {
    "BG": "bg", "BY": "be", "KG": "ky", "KZ": "kk", "MK": "mk", "MN": "mn", "RS": "sr-Cyrl", "TJ": "tg",
    "UA": "uk", "UZ": "uz-Cyrl",
}  # fmt: skip
ARABIC_BY_COUNTRY = {"AF": "fa-AF", "IR": "fa", "PK": "ur"}
OTHER_SCRIPTS = {"ARMENIAN": "hy", "DEVANAGARI": "hi", "GEORGIAN": "ka", "GREEK": "el", "HANGUL": "ko", "HEBREW": "he",
                 "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "THAI": "th"}  # fmt: skip


def script_of(text: str) -> str:
    """The script of the first letter, as Unicode names it: LATIN, CYRILLIC, ARABIC; "" without a letter."""
    for char in text:
        if char.isalpha():
            return unicodedata.name(char, "").split(" ")[0]
    return ""


def name_language(name: str, country: str | None = None) -> str:
    """A language tag for the `lang` of `name`; "" where it is in Latin letters, which pages speak anyway."""
    script = script_of(name)
    if script == "CYRILLIC":
        return CYRILLIC_BY_COUNTRY.get(country or "", "ru")
    if script == "ARABIC":
        return ARABIC_BY_COUNTRY.get(country or "", "ar")
    return OTHER_SCRIPTS.get(script, "")
