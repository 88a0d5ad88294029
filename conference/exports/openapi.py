"""The description of the read API (OpenAPI 3.1): one table of addresses, one of shapes. The page /api/ shows both."""

from dataclasses import dataclass
from typing import Any

from .openapi_shapes import SHAPES

VERSION = "1.0.0"
PREFIX = "/api/v1"
INTRODUCTION = (
    "What visitors read of published events, for programs: the newest release of the agenda, never a draft. "
    "Nothing needs a key. Answers may be read by pages of any site (CORS), carry an ETag and a Last-Modified, and are "
    "compressed; ask again with If-None-Match, and an unchanged answer costs nothing. Speakers stand in it once they "
    "agreed to be named; mail addresses never do. Instants are ISO 8601 with the offset of the event's own zone. "
    "Texts are in the language that the argument lang asks for; without a translation, in the event's main one."
)


@dataclass(frozen=True, slots=True)
class Address:
    """One address: what it answers, and of which shape. `is_list`: an answer with many of them."""

    path: str
    summary: str
    shape: str
    is_list: bool = False
    filters: tuple[str, ...] = ()


FILTERS = {
    "day": "Only of this day, 2027-05-12",
    "project": "Only of the project with this code",
    "track": "Only of the track with this name",
    "room": "Only in the room with this code or name",
    "language": "Only where people speak, or can listen to, this language",
    "kind": "Only of this kind",
    "q": "Only where all these words are found",
}
ADDRESSES = (
    Address("/events", "All published events: those to come first", "Event", is_list=True),
    Address("/events/{slug}", "One event", "Event"),
    Address("/events/{slug}/sessions", "The sessions of its agenda", "Session", is_list=True, filters=tuple(FILTERS)),
    Address("/events/{slug}/sessions/{code}", "One session", "Session"),
    Address("/events/{slug}/speakers", "Who speaks", "Speaker", is_list=True),
    Address("/events/{slug}/speakers/{code}", "One speaker", "Speaker"),
    Address("/events/{slug}/rooms", "The rooms in use", "Room", is_list=True),
    Address("/events/{slug}/tracks", "The tracks in use", "Track", is_list=True),
    Address("/events/{slug}/projects", "The projects behind the event and its sessions", "Project", is_list=True),
    Address("/events/{slug}/releases", "Every release, newest first, with what changed", "Release", is_list=True),
)


def document(base_url: str) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Conference: read API", "version": VERSION, "description": INTRODUCTION},
        "servers": [{"url": f"{base_url}{PREFIX}"}],
        "paths": {address.path: {"get": _operation(address)} for address in ADDRESSES},
        "components": {
            "schemas": SHAPES,
            "parameters": {
                "slug": _parameter("slug", "path", "The event, as in the address of its page"),
                "code": _parameter("code", "path", "As in the address of the thing's page"),
                "lang": _parameter("lang", "query", "The language to answer in: en, ru"),
            },
            "responses": {
                "NotModified": {"description": "Nothing has changed since the answer with that ETag"},
                "Problem": {
                    "description": "What went wrong (RFC 9457)",
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                },
            },
        },
    }


def _operation(address: Address) -> dict[str, Any]:
    in_path = [name for name in ("slug", "code") if f"{{{name}}}" in address.path]
    parts = [part for part in address.path.split("/") if part and not part.startswith("{")]
    return {
        "operationId": "_".join(["get", "one" if in_path and not address.is_list else "all", *parts]),
        "summary": address.summary,
        "parameters": [
            *({"$ref": f"#/components/parameters/{name}"} for name in (*in_path, "lang")),
            *(_parameter(name, "query", FILTERS[name]) for name in address.filters),
        ],
        "responses": {
            "200": {
                "description": address.summary,
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": _answer(address)}},
            },
            "304": {"$ref": "#/components/responses/NotModified"},
            "400": {"$ref": "#/components/responses/Problem"},
            **({"404": {"$ref": "#/components/responses/Problem"}} if in_path else {}),
        },
    }


def _answer(address: Address) -> dict[str, Any]:
    shape = {"$ref": f"#/components/schemas/{address.shape}"}
    if not address.is_list:
        return shape
    items = {"type": "object", "required": ["items"], "properties": {"items": {"type": "array", "items": shape}}}
    return {"allOf": [{"$ref": "#/components/schemas/Answer"}, items]} if "{slug}" in address.path else items


def _parameter(name: str, where: str, words: str) -> dict[str, Any]:
    return {
        "name": name, "in": where, "description": words, "required": where == "path", "schema": {"type": "string"},
    }  # fmt: skip
