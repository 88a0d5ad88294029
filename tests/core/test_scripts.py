import pytest

from conference.core.scripts import name_language


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Aigul Ulgubaeva", "KG", ""),
        ("Айгүл Үлгүбаева", "KG", "ky"),
        ("Нұрлан Үлгібайұлы", "KZ", "kk"),
        ("Ҷамшед Намунаев", "TJ", "tg"),
        ("Иван Образцов", None, "ru"),
        ("بلال مثالی", "PK", "ur"),
        ("نمونه", "AF", "fa-AF"),
        ("محمد", "BE", "ar"),
        ("«Өмүр»", "KG", "ky"),
        ("", "KG", ""),
        ("123", None, ""),
    ],
)
def test_name_language_is_told_by_letters_and_country(name, country, expected):
    assert name_language(name, country) == expected
