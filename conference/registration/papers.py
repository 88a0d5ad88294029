"""What is printed for an attendee, in the language in force."""

from flask_babel import gettext as _

from conference.core.i18n import language
from conference.core.templating import country_name
from conference.core.times import clock, day, instant, local_day, zone_label
from conference.events.models import Event
from conference.events.telling import said_plainly
from conference.visibility.queries import marks_of, visibility_of

from .links import ticket_code_of
from .models import Registration, Ticket
from .ticket_pdf import TicketPaper, TicketWords, ticket_pdf


def ticket_file(registration: Registration, ticket: Ticket) -> bytes:
    """The ticket as PDF. Raises PdfFailed."""
    event, category = registration.event, registration.category
    shown = visibility_of(event)
    return ticket_pdf(
        TicketPaper(
            event_title=said_plainly(event, "title"),
            when=when(event),
            where=where(event),
            name=registration.name,
            category_word=said_plainly(category, "name", event),
            category_colour=category.colour,
            code=ticket_code_of(ticket),
            words=words(),
            lang=language(),
            national_name=registration.national_name,
            organisation=registration.organisation,
            contact=event.contact_email,
            projects=marks_of(event),
            funding_statement=shown.statement.text,
            disclaimers=shown.disclaimers,
        )
    )


def when(event: Event) -> tuple[str, ...]:
    """The day and its times, or where it starts and where it ends."""
    zone, starts, ends = event.zone, event.starts_at, event.ends_at
    if local_day(starts, zone) == local_day(ends, zone):
        return day(starts, zone), f"{clock(starts, zone)} – {clock(ends, zone)} ({zone_label(starts, zone)})"
    return f"{instant(starts, zone)} –", f"{instant(ends, zone)} ({zone_label(starts, zone)})"


def where(event: Event) -> tuple[str, ...]:
    venue, address, city = (said_plainly(event, name) for name in ("venue", "address", "city"))
    return tuple(filter(None, (venue, *address.splitlines(), city, country_name(event.country))))


def words() -> TicketWords:
    return TicketWords(
        ticket=_("Ticket"),
        when=_("When"),
        where=_("Where"),
        name=_("Name"),
        organisation=_("Organisation"),
        category=_("Taking part as"),
        show=_("Show this code at the entrance, on paper or on your phone."),
        bring=_("What to bring"),
        contact=_("Contact"),
    )
