"""Parts of the public pages that higher features join when they start.

They are templates among the tools of a page (calendar, PDF, own agenda), and see all that the page sees. Session cards
carry data-session="CODE" for behaviour that is attached by script.
"""

TOOLS: dict[str, list[str]] = {}


def offer(endpoint: str, template: str) -> None:
    """Show a template there; for example on "programme.agenda" the template "exports/tools.html". Twice is once."""
    templates = TOOLS.setdefault(endpoint, [])
    if template not in templates:
        templates.append(template)


def tools_of(endpoint: str) -> list[str]:
    return TOOLS.get(endpoint, [])
