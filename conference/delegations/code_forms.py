"""What organisers say of an access code, and where visitors type one."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from conference.core.codes import new_code
from conference.core.forms import Form, LineField, VersionField, WallTimeField, YesField, offered, required
from conference.core.i18n import language
from conference.events.forms import PlacesField, TickList
from conference.registration.models import Category

from .code_rules import CodeValues, key_of_code
from .models import AccessCode

SHORTEST = 6  # letters and digits: shorter ones are guessed
LONGEST = 40


class CodeForm(Form):
    version = VersionField()
    code = LineField(_l("Code"), most=LONGEST)
    label = LineField(_l("What it is for"))
    categories = TickList(_l("Opens these categories"))
    most_uses = PlacesField(_l("How many people may use it"))
    starts_at = WallTimeField(_l("Works from"))
    expires_at = WallTimeField(_l("Works until"))
    is_reserved = YesField(_l("Keep these places: count them as taken at once"))

    def __init__(self, categories: Sequence[Category], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.by_code = {category.code: category for category in categories}
        self.categories.choices = offered((category.code, category.name_in(language())) for category in categories)

    def validate_code(self, field: LineField) -> None:
        if field.data and len(key_of_code(field.data)) < SHORTEST:
            raise ValidationError(_l("Use at least six letters and digits, or leave it empty for a random code"))

    def validate_categories(self, field: TickList) -> None:
        if not field.data:
            raise ValidationError(_l("Choose at least one category"))

    def show(self, code: AccessCode, zone: str) -> None:
        self.version.data = str(code.version)
        for name in ("code", "label", "most_uses", "is_reserved"):
            self[name].data = getattr(code, name)
        self.categories.data = [category.code for category in code.categories]
        self.starts_at.show(code.starts_at, zone)
        self.expires_at.show(code.expires_at, zone)

    def values(self, zone: str, *, word: str = "") -> CodeValues:
        """`word`: what stays where none was typed. Raises Refused for a time that the zone's clocks skip."""
        return CodeValues(
            code=key_of_code(self.code.data or "") or word or new_code(10),
            label=self.label.data or "",
            category_ids=tuple(self.by_code[code].id for code in self.categories.data or ()),
            most_uses=self.most_uses.data,
            starts_at=self.starts_at.at(zone),
            expires_at=self.expires_at.at(zone),
            is_reserved=bool(self.is_reserved.data),
        )


class EnterCodeForm(Form):
    code = LineField(_l("Access code"), required(_l("Enter the code that you were given")), most=100)
