"""What visitors see of the programme: always the newest release, never the draft."""

from .items import agenda, contents_of_release, draft_contents, draft_items
from .materials import find_material, materials_of_session, materials_shown, moments_of_materials
from .people import find_speaker, projects_behind, speakers, speakers_by_code
from .releases import find_release, has_draft, newest_release, newest_releases, releases_of_event
from .states import (
    changes_of_draft,
    changes_of_release,
    draft_places,
    places_of_release,
    state_of_draft,
    state_of_release,
)

__all__ = [
    "agenda",
    "changes_of_draft",
    "changes_of_release",
    "contents_of_release",
    "draft_contents",
    "draft_items",
    "draft_places",
    "find_material",
    "find_release",
    "find_speaker",
    "has_draft",
    "materials_of_session",
    "materials_shown",
    "moments_of_materials",
    "newest_release",
    "newest_releases",
    "places_of_release",
    "projects_behind",
    "releases_of_event",
    "speakers",
    "speakers_by_code",
    "state_of_draft",
    "state_of_release",
]
