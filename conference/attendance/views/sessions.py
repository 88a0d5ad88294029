"""How many came to the event and to each session, and who."""

from flask import Response, abort, render_template, request
from flask_babel import gettext as _

from conference.accounts.web import current_actor
from conference.core import csvfile, xlsxfile
from conference.core.clock import now
from conference.core.web import download
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.programme.agenda import Item, Mark
from conference.projects.models import ComponentWord
from conference.registration.export_services import note_export

from .. import tables
from ..picture_queries import all_people, people_of, picture
from ..pictures import Picture, shares
from ..rules import Attended
from .blueprints import manage_attendance

MOST_NAMED = 500  # people of one session that are asked for by their ids


def numbers_of(shown: Picture) -> dict[int, int]:
    """{slot: 1 for the first time that its session is held, 2 for the second …}, as addresses have it."""
    seen: dict[str, int] = {}
    found = {}
    for slot_id in sorted(shown.items):
        code = shown.items[slot_id].code
        seen[code] = found[slot_id] = seen.get(code, 0) + 1
    return found


def slot_or_404(shown: Picture, code: str, number: int) -> int:
    numbers = numbers_of(shown)
    found = [slot for slot, item in shown.items.items() if item.code == code.upper() and numbers[slot] == number]
    return found[0] if found else abort(404)


@manage_attendance.get("/", endpoint="overview")
@event_page(Permission.VIEW_CHECK_IN)
def overview(event: Event) -> str:
    """Sessions that have begun, or of which something is known already."""
    at = now()
    shown = picture(event, at=at)
    numbers = shown.numbers()
    begun = {slot: number for slot, number in numbers.items() if number.people or shown.items[slot].starts_at <= at}
    return render_template(
        "attendance/overview.html",
        event=event,
        people=len(shown.people),
        days=[(on, len(there), sum(one.minutes for one in there.values())) for on, there in shown.days().items()],
        sessions=[(shown.items[slot], number) for slot, number in begun.items()],
        others=sum(slot not in numbers for slot in shown.items),
        slot_numbers=numbers_of(shown),
        projects=by_project(shown),
        may_view=may(Permission.VIEW_ATTENDEES),
        may_export=may(Permission.EXPORT),
    )


def name_of_component(project: Mark, number: int) -> str:
    if project.component_word == ComponentWord.OBJECTIVE:
        return _("Objective %(number)s", number=number)
    return _("Component %(number)s", number=number)


def by_project(shown: Picture) -> list[tuple[str, str, str, int, int, int, float]]:
    """Code, colour, component, sessions, people, visits, hours of each project, and of each of its components."""
    marks = {run.project.code: run.project for item in shown.items.values() for run in item.run_by}
    rows = []
    for (code, component), share in sorted(shares(shown).items(), key=lambda pair: (pair[0][0], pair[0][1] or 0)):
        word = name_of_component(marks[code], component) if component else ""
        rows.append((code, marks[code].colour, word, share.sessions, len(share.people), share.visits, share.hours))
    return rows


@manage_attendance.get("/sessions/<code>/<int:number>", endpoint="session")
@event_page(Permission.VIEW_ATTENDEES)
def session(event: Event, code: str, number: int) -> str:
    shown = picture(event, at=now())
    slot_id = slot_or_404(shown, code, number)
    inside = shown.in_slot(slot_id)
    return session_page(event, shown.items[slot_id], number, inside, is_scanned=slot_id in shown.scanned)


def session_page(event: Event, item: Item, number: int, inside: dict[int, Attended], *, is_scanned: bool) -> str:
    people = people_of(inside) if len(inside) <= MOST_NAMED else all_people(event)
    order = sorted(inside, key=lambda ident: people[ident].name_key)
    return render_template(
        "attendance/session.html",
        event=event,
        item=item,
        number=number,
        is_scanned=is_scanned,
        rows=[(people[ident], inside[ident]) for ident in order],
        marks_of=tables.marks_of,
        may_edit=may(Permission.EDIT_ATTENDEES),
        may_export=may(Permission.EXPORT),
    )


@manage_attendance.get("/<any(sessions, days):what>.<any(csv, xlsx):kind>", endpoint="export")
@event_page(Permission.EXPORT)
def export(event: Event, what: str, kind: str) -> Response:
    """Everybody in every session, or on every day; `?session=&number=` of one."""
    shown, people = picture(event, at=now()), all_people(event)
    only = None
    if asked := request.args.get("session", ""):
        only = slot_or_404(shown, asked, request.args.get("number", 1, type=int))
    if what == "sessions":
        heading, rows = tables.session_heading(), list(tables.session_rows(event, shown, people, only))
    else:
        heading, rows = tables.day_heading(), list(tables.day_rows(event, shown, people))
    note_export(event.id, len(rows), narrowed=only is not None, actor=current_actor(), at=now())
    name = "-".join(["attendance", csvfile.safe_name(event.slug), csvfile.safe_name(asked) if asked else what])
    if kind == "csv":
        return download("".join(csvfile.csv_lines(heading, rows)).encode(), f"{name}.csv", "text/csv")
    data = b"".join(xlsxfile.xlsx_blocks(_("Attendance"), heading, rows))
    return download(data, f"{name}.xlsx", xlsxfile.XLSX_TYPE)
