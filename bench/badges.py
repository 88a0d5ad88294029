"""Badge sheets: seconds, bytes and memory, of the drawing process and of the one that asks it."""

import os
import resource
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from conference.badges.cards import BadgeCard
from conference.badges.engine import Composer, Layout, Layouts
from conference.badges.gallery import usual
from conference.badges.previews import preview_svg
from conference.badges.rendering import render_badges, write_badges
from conference.core.codes import ticket_code
from conference.core.pdf.marks import ProjectMark, mark_assets
from conference.demo.synthetic import person_name
from wsgi import app

MARKS = (ProjectMark("BOMCA", "#1f4e79"), ProjectMark("PROTECT", "#1f6f5c"))
LOOKS = (("Participant", "#1d4ed8"), ("Speaker", "#9a3412"), ("Press", "#854d0e"))
LAYOUTS = Layouts(Layout(usual()))
WARM_ROUNDS = 20


def card(number: int) -> BadgeCard:
    word, colour = LOOKS[number % len(LOOKS)]
    return BadgeCard(
        name=person_name(number),
        national_name=person_name(number + 7) if number % 2 else "",
        national_lang="ru",
        position="Head of Unit",
        organisation="State Border Guard of the Republic of Latvia",
        country="Latvia",
        code=ticket_code(str(number), 1, b"bench"),
        category_word=word,
        category_colour=colour,
        event_title="Migration and Border Cooperation in Central Asia – State and Civil Society Approach",
        event_dates="20 November 2024",
        place="InfoPoint, Brussels",
        lang="en",
        projects=MARKS,
        funding_statement="Funded by the European Union",
    )


class Cards:
    """So many badges, each made when it is drawn, as a run reads them from the database."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[BadgeCard]:
        return map(card, range(self._count))


def drawn(count: int) -> str:
    """Seconds, and the size of the file."""
    with TemporaryFile() as file:
        began = time.perf_counter()
        write_badges(file, Cards(count), LAYOUTS)
        return f"{time.perf_counter() - began:.2f} s, {file.tell() / 1000:,.0f} kB"


class Peak(NamedTuple):
    """Memory in MB: of this process, and of the drawing process it started."""

    asking: float
    drawing: float

    def __str__(self) -> str:
        return f"{self.asking:.0f} MB, and {self.drawing:.0f} MB in the drawing process"

    def growth(self, before: "Peak", badges: int) -> str:
        """How much each badge added since then."""
        asking, drawing = ((now - then) * 1024 / badges for now, then in zip(self, before, strict=True))
        return f"{asking:.2f} kB a badge, and {drawing:.2f} kB in the drawing process"


def peak() -> Peak:
    started = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    drawing = [line for pid in started for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    peaks = [int(line.split()[1]) / 1024 for line in drawing if line.startswith("VmHWM:")]
    asking = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Peak(asking, max(peaks, default=0.0))


def preview_ms() -> float:
    """From the card to the SVG, with a composer that knows nothing yet."""
    times = []
    for number in range(WARM_ROUNDS):
        began = time.perf_counter()
        [side] = Composer(LAYOUTS.usual).sides(card(number))
        preview_svg(side, LAYOUTS.usual.design, mark_assets(MARKS, with_emblem=True), "Badge")
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def figures() -> dict[str, str]:
    made: dict[str, str] = {}
    with app.app_context():
        for count in (1, 100, 1000):
            made[f"{count:,} badge{'s' if count > 1 else ', first in the process'}"] = drawn(count)
        thousand = peak()
        made["peak memory so far"] = str(thousand)
        times = []
        for number in range(WARM_ROUNDS):
            began = time.perf_counter()
            render_badges([card(number)], LAYOUTS)
            times.append(time.perf_counter() - began)
    made["one badge, warm"] = f"{statistics.median(times) * 1000:.0f} ms"
    made["preview of a design, warm"] = f"{preview_ms():.0f} ms"
    with app.app_context():
        for count in (5_000, 10_000):
            made[f"{count:,} badges"] = drawn(count)
            made[f"peak memory with {count:,}"] = str(peak())
    made["growth from 1,000 to 10,000 badges"] = peak().growth(thousand, 9_000)
    return made


if __name__ == "__main__":
    for what, figure in figures().items():
        print(f"{what:48} {figure}")
