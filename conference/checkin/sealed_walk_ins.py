"""What a desk without a network kept of somebody: sealed with the key of the blank badge that they were given.

So a phone that is lost before it could send names nobody, and whoever holds the badge can be greeted by name.
"""

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import InvalidTag

from conference.core.secretlinks import LostKey
from conference.events.queries import get_event

from . import sealing
from .blank_codes import code_of
from .queries import blanks

MOST_SEALED = 4000  # characters


def opened(event_id: int, body: dict[str, Any]) -> dict[str, Any]:
    """The same report with its walk-in in words; as it is where nothing is sealed, or where nothing opens it."""
    own = body["walkin"]
    sealed = own.get("sealed") if isinstance(own, dict) else None
    lookup = body.get("lookup")
    if not isinstance(sealed, str) or not isinstance(lookup, str) or len(sealed) > MOST_SEALED:
        return body
    blank = blanks.find_blank(event_id, lookup[:22])
    try:
        plain = _plain(sealed, code_of(blank), get_event(event_id).uuid) if blank is not None else None
    except (LostKey, InvalidTag, ValueError, binascii.Error):
        return body
    if not isinstance(plain, dict):
        return body
    rest = {name: value for name, value in own.items() if name != "sealed"}
    return {**body, "walkin": {**plain, **rest}}


def _plain(sealed: str, code: str, salt: str) -> Any:
    data = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    return json.loads(sealing.unseal(data, *sealing.keys_of(code, salt)))
