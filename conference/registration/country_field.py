"""The list of countries in a form: 250 options, put together once for each language and not for every request."""

from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import Field
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import html_params

from conference.core.forms import Form
from conference.core.i18n import language
from conference.core.templating import country_choices


@cache
def options(code: str, first: str) -> tuple[frozenset[str], Markup]:
    """(the countries' codes, their <option>s) in the language `code`, after an empty one that says `first`."""
    pairs = country_choices(first)
    html = Markup().join(Markup('<option value="{}">{}</option>').format(*pair) for pair in pairs)
    return frozenset(pair[0] for pair in pairs), html


class CountrySelect:
    def __call__(self, field: "CountryField", **attributes: Any) -> Markup:
        codes, html = options(language(), str(field.words))
        if field.data in codes:
            chosen = Markup('value="{}"').format(field.data)
            html = html.replace(chosen, chosen + Markup(" selected"), 1)
        opening = html_params(name=field.name, **{"id": field.id, **attributes})
        return Markup("<select {}>{}</select>").format(Markup(opening), html)  # noqa: S704 - escaped by html_params


class CountryField(Field):
    """An ISO 3166-1 code out of the list, or nothing."""

    widget = CountrySelect()
    data: Any

    def __init__(self, label: Any, words: Any, **kwargs: Any) -> None:
        super().__init__(label, [Optional()], **kwargs)
        self.words = words

    def pre_validate(self, form: Form) -> None:  # type: ignore[override]
        if self.data and self.data not in options(language(), str(self.words))[0]:
            raise ValidationError(_l("Choose one of the list"))
