"""Files and links of a session, as organisers and speakers hand them in."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import Optional, ValidationError

from conference.core.fields import CONTENT_LANGUAGES, ShownField, a_web_address
from conference.core.files import CleanFile
from conference.core.forms import ChoiceField, Form, LineField
from conference.core.merging import marks
from conference.core.templating import language_name
from conference.core.uploads import uploaded_file

from . import material_rules as rules
from .material_rules import MaterialValues
from .models import Material, Speaker
from .words import SHOWN_WORDS

ACCEPTED = ".pdf,.pptx,.docx,.xlsx,.odp,.odt,.ods,.txt,.png,.jpg,.jpeg,.webp"

LONGEST_LINK = 500


def only_https(_form: Form, field: LineField) -> None:
    if not field.errors and not field.data.lower().startswith("https://"):
        raise ValidationError(_("Enter a web address that begins with https://"))


class LinkField(LineField):
    """The address of a page elsewhere that nobody on the way can read or change."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, [a_web_address, only_https], most=LONGEST_LINK, **kwargs)


class MaterialForm(Form):
    """A new file or link."""

    title = LineField(_l("Title"))
    file = FileField(_l("File"), render_kw={"accept": ACCEPTED})
    url = LinkField(_l("Link"))
    language = ChoiceField(_l("Language"), [Optional()])
    shown = ChoiceField(_l("Visitors get it"), choices=[(str(when), words) for when, words in SHOWN_WORDS.items()])

    def __init__(self, languages: Iterable[str] = (), **kwargs: Any) -> None:
        """`languages`: those of the event, which are offered first."""
        super().__init__(**kwargs)
        codes = dict.fromkeys([*languages, *CONTENT_LANGUAGES])
        self.language.choices = [("", _("– not stated –")), *((code, language_name(code)) for code in codes)]

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid: bool = super().validate(extra_validators)
        if self.url.errors:
            return False
        if not self.file.data and not self.url.data:
            self.file.errors = [_("Choose a file, or enter a link")]
        elif self.file.data and self.url.data:
            self.url.errors = [_("Add the file and the link one after the other")]
        elif self.url.data and not self.title.data:
            self.title.errors = [_("Enter a title for the link")]
        return is_valid and not (self.file.errors or self.url.errors or self.title.errors)

    def clean_file(self) -> CleanFile | None:
        """None for a link. Raises NotAFile or NotAnImage."""
        return uploaded_file("file")

    def values(self) -> MaterialValues:
        return MaterialValues(
            title=self.title.data or "",
            language=self.language.data or "",
            shown=self.shown.data,
            url=self.url.data or "" if "url" in self else "",
        )


class HandedInForm(MaterialForm):
    """With who handed it in, for organisers."""

    speaker = ChoiceField(_l("Handed in by"), [Optional()])

    def __init__(self, speakers: Iterable[Speaker], languages: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(languages, **kwargs)
        self.speaker.choices = [("", _("– nobody in particular –")), *((one.code, one.name) for one in speakers)]


class MaterialEdit(MaterialForm):
    """What is said of a material, and a new file or address in the place of the old one."""

    shown_before = ShownField()

    def __init__(self, material: Material, languages: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__([*languages, *filter(None, [material.language])], **kwargs)
        if material.file:
            del self.url
        else:
            del self.file

    def show(self, material: Material) -> None:
        for name in ("title", "language", "shown"):
            self[name].data = getattr(material, name)
        if "url" in self:
            self.url.data = material.url
        self.shown_before.data = marks(rules.values_of(material))

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = Form.validate(self, extra_validators)
        if not self.title.data:
            self.title.errors = [_("Enter a title")]
            return False
        if "url" in self and not self.url.data and not self.url.errors:
            self.url.errors = [_("Enter the address of the page")]
            return False
        return bool(is_valid)

    def clean_file(self) -> CleanFile | None:
        return uploaded_file("file") if "file" in self else None
