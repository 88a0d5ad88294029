"""Badge sheets: seconds, bytes and memory, of the drawing process and of the one that asks it."""

import os
import resource
import statistics
import time
from pathlib import Path

from conference.badges.cards import BadgeCard
from conference.badges.engine import Composer, Layout, Layouts
from conference.badges.gallery import usual
from conference.badges.previews import preview_svg
from conference.badges.rendering import render_badges
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


def drawn(count: int) -> str:
    """Seconds, and the size of the file."""
    cards = [card(number) for number in range(count)]
    began = time.perf_counter()
    pdf = render_badges(cards, LAYOUTS)
    return f"{time.perf_counter() - began:.2f} s, {len(pdf) / 1000:,.0f} kB"


def peak() -> str:
    """Of this process, and of the drawing process it started."""
    started = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    drawing = [line for pid in started for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    peaks = [int(line.split()[1]) / 1024 for line in drawing if line.startswith("VmHWM:")]
    asking = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{asking:.0f} MB, and {max(peaks, default=0.0):.0f} MB in the drawing process"


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
        made["peak memory so far"] = peak()
        times = []
        for number in range(WARM_ROUNDS):
            began = time.perf_counter()
            render_badges([card(number)], LAYOUTS)
            times.append(time.perf_counter() - began)
    made["one badge, warm"] = f"{statistics.median(times) * 1000:.0f} ms"
    made["preview of a design, warm"] = f"{preview_ms():.0f} ms"
    with app.app_context():
        made["10,000 badges"] = drawn(10_000)
    made["peak memory with them"] = peak()
    return made


if __name__ == "__main__":
    for what, figure in figures().items():
        print(f"{what:48} {figure}")
