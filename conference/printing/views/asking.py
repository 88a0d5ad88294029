"""What an address or a form asks to be printed."""

from dataclasses import dataclass

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from conference.events.models import Event
from conference.registration import facet_queries, organisation_queries
from conference.registration.manage_queries import RegistrationFilter, categories_of_event
from conference.registration.views import table_filter

from .. import queries
from ..models import PrintRun
from ..rules import Sort, Which, Wish

MOST_CODES = 500  # ticked at once
SHOWN = ("search", "category", "organisation")  # of the filter on this page; the others come from the table
USUAL_PAPER = "a4"


@dataclass(frozen=True)
class Asked:
    wish: Wish
    narrow: RegistrationFilter

    @property
    def is_narrow(self) -> bool:
        return bool(self.narrow.is_narrow or self.wish.delegation or self.wish.codes)

    def fields(self) -> list[tuple[str, str]]:
        """The same as (name, value) for an address or hidden fields."""
        wish = self.wish
        pairs = [("which", str(wish.which)), ("paper", wish.paper), ("sort", str(wish.sort))]
        pairs += [("delegation", wish.delegation)] * bool(wish.delegation)
        pairs += [("separators", "yes")] * wish.has_separators + [("test", "yes")] * wish.is_test
        pairs += [("codes", code) for code in wish.codes]
        return pairs + list(wish.narrow.items())


def asked_of(event: Event, args: MultiDict[str, str], papers: list[str], last: PrintRun | None = None) -> Asked:
    """What is on no list counts as not asked. `last`: the run before, whose paper and order are proposed."""
    narrow = table_filter.read_filter(args, categories_of_event(event.id))
    usual = last.paper if last and last.paper in papers else USUAL_PAPER if USUAL_PAPER in papers else "single"
    paper, sort = args.get("paper", ""), args.get("sort", last.sort if last else "")
    which = args.get("which", "")
    query = table_filter.query_of(narrow)
    query.pop("sort", None)
    return Asked(
        Wish(
            which=Which(which) if which in list(Which) else Which.NEW,
            narrow={name: str(value) for name, value in query.items()},
            delegation=args.get("delegation", "")[:12],
            codes=tuple(sorted({code[:12].upper() for code in args.getlist("codes")[:MOST_CODES]})),
            paper=paper if paper in papers else usual,
            sort=Sort(sort) if sort in list(Sort) else Sort.NAME,
            has_separators=args.get("separators") == "yes",
            is_test=args.get("test") == "yes",
        ),
        narrow,
    )


def choices_of(event: Event, asked: Asked) -> list[table_filter.Choice]:
    """The filters that this page shows, those with something to choose."""
    narrow = asked.narrow
    organisations = list(organisation_queries.choices_of_event(event.id))
    if narrow.organisation and narrow.organisation not in organisations:
        organisations.append(narrow.organisation)
    categories = [(one.code, one.name) for one in categories_of_event(event.id)]
    found = [
        table_filter.Choice("category", _("Category"), categories, narrow.category),
        table_filter.Choice("organisation", _("Organisation"), [(o, o) for o in organisations], narrow.organisation),
        table_filter.Choice("delegation", _("Delegation"), queries.delegations_of(event.id), asked.wish.delegation),
    ]
    return [one for one in found if len(one.choices) > 1 or one.chosen]


def more_words(event: Event, asked: Asked) -> list[tuple[str, str]]:
    """(filter, chosen) of what the table of registrations asked beside the filters of this page."""
    names = [column for column in table_filter.NAMES.values() if column not in SHOWN and getattr(asked.narrow, column)]
    if not names:
        return []
    facets = facet_queries.facets_of_event(event.id)
    choices = table_filter.choices_of(facets, asked.narrow, categories_of_event(event.id), {})
    return [
        (one.label, next((words for value, words in one.choices if value == one.chosen), one.chosen))
        for one in choices
        if table_filter.NAMES[one.name] in names
    ]
