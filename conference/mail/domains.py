"""Asking the domain name system whether a domain takes mail at all: a mistyped address is said while it can be mended.

Only a clear no counts. No answer, a slow one, or a name server that knows nothing of the world is no reason to turn
somebody away.
"""

import time
from threading import Lock

import dns.resolver
from dns.exception import DNSException
from flask import current_app

PATIENCE_SECONDS = 1.5
KEPT_SECONDS = 600
MOST_KEPT = 2000
RESERVED = (".test", ".example", ".invalid", ".localhost", "example.com", "example.net", "example.org")  # RFC 2606

_kept: dict[str, tuple[float, bool]] = {}
_lock = Lock()
_world_seen = False  # a name server that never found anything may be one of a closed network


def takes_no_mail(email: str) -> bool:
    """Tell whether the part after the @ is surely no place for mail: no such domain, or one that says so (RFC 7505)."""
    if not current_app.config["MAIL_DOMAIN_CHECK"]:
        return False
    domain = email.rpartition("@")[2].casefold().rstrip(".")
    if domain.endswith(RESERVED):
        return False
    known = _kept.get(domain)
    if known is None or known[0] < time.monotonic():
        known = (time.monotonic() + KEPT_SECONDS, _ask(domain))
        with _lock:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[domain] = known
    return known[1]


def _ask(domain: str) -> bool:
    global _world_seen  # noqa: PLW0603 - what the machine's name server is worth is a fact of the process
    name = domain if domain.isascii() else domain.encode("idna").decode()
    try:
        hosts = [str(entry.exchange) for entry in dns.resolver.resolve(name, "MX", lifetime=PATIENCE_SECONDS)]
    except dns.resolver.NXDOMAIN:
        return _world_seen
    except (DNSException, UnicodeError, OSError):  # among them: no MX, then the domain's own address counts
        return False
    _world_seen = True
    return hosts == ["."]
