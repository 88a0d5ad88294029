"""The fonts of the pages: which letters each file holds, and how the files are cut from the installed faces.

The installed web fonts carry every letter of every script they know, in files too heavy for a first load. Each
script that our people write is cut out once, at set-up, so that a Latin page loads two files and no page more than
it needs. Both families allow changed versions under their own name (Open Font License, no reserved name).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

FEATURES = ["kern", "ccmp", "liga", "lnum", "tnum", "init", "medi", "fina", "isol", "rlig", "mark", "mkmk"]

# Languages by file: Kazakh, Kyrgyz, Tajik and Uzbek Cyrillic need the extended Cyrillic file; Latvian, Lithuanian,
# Hungarian, Polish, Turkmen, Turkish and Azerbaijani the extended Latin one. A few letters lie where the installed
# files have them: U+02BB of Uzbek oʻ with Latin, U+04B0 of Kazakh with Cyrillic. Others come from the visitor's fonts.
# Arabic script is for the second lines of names from Afghanistan, Iraq and Pakistan.
SUBSETS = {
    "arabic": (
        "U+060C,U+061B,U+061F,U+0621-063A,U+0640-0655,U+0660-066C,U+0670-0671,U+0679-06C3,U+06C6-06D5,U+06F0-06F9,"
        "U+200C-200D"
    ),
    "cyrillic-ext": (
        "U+0492-0493,U+0496-0497,U+049A-049B,U+04A2-04A3,U+04AE-04AF,U+04B2-04B3,U+04B6-04B7,U+04BA-04BB,"
        "U+04D8-04D9,U+04E2-04E3,U+04E8-04E9,U+04EE-04EF"
    ),
    "cyrillic": "U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
    "latin-ext": (
        "U+0100-0130,U+0134-0148,U+014A-0151,U+0154-017E,U+018F,U+0218-021B,U+0259,U+02BC,U+1E9E,U+2020,U+20B8"
    ),
    "latin": (
        "U+0020-007E,U+00A0-00A3,U+00A5,U+00A7-00AB,U+00AD-00AE,U+00B0-00B7,U+00B9-00FF,U+0131,U+0152-0153,U+02BB,U+02C6,U+02DA,U+02DC,U+2009,U+2013-2014,U+2018-201A,"
        "U+201C-201E,U+2022,U+2026,U+2032-2033,U+2039-203A,U+20AC,U+2212,U+2215"
    ),
}

# A page in Russian shows Cyrillic and Latin in every weight, and names from the Baltic states, Kyrgyzstan and
# Uzbekistan: what it usually needs lies in one file for each weight, each part of it cut from its own installed file.
RUSSIAN = {
    "latin": (
        "U+0020-007E,U+00A0,U+00A7,U+00A9,U+00AB,U+00B0,U+00B7,U+00BB,U+00C0-00D6,U+00D8-00F6,U+00F8-00FF,U+02BB,"
        "U+2009,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+2032-2033,U+2039-203A,U+20AC,U+2212"
    ),
    "latin-ext": (
        "U+0100-0101,U+0104-0105,U+010C-010D,U+0112-0113,U+0116-0119,U+0122-0123,U+012A-012B,U+012E-012F,U+0136-0137,"
        "U+013B-013C,U+0145-0146,U+0160-0161,U+016A-016B,U+0172-0173,U+017D-017E"
    ),
    "cyrillic": "U+0401,U+0410-044F,U+0451,U+2116",
    "cyrillic-ext": "U+04A2-04A3,U+04AE-04AF,U+04E8-04E9",
}
SUBSETS["russian"] = ",".join(RUSSIAN.values())

EUROPEAN = ("cyrillic-ext", "cyrillic", "latin-ext", "latin")


@dataclass(frozen=True)
class Family:
    """One family of the pages, or a part of it. `installed` is its file for a {subset}.

    weights: those that the file holds; a single one makes a fixed face, half as heavy. declared: what the stylesheet
    says instead, as browsers put letters of several files together only where these say the same. stem: what the
    files are called, where the name alone does not tell them apart.
    """

    name: str
    installed: str
    weights: tuple[int, int]
    subsets: tuple[str, ...] = EUROPEAN
    declared: tuple[tuple[int, int], ...] = ()
    stem: str = ""

    def installed_files(self, node_modules: Path, subset: str) -> list[Path]:
        return [node_modules / self.installed.format(subset=part) for part in parts_of(subset)]

    def file_name(self, subset: str) -> str:
        return f"{self.stem or self.name.lower().replace(' ', '-')}-{subset}.woff2"


def parts_of(subset: str) -> Mapping[str, str]:
    """The letters of a subset by the subset whose installed file has them."""
    return RUSSIAN if subset == "russian" else {subset: SUBSETS[subset]}


VOLLKORN = "@fontsource-variable/vollkorn/files/vollkorn-{subset}-wght-normal.woff2"
COMMISSIONER = "@fontsource-variable/commissioner/files/commissioner-{subset}-wght-normal.woff2"
# A page in English names people in other letters, in one weight: so these come as a file for each weight.
USUAL, BOLD = (400, 400), (600, 700)
OTHER_LETTERS = ("cyrillic-ext", "cyrillic", "latin-ext")

FAMILIES = (
    Family("Vollkorn", VOLLKORN, (600, 600)),
    Family("Commissioner", COMMISSIONER, (400, 700), ("latin",), declared=(USUAL, BOLD)),
    Family("Commissioner", COMMISSIONER, (400, 400), OTHER_LETTERS, declared=(USUAL,)),
    Family("Commissioner", COMMISSIONER, (600, 600), OTHER_LETTERS, declared=(BOLD,), stem="commissioner-bold"),
    Family("Vollkorn Russian", VOLLKORN, (600, 600), ("russian",), stem="vollkorn"),
    Family("Commissioner Russian", COMMISSIONER, (400, 400), ("russian",), declared=(USUAL,), stem="commissioner"),
    Family("Commissioner Russian", COMMISSIONER, (600, 600), ("russian",), declared=(BOLD,), stem="commissioner-bold"),
    Family(
        "Noto Naskh Arabic",
        "@expo-google-fonts/noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf",
        (400, 400),
        ("arabic",),
    ),
)

# Whole faces for badges and other PDFs: a name may hold any letter, and a borrowed font would go unnoticed.
PDF_FACES = {
    "NotoSans-Regular.ttf": "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
    "NotoSans-Bold.ttf": "@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf",
    "NotoSansGeorgian-Regular.ttf": "@expo-google-fonts/noto-sans-georgian/400Regular/NotoSansGeorgian_400Regular.ttf",
    "NotoSansGeorgian-Bold.ttf": "@expo-google-fonts/noto-sans-georgian/700Bold/NotoSansGeorgian_700Bold.ttf",
    "NotoSansArmenian-Regular.ttf": "@expo-google-fonts/noto-sans-armenian/400Regular/NotoSansArmenian_400Regular.ttf",
    "NotoSansArmenian-Bold.ttf": "@expo-google-fonts/noto-sans-armenian/700Bold/NotoSansArmenian_700Bold.ttf",
    "NotoNaskhArabic-Regular.ttf": "@expo-google-fonts/noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf",
    "NotoNaskhArabic-Bold.ttf": "@expo-google-fonts/noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold.ttf",
}


def code_points(subset: str) -> list[int]:
    """The characters of a unicode-range like "U+0020-007E,U+2116"."""
    found: list[int] = []
    for part in subset.replace("U+", "").split(","):
        first, _dash, last = part.partition("-")
        found.extend(range(int(first, 16), int(last or first, 16) + 1))
    return found


def cut(installed: Sequence[bytes], family: Family, subset: str) -> bytes:
    """The letters of one subset as a WOFF2 file with no more weights than the pages use. installed: of `parts_of`."""
    from fontTools.merge import Merger  # noqa: PLC0415 - only a build needs it, and it is slow to load

    parts = [_part(data, family, letters) for data, letters in zip(installed, parts_of(subset).values(), strict=True)]
    font = parts[0]
    if len(parts) > 1:
        dates = font["head"].created, font["head"].modified
        font = Merger().merge([_written(part) for part in parts])
        font.recalcTimestamp = False  # the same bytes, so the same address, everywhere
        font["head"].created, font["head"].modified = dates
    font.flavor = "woff2"
    return _written(font).getvalue()


def _part(installed: bytes, family: Family, letters: str) -> Any:
    from fontTools import subset as subsetting  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib import instancer  # noqa: PLC0415

    font = TTFont(BytesIO(installed), recalcTimestamp=False)
    options = subsetting.Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
    subsetter = subsetting.Subsetter(options)
    subsetter.populate(unicodes=code_points(letters))
    subsetter.subset(font)
    if "fvar" in font:
        lightest, heaviest = family.weights
        limits = lightest if lightest == heaviest else family.weights
        instancer.instantiateVariableFont(font, {"wght": limits}, inplace=True)
    font.flavor = None
    return font


def _written(font: Any) -> BytesIO:
    file = BytesIO()
    font.save(file)
    file.seek(0)
    return file


def font_faces() -> str:
    """The stylesheet that tells the browser which file holds which letters, so it loads only what a page shows."""
    rules = []
    for family in FAMILIES:
        for lightest, heaviest in family.declared or (family.weights,):
            weights = str(lightest) if lightest == heaviest else f"{lightest} {heaviest}"
            rules += [
                f'@font-face{{font-family:"{family.name}";font-style:normal;font-weight:{weights};font-display:swap;'
                f'src:url("../fonts/{family.file_name(subset)}") format("woff2");unicode-range:{SUBSETS[subset]}}}'
                for subset in family.subsets
            ]
    return "\n".join(rules)
