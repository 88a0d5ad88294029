"""The shapes of the read API's answers, as JSON schemas. A test holds the answers against them."""

from typing import Any

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "integer"}
YES_OR_NO: Shape = {"type": "boolean"}
INSTANT: Shape = {"type": "string", "format": "date-time"}
ADDRESS: Shape = {"type": "string", "format": "uri"}
UUID: Shape = {"type": "string", "format": "uuid"}
MARKDOWN: Shape = {"type": "string", "description": "Markdown"}
COLOUR: Shape = {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}


def _or_none(shape: Shape) -> Shape:
    return {**shape, "type": [shape["type"], "null"]}


def _list(shape: Shape) -> Shape:
    return {"type": "array", "items": shape}


def _shape(**properties: Shape) -> Shape:
    """Every property is always there."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _one_of(*words: str) -> Shape:
    return {"type": "string", "enum": list(words)}


SHAPES: dict[str, Shape] = {
    "Answer": _shape(
        event=_shape(
            slug=TEXT, title=TEXT, zone=TEXT, url=ADDRESS, agenda_url=ADDRESS, languages=_list(TEXT)
        ),
        release=_or_none(NUMBER),
        released_at=_or_none(INSTANT),
        language=TEXT,
    ),
    "Event": _shape(
        slug=TEXT, uuid=UUID, title=TEXT, summary=MARKDOWN, starts_at=INSTANT, ends_at=INSTANT,
        zone={"type": "string", "description": "IANA name, Asia/Bishkek"},
        mode=_one_of("in_person", "online", "hybrid"), place=TEXT, city=TEXT, country=_or_none(TEXT),
        languages={**_list(TEXT), "description": "The main one first"},
        projects={**_list(TEXT), "description": "Codes of the projects that organise it"},
        series=_or_none(TEXT), is_sample=YES_OR_NO, release=_or_none(NUMBER), released_at=_or_none(INSTANT),
        url=ADDRESS, api_url=ADDRESS, calendar_url=ADDRESS,
    ),
    "Session": _shape(
        code=TEXT, uuid=UUID, kind=TEXT, kind_name=TEXT, title=TEXT, subtitle=TEXT, abstract=MARKDOWN,
        track=_or_none(TEXT), languages=_list(TEXT), interpretation=_list(TEXT),
        projects=_list(_shape(code=TEXT, component=_or_none(NUMBER), leads=YES_OR_NO)),
        speakers=_list(_shape(code=TEXT, name=TEXT, role=TEXT, role_name=TEXT)),
        capacity=_or_none(NUMBER), is_recorded=YES_OR_NO, is_streamed=YES_OR_NO, stream_url=_or_none(ADDRESS),
        materials={
            **_list({"$ref": "#/components/schemas/Material"}),
            "description": "Its files and links: those for later appear when the session begins or ends",
        },
        is_break=YES_OR_NO,
        is_cancelled={"type": "boolean", "description": "No slot of it takes place"},
        slots=_list({"$ref": "#/components/schemas/Slot"}), url=ADDRESS,
    ),
    "Material": _shape(
        title=TEXT, language=_or_none(TEXT), url=ADDRESS,
        media_type={"type": ["string", "null"], "description": "Of a file; null for a link to elsewhere"},
        bytes=_or_none(NUMBER),
    ),
    "Slot": _shape(
        id=NUMBER, uuid=UUID, starts_at=INSTANT, ends_at=INSTANT,
        room=_or_none(_shape(code=TEXT, name=TEXT)), is_cancelled=YES_OR_NO,
        sequence={"type": "integer", "description": "Rises when time, room or state change"},
        changed_at=_or_none(INSTANT),
    ),
    "Speaker": _shape(
        code=TEXT, uuid=UUID, title=TEXT, name=TEXT, national_name=TEXT, position=TEXT, organisation=TEXT,
        country=_or_none(TEXT), biography=MARKDOWN, photo_url=_or_none(ADDRESS),
        sessions=_list(_shape(code=TEXT, role=TEXT)), url=ADDRESS,
    ),
    "Room": _shape(
        code=TEXT, uuid=UUID, name=TEXT, building=TEXT, floor=TEXT, capacity=_or_none(NUMBER), calendar_url=ADDRESS
    ),
    "Track": _shape(name=TEXT, colour=COLOUR, calendar_url=ADDRESS),
    "Project": _shape(
        code=TEXT, title=TEXT, colour=COLOUR, organises=YES_OR_NO, sessions=NUMBER, url=ADDRESS, calendar_url=ADDRESS
    ),
    "Release": _shape(
        number=NUMBER, uuid=UUID, published_at=INSTANT, note=TEXT,
        changes=_list(_shape(
            what=_one_of("cancelled", "moved", "new", "restored", "gone", "changed"), session=_or_none(TEXT),
            title=TEXT, words=TEXT,
        )),
    ),
    "Problem": _shape(type=TEXT, title=TEXT, status=NUMBER, detail=TEXT),
}  # fmt: skip
