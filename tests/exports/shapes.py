"""Holds a value against one of the shapes of the read API: as much of JSON schema as they use."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from conference.exports.openapi_shapes import SHAPES

PYTHON = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}


def faults(value: Any, shape: dict[str, Any], path: str = "") -> Iterator[str]:
    if "$ref" in shape:
        shape = SHAPES[shape["$ref"].rpartition("/")[2]]
    kinds = [shape["type"]] if isinstance(shape["type"], str) else shape["type"]
    if type(value) not in [PYTHON[kind] for kind in kinds]:
        yield f"{path} is {value!r}, not {kinds}"
    elif isinstance(value, dict):
        if set(value) != set(shape["properties"]):
            yield f"{path} has {sorted(set(value) ^ set(shape['properties']))} too much or too little"
        for name, inner in value.items():
            yield from faults(inner, shape["properties"].get(name, {"type": []}), f"{path}.{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from faults(inner, shape["items"], f"{path}[{number}]")
    elif isinstance(value, str) and not _is_well_formed(value, shape):
        yield f"{path} is {value!r}"


def _is_well_formed(value: str, shape: dict[str, Any]) -> bool:
    match shape.get("format"):
        case "date-time":
            return datetime.fromisoformat(value).utcoffset() is not None
        case "uri":
            return value.startswith(("http://", "https://"))
        case "uuid":
            return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value) is not None
    return value in shape.get("enum", [value]) and re.search(shape.get("pattern", ""), value) is not None
