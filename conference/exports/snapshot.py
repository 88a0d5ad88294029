"""All public pages of an event as files that work from a memory stick: fetched as by a visitor, links relative."""

import io
import logging
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from flask import current_app
from werkzeug.test import Client

from conference.core.db import db
from conference.core.i18n import LANGUAGES
from conference.core.text import plain_markdown
from conference.events.models import Event
from conference.events.queries import get_event

from . import snapshot_links as links
from .booklet import draw_booklet
from .snapshot_links import Place

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
MOST_FILES = 20_000
PROGRESS_STEP = 20


@dataclass
class Walk:
    """What is fetched already and what is still to be fetched, in the order in which links led there."""

    event_id: int
    slug: str
    languages: tuple[str, ...]
    base_url: str
    waiting: list[Place] = field(default_factory=list)
    known: dict[Place, None] = field(default_factory=dict)

    def meet(self, place: Place) -> None:
        if place not in self.known and len(self.known) < MOST_FILES:
            self.known[place] = None
            self.waiting.append(place)


def take(event_id: int, progress: Progress | None = None) -> bytes:
    """The ZIP. Each page is asked for as by somebody who is not signed in, so nothing else can get into it."""
    event = get_event(event_id)
    walk = Walk(event.id, event.slug, languages_of(event), str(current_app.config["BASE_URL"]))
    about = about_text(event)
    db.session.rollback()  # fetching takes its time: nothing stays open meanwhile
    for language in walk.languages:
        walk.meet(Place(f"/events/{walk.slug}/", language))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(f"{walk.slug}/README.txt", about)
        for done, (name, data) in enumerate(files(walk)):
            archive.writestr(f"{walk.slug}/{name}", data)
            if progress and done % PROGRESS_STEP == 0:
                progress(done, len(walk.known))
    return out.getvalue()


def languages_of(event: Event) -> tuple[str, ...]:
    """Those of the event that our own words have; the first stands at the top of the folder."""
    return tuple(code for code in event.languages if code in LANGUAGES) or ("en",)


def about_text(event: Event) -> str:
    return f"{event.title}\n\n{plain_markdown(event.summary)}\n\nOpen index.html.\n"


def files(walk: Walk) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every file, as long as links lead to new ones."""
    client = Client(current_app._get_current_object(), use_cookies=False)  # type: ignore[attr-defined]  # noqa: SLF001
    with ThreadPoolExecutor(max_workers=1) as visitor:  # in a thread of its own, no request shares anything with us
        while walk.waiting:
            place = walk.waiting.pop(0)
            if found := visitor.submit(fetch, client, walk, place).result():
                yield links.name_of(place, walk.slug, walk.languages), made_local(walk, place, *found)
            elif place.path.endswith("/agenda.pdf"):  # nobody has asked for it yet, so it is not drawn
                yield links.name_of(place, walk.slug, walk.languages), draw_booklet(walk.event_id, walk.languages[0])


def made_local(walk: Walk, place: Place, mimetype: str, data: bytes) -> bytes:
    """The file with its links as the snapshot needs them; what they lead to is met on the way."""
    if mimetype == "text/html":
        site = links.Site(walk.slug, walk.languages, walk.base_url)
        return links.page(data.decode(), place, site, walk.meet).encode()
    if mimetype == "text/css":
        for path in links.loaded_by_style(data.decode(), place.path):
            walk.meet(Place(path))
    return data


def fetch(client: Client, walk: Walk, place: Place) -> tuple[str, bytes] | None:
    query = {"lang": place.language, "view": place.view}
    answer = client.get(
        place.path,
        query_string={name: value for name, value in query.items() if value},
        base_url=walk.base_url,
        headers={"Accept-Encoding": "identity"},
    )
    data = answer.get_data()
    answer.close()
    if answer.status_code != 200:  # noqa: PLR2004 - a page that is not there, or a file that is still being made
        log.warning("snapshot of %s: %s gave %s", walk.slug, place.path, answer.status_code)
        return None
    return answer.mimetype or "", data
