"""A speaker as public pages show one: the texts in the reader's language where there are translations."""

from collections.abc import Mapping
from dataclasses import dataclass

from conference.core.i18n import language
from conference.core.images import Picture
from conference.core.translated import Words, in_language
from conference.events.models import Event

from .models import Speaker


@dataclass(frozen=True, slots=True)
class Profile:
    """`country` is the person's, `home` that of the organisation, whose script its name may be in."""

    code: str
    name: str
    national_name: str
    position: Words
    affiliation: Words
    biography: Words
    country: str | None
    home: str | None
    photo: Picture | None


def profile(speaker: Speaker, event: Event) -> Profile:
    main, reader = event.main_language, language()
    organisation = speaker.organisation
    affiliation = in_language(speaker, "organisation_name", reader, main)
    if organisation:
        affiliation = in_language(organisation, "name", reader, "en")
    return Profile(
        code=speaker.code,
        name=f"{speaker.title} {speaker.name}".strip(),
        national_name=speaker.national_name,
        position=in_language(speaker, "position", reader, main),
        affiliation=affiliation,
        biography=in_language(speaker, "biography", reader, main),
        country=speaker.country,
        home=organisation.country if organisation else speaker.country,
        photo=speaker.photo,
    )


def profiles(speakers: Mapping[str, Speaker], event: Event) -> dict[str, Profile]:
    return {code: profile(speaker, event) for code, speaker in speakers.items()}
