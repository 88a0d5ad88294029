"""Which addresses belong into a snapshot, what their files are called, and how pages link to each other there. Pure."""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

PAGES = re.compile(r"(?:|privacy|agenda|agenda/changes|speakers/|projects/|(?:sessions|speakers|projects)/[\w-]+)")
SITE_PAGES = ("/accessibility",)  # not of the event, but its pages lead there
FILES = re.compile(
    r"(?:agenda\.(?:ics|pdf)|schedule\.(?:xml|json)|releases\.atom|(?:sessions|speakers)/[\w-]+\.ics|materials/[\w-]+/[^/]+)"
)
OUTSIDE = re.compile(r"/(?:static|pictures)/[\w./-]+")
LINK = re.compile(r'\b(href|src|action)="([^"]*)"')
SCRIPT = re.compile(
    r"<script(?![^>]*ld\+json)[^>]*>.*?</script>|<link rel=\"(?:preload|modulepreload)\"[^>]*>", re.DOTALL
)
ASKING = re.compile(r'<form class="asking".*?</form>', re.DOTALL)  # it asks a server
STYLE_URL = re.compile(r'url\("?([^")]+)"?\)')
ABSOLUTE = ("http:", "https:", "mailto:", "webcal:", "data:", "tel:", "#")


class Place(NamedTuple):
    """An address of the site. language: of a page; "" where all get the same. view: of the agenda, "" or "grid"."""

    path: str
    language: str = ""
    view: str = ""


class Site(NamedTuple):
    """Of which event the snapshot is, in which languages, and where the living site is."""

    slug: str
    languages: Sequence[str]
    base_url: str


def place_of(address: str, here: Place, slug: str, languages: Sequence[str]) -> Place | None:
    """Where a link on the page `here` leads, if that is in the snapshot."""
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    path = posixpath.normpath(posixpath.join(here.path, parts.path)) if parts.path else here.path
    if parts.path.endswith("/") and not path.endswith("/"):
        path += "/"
    if OUTSIDE.fullmatch(path):
        return None if path.endswith(".js") else Place(path)
    language = query.get("lang", [here.language])[0]
    own = path.removeprefix(f"/events/{slug}/")
    if own == path:
        return Place(path, language) if path in SITE_PAGES and language in languages else None
    if FILES.fullmatch(own):
        return Place(path)
    if not PAGES.fullmatch(own):
        return None
    view = query.get("view", [""])[0] if own == "agenda" else ""
    if own == "agenda" and (project := query.get("project")):  # nobody there can narrow the agenda to it
        path, view = f"/events/{slug}/projects/{quote(project[0])}", ""
    if language not in languages:
        return None
    return Place(path, language, view if view == "grid" else "")


def name_of(place: Place, slug: str, languages: Sequence[str]) -> str:
    """The file of a place: "agenda.html", "ru/sessions/ABC.html", "static/css/site.css"."""
    own = place.path.removeprefix(f"/events/{slug}/")
    if place.path.startswith("/pictures/"):  # some viewers go by the ending of a name
        picture, _slash, size = place.path.removeprefix("/pictures/").partition("/")
        return f"pictures/{picture}-{size}.png" if size else f"pictures/{picture}.webp"
    if own in SITE_PAGES:
        own = own.lstrip("/")
    if own == place.path:  # one version is all there is, so its number may go
        return re.sub(r"^/static/\w+/", "static/", place.path).lstrip("/")
    if not place.language:
        return unquote(own)
    folder = "" if place.language == languages[0] else f"{place.language}/"
    stem = f"{own}index" if own.endswith("/") or not own else own
    return f"{folder}{stem}{'-' + place.view if place.view else ''}.html"


def page(html: str, here: Place, site: Site, meet: Callable[[Place], None]) -> str:
    """The page with links to files beside it, and to the living site where there is none. Scripts stay at home."""
    own_name = name_of(here, site.slug, site.languages)

    def link(match: re.Match[str]) -> str:
        attribute, address = match[1], unescape(match[2])
        if not address or address.startswith(ABSOLUTE):
            return match[0]
        place = place_of(address, here, site.slug, site.languages)
        if place is None:
            return f'{attribute}="{escape(site.base_url + posixpath.join(here.path, address))}"'
        meet(place)
        there = posixpath.relpath(name_of(place, site.slug, site.languages), posixpath.dirname(own_name) or ".")
        anchor = urlsplit(address).fragment or anchor_of(address)
        return f'{attribute}="{escape(there)}{"#" + escape(anchor) if anchor else ""}"'

    return LINK.sub(link, ASKING.sub("", SCRIPT.sub("", html)))


def anchor_of(address: str) -> str:
    """A day of the agenda is not a page of its own there, but a place on it."""
    days = parse_qs(urlsplit(address).query).get("day", [])
    return f"day-{days[0]}" if days else ""


def loaded_by_style(css: str, path: str) -> Iterator[str]:
    """The addresses of what a stylesheet at `path` loads."""
    for address in STYLE_URL.findall(css):
        if not address.startswith(ABSOLUTE):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
