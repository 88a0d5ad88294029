"""Pages in another language are so throughout: links, days, numbers, names of countries."""

import re
from datetime import UTC, datetime

from flask import Flask

from conference.core import times
from conference.core.i18n import force_locale
from conference.core.templating import country_choices, country_name
from tests.browser import Browser


def test_links_keep_the_language_even_on_error_pages(client: Browser) -> None:
    for address in ("/?lang=ru", "/nowhere?lang=ru", "/account/sign-in?lang=ru"):
        page = client.get(address).text
        assert '<html lang="ru"' in page
        homes = re.findall(r'href="(/(?:\?[^"]*)?)"', page)
        assert homes
        assert all("lang=" in home for home in homes)


def test_a_page_does_not_keep_the_language_of_the_one_before(client: Browser) -> None:
    client.get("/?lang=ru")
    page = client.get("/").text
    assert '<html lang="en"' in page
    assert 'masthead__series"><a href="/">' in page


def test_a_day_begins_with_a_capital(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("ru"):
        assert times.day(datetime(2027, 4, 22, tzinfo=UTC)).startswith("Четверг, 22 апреля 2027")


def test_countries_are_called_as_they_call_themselves(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("ru"):
        assert country_name("KG") == dict(country_choices(""))["KG"] == "Кыргызстан"
        assert country_name("") == ""
