"""How many people registered: over time, by what they are, for which projects, and how many may not come."""

from typing import Any

from flask import Response, render_template, url_for
from flask_babel import gettext as _

from conference.core.clock import now
from conference.core.csvfile import csv_lines, safe_name
from conference.core.i18n import language
from conference.core.templating import country_name
from conference.core.web import download
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.registration import organisation_queries
from conference.registration.facet_queries import facets_of_event
from conference.registration.manage_queries import RegistrationFilter, categories_of_event
from conference.registration.models import ALIVE, Registration
from conference.registration.words import MODE_WORDS, SOURCE_WORDS, STATE_WORDS

from .. import numbers_queries
from ..numbers import Bar, bars, curve, days_of, forecast
from .blueprints import rosters

MOST_BARS = 15
Chart = tuple[str, str, list[Bar]]  # name of its filter in addresses ("" for none), title, bars


@rosters.get("/numbers")
@event_page(Permission.VIEW_ATTENDEES)
def numbers(event: Event) -> str:
    days = days_of(numbers_queries.moments(event.id), event.zone)
    confirmed = numbers_queries.confirmed_for_the_room(event.id)
    return render_template(
        "rosters/numbers.html",
        event=event,
        charts=charts_of(event),
        days=days,
        points=curve(days),
        forecast=forecast(confirmed, numbers_queries.past_attendance(event, now())),
        people_in=numbers_queries.people_in(event.id),
        list_address=lambda **asked: url_for("manage_registrations.list", slug=event.slug, **asked),
        may_export=may(Permission.EXPORT),
    )


@rosters.get("/numbers.csv", endpoint="numbers_csv")
@event_page(Permission.VIEW_ATTENDEES)
def numbers_file(event: Event) -> Response:
    rows = [[title, bar.label, str(bar.number)] for _name, title, found in charts_of(event) for bar in found]
    rows += [
        [_("Registrations by day"), day.on.isoformat(), str(day.new)]
        for day in days_of(numbers_queries.moments(event.id), event.zone)
    ]
    lines = csv_lines([_("What"), _("Which"), _("How many")], rows)
    return download("".join(lines).encode(), f"numbers-{safe_name(event.slug)}.csv", "text/csv")


def charts_of(event: Event) -> list[Chart]:
    """Whoever cancelled or was declined is in the chart of states alone."""
    facets = facets_of_event(event.id)

    def counted(name: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for state in ALIVE:
            for value, number in facets.of(name, RegistrationFilter(state=state)).items():
                found[value] = found.get(value, 0) + number
        return found

    countries = counted("country")
    organisations = organisation_queries.by_entry(event.id, Registration.state.in_(ALIVE))
    categories: dict[str, Any] = {one.code: one.name_in(language()) for one in categories_of_event(event.id)}
    not_said = {"": _("Not said")}
    return [
        ("status", _("By status"), bars(facets.everywhere("state"), STATE_WORDS)),
        ("category", _("By category"), bars(counted("category"), categories)),
        ("mode", _("In the room and online"), bars(counted("mode"), MODE_WORDS)),
        ("country", _("By country"),
         bars(countries, {code: country_name(code) for code in countries} | not_said, most=MOST_BARS)),
        ("organisation", _("By organisation"), bars(organisations, {}, most=MOST_BARS)),
        ("source", _("How they came"), bars(counted("source"), SOURCE_WORDS)),
        ("", _("Projects: people with a starred session"), bars(numbers_queries.stars_by_project(event.id), {})),
        ("", _("Projects: people signed up for a session"), bars(numbers_queries.sign_ups_by_project(event.id), {})),
    ]  # fmt: skip
