"""Designs as plain data for JSON. Pure."""

from dataclasses import fields
from typing import Any

from .model import Design, Element

FORMAT, VERSION = "conference-badge", 1


def as_json(design: Design) -> dict[str, Any]:
    """All of the design, as `read_design` takes it."""
    return {"format": FORMAT, "version": VERSION, **_plain(design)}


def _plain(part: Any) -> dict[str, Any]:
    """A part of a design with all its fields, elements with their kind first."""
    kind = {"kind": part.kind} if isinstance(part, Element) else {}
    return kind | {field.name: _value(getattr(part, field.name)) for field in fields(part)}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return _plain(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
