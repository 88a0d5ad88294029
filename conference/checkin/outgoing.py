"""What devices are told, as plain JSON values. Times are milliseconds."""

from datetime import datetime
from typing import Any

from conference.core.i18n import language
from conference.core.translated import in_language
from conference.events.models import Event
from conference.questions.queries import form_of
from conference.registration.models import Category

from .queries import Floor, Found, PointRow
from .queries.callers import Caller
from .queries.floors import rights_of
from .queries.scans import ms
from .rules import ANSWERED, Holding, days_of, opens
from .services.recording import Recorded
from .shown import Shown, words

MIN_CLIENT = 1
SYNC_SECONDS = 15
ADMISSIBLE = "confirmed"


def config(
    caller: Caller,
    event: Event,
    floor: Floor,
    holdings: dict[int, list[Holding]],
    categories: list[Category],
    *,
    has_blanks: bool,
) -> dict[str, Any]:
    """`blanks`: whether there are blank badges to give."""
    own = floor.points.get(caller.point_id or 0)
    title = str(in_language(event, "title", language(), event.main_language))
    return {
        "event": {
            "slug": event.slug, "name": title, "zone": event.zone, "salt": event.uuid,
            "starts_at": ms(event.starts_at), "ends_at": ms(event.ends_at), "languages": event.languages,
        },
        "device": {
            "code": caller.code, "name": caller.name, "point": own.code if own and not own.is_closed else None,
            "rights": dict(caller.rights), "kiosk": caller.is_kiosk,
        },
        "points": [point(row, holdings.get(row.id)) for row in floor.points.values() if not row.is_closed],
        "rehearsal": floor.rehearses or caller.rehearses,
        "answers": note_answers(event),
        "categories": [category(one, floor) for one in categories],
        "blanks": has_blanks,
        "min_client": MIN_CLIENT,
        "sync_seconds": SYNC_SECONDS,
    }  # fmt: skip


def note_answers(event: Event) -> dict[str, dict[str, str]]:
    """{note: {code of an option: its words}}, of the questions whose answers staff are told; records hold codes."""
    form, speech, found = form_of(event), language(), {}
    for note, code in ANSWERED.items():
        if question := form.question(code):
            found[str(note)] = {one.code: one.words(speech, question.main).text for one in question.options}
    return found


def category(row: Category, floor: Floor) -> dict[str, Any]:
    """`opens`, `approval`: by which a desk without a network judges whom it gives a blank badge."""
    rights = rights_of(row.rights or {})
    days = days_of(rights)
    places = [one.place for one in floor.points.values() if not one.is_closed]
    return {
        "code": row.code, "name": row.name_in(language()), "colour": row.colour,
        "opens": {place.code: days for place in places if opens(rights, place)},
        "approval": row.needs_approval or not row.is_public,
    }  # fmt: skip


def point(row: PointRow, holdings: list[Holding] | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "code": row.code, "name": row.name, "kind": row.kind, "policy": row.policy, "capacity": row.capacity,
        "strict": row.is_strict, "grace_minutes": row.grace_minutes, "needs_tap": row.needs_tap, "notes": row.notes,
    }  # fmt: skip
    if holdings is not None:
        told["agenda"] = [
            {
                "slot": one.slot, "title": one.title, "starts_at": one.starts_at, "ends_at": one.ends_at,
                "signup": one.is_guarded,
            }
            for one in holdings
        ]  # fmt: skip
    return told


def scanned(recorded: Recorded, person: Shown | None, counts: dict[str, int], at: datetime) -> dict[str, Any]:
    return {
        "scan_id": recorded.scan_id,
        "status": recorded.status,
        "decision": {"outcome": recorded.verdict.outcome, "reason": recorded.verdict.reason, **recorded.said},
        "person": words(person) if person is not None else None,
        "counts": counts,
        "server_time": ms(at),
    }


def found(people: list[Found]) -> list[dict[str, Any]]:
    return [
        {
            "registration": one.registration.code, "name": one.registration.name,
            "second": one.registration.national_name, "lang": one.registration.language,
            "organisation": one.registration.organisation, "category": one.registration.category.code,
            "tail": one.registration.code[-3:], "state": _state(one),
            "note": "" if one.registration.state == ADMISSIBLE else one.registration.state,
        }
        for one in people
    ]  # fmt: skip


def _state(one: Found) -> str:
    if one.is_inside:
        return "inside"
    return "expected" if one.registration.state == ADMISSIBLE else "not_admissible"
