"""The ticket as wallets on phones read it (PassKit's pass.json): complete but for the signature.

A `.pkpass` is this file with pictures, a manifest of digests and a signature by a certificate that the phone's maker
issued; docs/operations.md says how to sign it.
"""

from typing import Any

from conference.core.codes import in_groups
from conference.core.colours import is_colour, words_on
from conference.core.templating import external_url
from conference.core.times import to_zone
from conference.core.translated import in_language
from conference.events.words import place_of

from .links import ticket_code_of
from .models import Registration, Ticket

GROUND = "#14181f"


def pass_of(registration: Registration, ticket: Ticket, address: str, words: dict[str, str]) -> dict[str, Any]:
    """`address`: of the own page. `words`: the labels, in the person's language."""
    event, code = registration.event, ticket_code_of(ticket)
    title = in_language(event, "title", registration.language, event.main_language).text
    ground = registration.category.colour if is_colour(registration.category.colour) else GROUND
    starts, ends = (to_zone(at, event.zone).isoformat() for at in (event.starts_at, event.ends_at))
    when = {"dateStyle": "PKDateStyleMedium", "timeStyle": "PKDateStyleShort"}

    def field(key: str, value: str, **more: str) -> dict[str, str]:
        return {"key": key, "label": words[key], "value": value, **more}

    return {
        "formatVersion": 1,
        "passTypeIdentifier": "",
        "teamIdentifier": "",
        "organizationName": title,
        "description": f"{words['ticket']}: {title}",
        "serialNumber": ticket.uuid,
        "relevantDate": starts,
        "expirationDate": ends,
        "backgroundColor": rgb(ground),
        "foregroundColor": rgb(words_on(ground)),
        "labelColor": rgb(words_on(ground)),
        "barcodes": [
            {
                "format": "PKBarcodeFormatQR",
                "message": code,
                "messageEncoding": "iso-8859-1",
                "altText": in_groups(code),
            }
        ],
        "eventTicket": {
            "headerFields": [field("category", registration.category.name_in(registration.language))],
            "primaryFields": [field("event", title)],
            "secondaryFields": [field("name", registration.name), field("starts", starts, **when)],
            "auxiliaryFields": [field("place", place_of(event, registration.language)), field("ends", ends, **when)],
            "backFields": [field("code", registration.code), field("page", external_url(address))],
        },
    }


def rgb(colour: str) -> str:
    """#14181f as wallets write it."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"
