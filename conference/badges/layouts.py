"""Which designs an event prints, with their pictures: from rows to what the engine takes."""

from collections.abc import Iterable

from conference.events.models import Event
from conference.visibility.queries import find_picture

from . import design_queries as queries
from .design import Agenda, Design, Element, Image, Text, read_design
from .design.fields import fields_of
from .design.files import EVENT_PICTURE
from .engine import Layout, Layouts, ShownPicture
from .gallery import GALLERY

# Where nobody chose.
READY = {"badge": "a6", "ticket": "ticket", "place_card": "place-card", "tent": "tent", "door_sign": "door-sign"}


def layouts_of(event: Event, kind: str = "badge") -> Layouts:
    """The design of each category, and the one of all others; ready ones in the language in force."""
    choices = [choice for choice in queries.choices_of(event.id) if choice.kind == kind]
    codes = {category.id: category.code for category in queries.categories_of(event.id)} if choices else {}
    made: dict[int, Layout] = {}
    for choice in choices:
        if choice.design_id not in made:
            made[choice.design_id] = layout_of(event, read_design(choice.design.data))
    usual = next((made[choice.design_id] for choice in choices if choice.category_id is None), None)
    return Layouts(
        usual or layout_of(event, GALLERY[READY[kind]].design()),
        {codes[choice.category_id]: made[choice.design_id] for choice in choices if choice.category_id in codes},
    )


def layout_of(event: Event, design: Design) -> Layout:
    """The design with those of its pictures that are there."""
    rows = queries.pictures_by_name(event.id, design.pictures)
    pictures = {row.name: ShownPicture(row.data, row.width, row.height) for row in rows}
    wants_event = any(isinstance(e, Image) and e.picture == EVENT_PICTURE for e in design.elements())
    own = find_picture(event.picture.name) if wants_event and event.picture else None
    if own is not None:
        pictures[EVENT_PICTURE] = ShownPicture(own.data, own.width, own.height)
    return Layout(design, pictures)


def wanted(designs: Iterable[Design]) -> frozenset[str]:
    """What must be read for these designs: fields, and "agenda:event", "agenda:person"."""
    return frozenset(name for design in designs for element in design.elements() for name in _wanted(element))


def _wanted(element: Element) -> Iterable[str]:
    if isinstance(element, Agenda):
        yield f"agenda:{element.of}"
    if isinstance(element, Text):
        for words in element.texts:
            for text in (words.text, *(change.text or "" for change in words.changes)):
                yield from fields_of(text)
