"""What people read about an event besides its own texts."""

from conference.core.templating import country_name

from .models import Event


def place_of(event: Event) -> str:
    """Venue, address, city and country in one line."""
    parts = [event.venue, *event.address.splitlines(), event.city, country_name(event.country)]
    return ", ".join(part for part in parts if part.strip())
