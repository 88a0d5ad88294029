"""Records that only the badge opens: whoever finds a phone learns no name from it, and cannot make a valid code.

A badge holds 128 random bits. From them come a look-up id, which devices know, and the key of the record beside it,
which they do not: it is worked out anew from each badge that is held before the camera.
"""

import base64
import hmac
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LOOKUP_BYTES = 16
KEY_BYTES = 32
NONCE_BYTES = 12


def text_of(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def keys_of(code: str, salt: str) -> tuple[bytes, bytes]:
    """(look-up id, key) of a ticket code of 29 characters at the event with that salt."""
    hkdf = HKDF(SHA256(), LOOKUP_BYTES + KEY_BYTES, salt=f"door:{salt}".encode(), info=b"v1")
    made = hkdf.derive(code[1:27].encode("ascii"))
    return made[:LOOKUP_BYTES], made[LOOKUP_BYTES:]


def seal(plain: bytes, lookup: bytes, key: bytes) -> bytes:
    """The same text gives the same bytes, so that an unchanged record stays as it is; another text, another nonce."""
    nonce = hmac.digest(key, plain, sha256)[:NONCE_BYTES]
    return nonce + AESGCM(key).encrypt(nonce, plain, lookup)


def unseal(sealed: bytes, lookup: bytes, key: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], lookup)
