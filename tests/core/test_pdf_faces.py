"""What our typefaces can print, and what becomes of the rest."""

import pytest

from conference.core.pdf import family_of_line, missing_glyphs, printable, text_width


@pytest.mark.parametrize(
    "name",
    [
        "Әсел Құрманғали Өскенбай Ұлжан Үміт Һәсен Іңкәр",
        "Ӣсо Ҳошимӣ Ҷамшед Ӯктам Ғафур Қодир",
        "Oʻgʻiloy Gʻulom maʼno",
        "Äçžňöşüý Öwezow Ýagşymyrat",
        "Āčēģīķļņšūž Ķērsti",
        "Ąčęėįšųūž Žilvinas",
        "Őű Ödön",
        "Ąćęłńóśźż Łukasz",
        "Nguyễn Thị Ánh Nguyệt",
        "نرگس احمدی گلناز پژمان",
        "پاکټیا څېړنپوه ډ ږ ښ ځ ۍ ڼ ګ",
        "ڈاکٹر عائشہ ہے ڑ ں ے",
    ],
)
def test_names_of_our_people_need_nothing_else(name):
    assert missing_glyphs(name) == set()
    assert printable(name) == name
    assert family_of_line(name)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("中村 Anna", "ZhongCun Anna"),  # a word with a missing letter is written in Latin letters
        ("Anna 😀", "Anna"),
        ("Anna😀Maria", "AnnaMaria"),
        ("😀", ""),
        ("", ""),
        ("A\u0301nna", "Ánna"),
        ("מרים", "mrym"),
    ],
)
def test_letters_that_we_lack_never_print_as_empty_boxes(text, printed):
    assert printable(text) == printed
    assert missing_glyphs(printable(text)) == set()


def test_missing_glyphs_names_them():
    assert missing_glyphs("A 中 😀 ж") == {"中", "😀"}


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Anna (ICMPD) 2024", "NotoSans"),
        ("نرگس احمدی", "NotoNaskhArabic"),
        ("ნინო ჯავახიშვილი (ICMPD)", "NotoSansGeorgian"),
        ("Արմեն Պետրոսյան", "NotoSansArmenian"),
        ("ნინო Արմեն", None),
        ("نرگس (ICMPD)", None),  # two directions: only the layout library orders them
        ("نرگس ۱۲", None),
        ("हिन्दी", None),
    ],
)
def test_a_line_of_two_directions_has_no_one_family(text, family):
    assert family_of_line(text) == family


def test_widths_add_up_with_kerning():
    assert text_width("") == 0
    assert text_width("AV", bold=True) < text_width("A", bold=True) + text_width("V", bold=True)
    assert text_width("Anna", bold=True) > text_width("Anna") > 1
    assert text_width("نرگس Anna") > text_width("نرگس")
