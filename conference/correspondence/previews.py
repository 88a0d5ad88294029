"""Letters as they would be to a real person, for the eyes of organisers: without that person's secrets."""

from flask_babel import force_locale
from flask_babel import gettext as _

from conference.events.models import Event
from conference.mail.letters import Letter
from conference.mail.rendering import own_words
from conference.mail.wordings import WordingKind
from conference.registration import manage_queries
from conference.registration.models import Registration


def person_for(event: Event, words: str) -> Registration | None:
    """Whose letter a preview shows: whoever is found by the words, else whoever registered last."""
    return manage_queries.find_person(event.id, words)


def nobody(words: str, kind: WordingKind | None = None) -> str:
    if words:
        return _("Nobody is found by “%(words)s”. Enter a name, an address or a code.", words=words)
    return str(kind.nobody) if kind else _("Nobody has registered yet: the preview shows the letter to a real person.")


def recipient(person: Registration) -> str:
    return f"{person.name} <{person.email}>"


def wording_letter(
    kind: WordingKind, event: Event, words: str, *, language: str, subject: str, body: str
) -> tuple[Letter, str] | None:
    """The letter, and to whom it would be; None where there is nobody."""
    assert kind.sampler is not None  # all that are offered have one
    with force_locale(language):
        sample = kind.sampler(kind.kind, event.id, words)
        if sample is None:
            return None
        return sample.write(own_words(subject, body, language, sample.values)), sample.to
