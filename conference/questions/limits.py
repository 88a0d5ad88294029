"""How small, large, long, early or late an answer may be. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import format_date, format_decimal, ngettext
from flask_babel import gettext as _

from .models import Kind

MOST_DECIMALS = 6
LENGTHS: Mapping[str, int] = {Kind.TEXT: 300, Kind.LONG_TEXT: 4000}  # characters at the most, whatever is asked
DAYS = frozenset({Kind.DATE, Kind.DATE_TIME})
WITH_LIMITS = frozenset({Kind.NUMBER, *DAYS, *LENGTHS})


@dataclass(frozen=True)
class Limits:
    """`least` and `most`: a number in digits, a day (ISO), or characters of a text; "" for none."""

    least: str = ""
    most: str = ""
    decimals: int | None = None  # of a number, at the most; None for any


NO_LIMITS = Limits()


def limits_of(stored: Mapping[str, Any] | None) -> Limits:
    told = stored or {}
    return Limits(told.get("least", ""), told.get("most", ""), told.get("decimals"))


def limits_entry(limits: Limits) -> dict[str, Any]:
    """The same as it is stored: only what is said."""
    return {name: value for name, value in vars(limits).items() if value not in ("", None)}


def number_of(text: str) -> Decimal | None:
    """A number as people write it, with comma or point; None for anything else."""
    plain = re.sub(r"[\s\xa0\u202f]", "", text).replace(",", ".").replace("−", "-")
    try:
        return Decimal(plain) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain) else None
    except InvalidOperation:
        return None


def is_upside_down(kind: str, limits: Limits) -> bool:
    """Nothing could be the answer."""
    if not limits.least or not limits.most:
        return False
    if kind in DAYS:
        return limits.least > limits.most
    return Decimal(limits.least) > Decimal(limits.most)


def why_beyond(kind: str, limits: Limits, value: Any) -> str | None:
    """Say what to answer instead of `value`, which is as it is stored; None for what may be."""
    if kind == Kind.NUMBER:
        return _number_beyond(limits, Decimal(str(value)))
    if kind in DAYS:
        if limits.least and value[:10] < limits.least:
            return _("Enter a date from %(day)s on", day=_day(limits.least))
        if limits.most and value[:10] > limits.most:
            return _("Enter a date up to %(day)s", day=_day(limits.most))
    if kind in LENGTHS:
        if limits.least and len(value) < int(limits.least):
            least = int(limits.least)
            return ngettext("Write at least %(num)d character", "Write at least %(num)d characters", least)
        if limits.most and len(value) > int(limits.most):
            return _("Use %(max)d characters or fewer", max=int(limits.most))
    return None


def _number_beyond(limits: Limits, value: Decimal) -> str | None:
    exponent = value.normalize().as_tuple().exponent
    if limits.decimals is not None and isinstance(exponent, int) and -exponent > limits.decimals:
        if limits.decimals == 0:
            return _("Enter a whole number")
        words = ngettext("Use at most %(num)d decimal place", "Use at most %(num)d decimal places", limits.decimals)
        return str(words)
    if limits.least and value < Decimal(limits.least):
        return _("Enter %(number)s or more", number=format_decimal(Decimal(limits.least)))
    if limits.most and value > Decimal(limits.most):
        return _("Enter %(number)s or less", number=format_decimal(Decimal(limits.most)))
    return None


def limit_words(kind: str, limits: Limits) -> str:
    """What people read below the question; "" without limits."""
    if kind not in WITH_LIMITS:
        return ""
    told = {"least": _shown(kind, limits.least), "most": _shown(kind, limits.most)}
    if limits.least and limits.most:
        words = _("From %(least)s to %(most)s characters.", **told) if kind in LENGTHS else _(
            "From %(least)s to %(most)s.", **told
        )  # fmt: skip
    elif limits.least:
        words = _("At least %(least)s characters.", **told) if kind in LENGTHS else _("From %(least)s on.", **told)
    elif limits.most:
        words = _("At most %(most)s characters.", **told) if kind in LENGTHS else _("Up to %(most)s.", **told)
    else:
        words = ""
    if kind == Kind.NUMBER and limits.decimals == 0:
        words = " ".join(filter(None, (_("A whole number."), words)))
    return words


def attributes(kind: str, limits: Limits) -> dict[str, Any]:
    """What the browser is told, so that it can offer and check the same."""
    if kind in DAYS:
        end = ("T00:00", "T23:59") if kind == Kind.DATE_TIME else ("", "")
        told = {"min": limits.least and limits.least + end[0], "max": limits.most and limits.most + end[1]}
    elif kind in LENGTHS:
        told = {"minlength": limits.least, "maxlength": limits.most}
    elif kind == Kind.NUMBER and limits.decimals == 0:
        told = {"pattern": "[0-9]*" if limits.least and Decimal(limits.least) >= 0 else "[-−]?[0-9]*"}
    else:
        told = {}
    return {name: value for name, value in told.items() if value}


def _day(text: str) -> str:
    return str(format_date(date.fromisoformat(text), "long"))


def _shown(kind: str, text: str) -> str:
    if not text or kind in LENGTHS:
        return text
    return _day(text) if kind in DAYS else str(format_decimal(Decimal(text)))
