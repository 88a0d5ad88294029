"""Letters as they would be to a real person, for the eyes of organisers: without that person's secrets."""

from flask_babel import force_locale
from flask_babel import gettext as _

from conference.events.models import Event
from conference.mail.letters import Letter
from conference.mail.rendering import own_words
from conference.registration.mails import sample_letter
from conference.registration.models import Registration
from conference.registration.placeholders import values_of

from . import queries


def person_for(event: Event, words: str) -> Registration | None:
    """Whose letter a preview shows: whoever is found by the words, else whoever registered last."""
    return queries.find_person(event, words)


def nobody(words: str) -> str:
    if words:
        return _("Nobody is found by “%(words)s”. Enter a name, an address or a code.", words=words)
    return _("Nobody has registered yet: the preview shows the letter to a real person.")


def recipient(person: Registration) -> str:
    return f"{person.name} <{person.email}>"


def wording_letter(kind: str, language: str, subject: str, body: str, person: Registration) -> Letter:
    with force_locale(language):
        own = own_words(subject, body, language, values_of(person, is_masked=True))
        return sample_letter(kind, person, own)
