"""What the visual designer works with: the rules of designs, and what of an event designs can name."""

from typing import Any

from flask import url_for

from conference.events.models import Event

from . import design_queries as queries
from . import editing
from .design.describing import described
from .design.files import EVENT_PICTURE
from .models import BadgePicture
from .samples import SAMPLES


def rules_of(event: Event) -> dict[str, Any]:
    """In the language in force; all of it plain data."""
    own = queries.pictures_of_event(event.id)
    words = dict(editing.picture_choices(own))
    return {
        **described(),
        "beginnings": editing.BEGINNINGS,
        "samples": {name: str(label) for name, (label, _facts) in SAMPLES.items()},
        "categories": [
            {"code": row.code, "name": row.name, "colour": row.colour} for row in queries.categories_of(event.id)
        ],
        "languages": [{"code": code, "name": name} for code, name in editing.language_choices(event)],
        "pictures": [
            {"name": EVENT_PICTURE, "label": str(words[EVENT_PICTURE]), "url": "", "width": 0, "height": 0},
            *(described_picture(event, row) for row in own),
        ],
    }


def described_picture(event: Event, row: BadgePicture) -> dict[str, Any]:
    """`width` and `height` say no more than its proportions."""
    address = url_for("manage_pictures.picture", slug=event.slug, name=row.name)
    return {"name": row.name, "label": row.label or row.name, "url": address, "width": row.width, "height": row.height}
