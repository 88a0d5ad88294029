"""What people read about an event besides its own texts."""

from conference.core.templating import country_name
from conference.core.translated import in_language

from .models import Event


def place_of(event: Event, language: str = "") -> str:
    """Venue, address, city and country in one line; in the event's main language unless another is asked for."""
    main = event.main_language
    venue, address, city = (
        in_language(event, name, language or main, main).text for name in ("venue", "address", "city")
    )
    parts = [venue, *address.splitlines(), city, country_name(event.country)]
    return ", ".join(part for part in parts if part.strip())
