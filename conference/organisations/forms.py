"""One entry of the directory as it is edited."""

from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField
from wtforms.validators import Optional, ValidationError

from conference.core.fields import CONTENT_LANGUAGES, ShownField, WebField
from conference.core.forms import ChoiceField, Form, LineField, TextField, YesField, required
from conference.core.merging import marks
from conference.core.rows import Rows, RowsForm, blame
from conference.core.templating import country_choices, language_name
from conference.core.translated import Translations, cleaned

from .models import Organisation, OrganisationKind
from .rules import OrganisationValues, values_of
from .words import KIND_WORDS

LONGEST_NAME = 300
MOST_ALIASES = 50


class NameRow(PlainForm):
    """The names in one language; an empty row is left out."""

    ident = HiddenField()
    language = ChoiceField(_l("Language"), [Optional()])
    name = LineField(_l("Name"), most=LONGEST_NAME)
    short_name = LineField(_l("Short name"), most=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [("", _("Choose a language")), *((c, language_name(c)) for c in CONTENT_LANGUAGES)]

    def validate_name(self, field: LineField) -> None:
        if field.data and not self.language.data:
            raise ValidationError(_("Choose the language of this name"))


class OrganisationForm(RowsForm):
    shown = ShownField()
    name = LineField(_l("Name"), required(_l("Enter the full name of the organisation")), most=LONGEST_NAME)
    short_name = LineField(_l("Short name"), most=60)
    kind = ChoiceField(_l("Kind"), choices=[(str(kind), words) for kind, words in KIND_WORDS.items()])
    country = ChoiceField(_l("Country"), [Optional()])
    website = WebField(_l("Website"))
    aliases = TextField(_l("Other names"), most=MOST_ALIASES * LONGEST_NAME)
    names = Rows(FormField(NameRow))
    logo = FileField(_l("Logo"))
    logo_removed = YesField(_l("Remove the logo"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = country_choices(_("– none –"))

    def validate_aliases(self, field: TextField) -> None:
        lines = self._aliases()
        if len(lines) > MOST_ALIASES:
            raise ValidationError(_("Enter at most %(count)d other names", count=MOST_ALIASES))
        if any(len(line) > LONGEST_NAME for line in lines):
            raise ValidationError(_("Use at most %(count)d characters for each name", count=LONGEST_NAME))

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        known: set[str] = set()
        for row in self.names:
            language = row.form.language.data
            if language and language in known:
                blame(self.names, row.form.language, _("Give each language once"))
                is_valid = False
            known.add(language)
        return is_valid

    def show(self, row: Organisation) -> None:
        values = values_of(row)
        for name in ("name", "short_name", "kind", "country", "website"):
            self[name].data = getattr(values, name)
        self.aliases.data = "\n".join(values.aliases)
        for language, texts in sorted(values.translations.items()):
            self.names.append_entry({"ident": language, "language": language, **texts})
        self.shown.data = marks(asdict(values))

    def show_new(self, name: str) -> None:
        self.name.data = name
        self.kind.data = OrganisationKind.OTHER

    def values(self) -> OrganisationValues:
        return OrganisationValues(
            name=self.name.data,
            short_name=self.short_name.data or "",
            kind=self.kind.data,
            country=self.country.data or None,
            website=self.website.data or "",
            aliases=tuple(sorted(self._aliases())),
            translations=self._translations(),
        )

    def _aliases(self) -> set[str]:
        lines = {" ".join(line.split()) for line in (self.aliases.data or "").split("\n")}
        return lines - {"", self.name.data, self.short_name.data}

    def _translations(self) -> Translations:
        return cleaned({
            row.form.language.data: {"name": row.form.name.data or "", "short_name": row.form.short_name.data or ""}
            for row in self.names
            if row.form.language.data
        })  # fmt: skip


class MergeForm(Form):
    """Which other entry is the same organisation."""

    other = LineField(_l("The other entry"), required(_l("Enter the name of the other entry")), most=LONGEST_NAME)
