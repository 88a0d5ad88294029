"""What kind of picture some bytes are, told by how they begin."""

KINDS = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"RIFF": "image/webp",
    b"<svg": "image/svg+xml",
}


def kind_of(data: bytes) -> str | None:
    """The media type; None for what papers cannot show."""
    return next((kind for start, kind in KINDS.items() if data.startswith(start)), None)
