"""The edge of the door's calls: who calls is said by a token that only the paired device has."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext as _

from conference.core.errorpages import problem
from conference.core.throttle import hit
from conference.core.web import client_key, private_answer, stated

from .queries.callers import Caller, find_caller

View = TypeVar("View", bound=Callable[..., Any])
STRANGERS_A_MINUTE = 60
SCHEME = "Device"


def by_device(*, even_revoked: bool = False) -> Callable[[View], View]:
    """Hand the view a `caller`; a stranger gets 401, a revoked device 403 with the order to wipe what it holds.

    `even_revoked`: the view answers revoked devices itself, because it takes what they still have to say.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def call(**values: Any) -> Any:
            private_answer()
            scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
            caller = find_caller(token) if scheme == SCHEME and token else None
            if caller is None:
                hit("door.stranger", client_key(), limit=STRANGERS_A_MINUTE, seconds=60)
                return problem(
                    401, _("This device is not paired. Ask the organiser for a code."), code="device_unknown"
                )
            if caller.is_revoked and not even_revoked:
                return revoked()
            return view(caller=caller, **values)

        return stated("device", call)  # type: ignore[return-value]

    return decorate


def revoked(**extra: Any) -> Any:
    return problem(403, _("This device was removed by the organiser."), code="device_revoked", wipe=True, **extra)


__all__ = ["Caller", "by_device", "revoked"]
