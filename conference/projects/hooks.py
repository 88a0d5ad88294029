"""What higher features add to projects; each joins when it starts, as this one cannot know them."""

from collections.abc import Callable

from conference.organisations.hooks import Use

__all__ = ["COMPONENT_USES", "PROJECT_USES", "Use"]

# name of the feature -> function from the id of a component to where it is used
COMPONENT_USES: dict[str, Callable[[int], list[Use]]] = {}

# the same for a project as a whole
PROJECT_USES: dict[str, Callable[[int], list[Use]]] = {}
