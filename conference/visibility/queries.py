"""What is shown of the funder and the partners at an event or of a project: everybody who shows it asks here."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from conference.core.db import db
from conference.core.i18n import language as language_in_force
from conference.core.images import Picture
from conference.core.pdf.marks import ProjectMark
from conference.core.templating import language_name
from conference.core.translated import in_language
from conference.events.models import Event, EventProject
from conference.organisations.hooks import Use
from conference.organisations.models import Organisation, OrganisationKind
from conference.programme.models import Session, SessionKind, SessionProject
from conference.projects.models import MAIN_LANGUAGE, Funding, Partner, PartnerRole, Project

from . import rules, wording
from .models import Derogation
from .rules import CheckedProject, FundedProject, Logo, Visibility

# who answers for the contents: the first of these roles that somebody has
ANSWERING = (PartnerRole.IMPLEMENTER, PartnerRole.LEAD, PartnerRole.IMPLEMENTING)
NO_WORK = (SessionKind.BREAK, SessionKind.NETWORKING)  # belongs to nobody


def visibility_of(event: Event, language: str | None = None, *, project: Project | None = None) -> Visibility:
    """What every page, letter and paper of the event shows; `project`: what those of one project there show.

    `language`: else the one in force.
    """
    wanted = [link.project_id for link in event.project_links]
    if project is not None:
        wanted = [ident for ident in wanted if ident == project.id]
    language = language or language_in_force()
    return rules.visibility(_facts(_projects(wanted), _hidden(wanted, [event.id]), language), language)


def visibility_of_project(project: Project, language: str | None = None) -> Visibility:
    """What the project's page across events shows."""
    language = language or language_in_force()
    facts = _facts(_projects([project.id]), _hidden([project.id], []), language)
    return rules.visibility(facts, language)


def visibility_of_list(events: Iterable[Event], language: str | None = None) -> Visibility:
    """What a page that lists events shows: the statement if one of them shows it, one disclaimer, no logos."""
    language = language or language_in_force()
    pairs = {(event.id, link.project_id) for event in events for link in event.project_links}
    wanted = [ident for _event_id, ident in pairs]
    rows = _derogations(wanted, Derogation.project_id.in_(wanted))
    hidden = {(row.event_id, row.project_id) for row in rows}
    shown = {pair[1] for pair in pairs if hidden.isdisjoint({pair, (None, pair[1])})}
    found = rules.visibility(_facts(_projects(sorted(shown)), set(), language), language)
    ours = wording.standard_disclaimer(language, ())
    return Visibility(found.statement, (ours,) if found.is_shown else (), (), ours)


def marks_of(event: Event) -> tuple[ProjectMark, ...]:
    """The marks of the event's projects, the first leading, with the files of their logos: for papers."""
    ids = [link.project_id for link in event.project_links]
    query = select(Project).where(Project.id.in_(ids)).options(joinedload(Project.logo).undefer(Picture.data))
    rows = {row.id: row for row in db.session.scalars(query.execution_options(populate_existing=True))}
    return tuple(_mark(rows[ident]) for ident in ids)


def _mark(project: Project) -> ProjectMark:
    logo = project.logo
    if logo is None:
        return ProjectMark(project.code, project.colour)
    return ProjectMark(project.code, project.colour, logo.data, (logo.width, logo.height))


def find_picture(name: str) -> Picture | None:
    return db.session.scalars(select(Picture).where(Picture.name == name).options(undefer(Picture.data))).one_or_none()


def checked(event: Event) -> rules.Event:
    """The event as the check for what is missing sees it: its projects, and the sessions of the draft."""
    ids = [link.project_id for link in event.project_links]
    projects = _projects(ids)
    facts = _facts(projects, _hidden(ids, [event.id]), language_in_force())
    return rules.Event(
        languages=tuple((code, language_name(code)) for code in event.languages),
        projects=tuple(_checked(project, shown) for project, shown in zip(projects, facts, strict=True)),
        loose_sessions=loose_sessions(event.id),
    )


def checked_project(project: Project) -> CheckedProject:
    """The same of one project, as its own page shows it."""
    [row] = _projects([project.id])
    [shown] = _facts([row], _hidden([project.id], []), language_in_force())
    return _checked(row, shown)


def _checked(project: Project, shown: FundedProject) -> CheckedProject:
    return CheckedProject(
        shown=shown,
        colour=project.colour,
        contract_number=project.contract_number,
        has_funder=any(partner.role == PartnerRole.FUNDER for partner in project.partners),
        logo=(project.logo.width, project.logo.height) if project.logo else None,
    )


def loose_sessions(event_id: int) -> tuple[tuple[str, str], ...]:
    """(code, title) of the sessions that should belong to a project and do not."""
    query = (
        select(Session.code, Session.title)
        .outerjoin(SessionProject, SessionProject.session_id == Session.id)
        .where(Session.event_id == event_id, Session.cancelled_at.is_(None), Session.kind.not_in(NO_WORK))
        .where(SessionProject.id.is_(None))
        .order_by(Session.title, Session.id)
    )
    return tuple((row.code, row.title) for row in db.session.execute(query))


def derogations_of_event(event: Event) -> list[Derogation]:
    """Those of its projects that hold or held here: in force first, then the newest."""
    ids = [link.project_id for link in event.project_links]
    here = or_(Derogation.event_id == event.id, and_(Derogation.event_id.is_(None), Derogation.project_id.in_(ids)))
    query = select(Derogation).where(here).options(joinedload(Derogation.project))
    rows = db.session.scalars(query.order_by(Derogation.recorded_at.desc(), Derogation.id.desc()))
    return sorted(rows, key=lambda row: not row.is_in_force)


def derogations_of_project(project_id: int) -> list[Derogation]:
    """All that hold or held for it, at its events and everywhere: in force first, then the newest."""
    query = select(Derogation).where(Derogation.project_id == project_id).options(joinedload(Derogation.event))
    rows = db.session.scalars(query.order_by(Derogation.recorded_at.desc(), Derogation.id.desc()))
    return sorted(rows, key=lambda row: not row.is_in_force)


def uses_of_project(project_id: int) -> list[Use]:
    """Its derogations, in force or ended: they are evidence, which a deleted project would take along."""
    rows = db.session.scalars(select(Derogation).where(Derogation.project_id == project_id).order_by(Derogation.id))
    return [Use(_l("Derogation"), row.decided_on.isoformat()) for row in rows]


def find_derogation_of_event(event: Event, code: str) -> Derogation | None:
    return next((row for row in derogations_of_event(event) if row.code == code), None)


def is_derogated(project_id: int, event_id: int | None) -> bool:
    """Whether one is in force for exactly that place; None: everywhere."""
    place = Derogation.event_id.is_(None) if event_id is None else Derogation.event_id == event_id
    return bool(_derogations([project_id], place))


def is_hidden(project: Project, event: Event | None) -> bool:
    """Whether the project's funder is left out at the event, or, without an event, on the project's own page."""
    return bool(_hidden([project.id], [event.id] if event else []))


def events_of_project(project_id: int) -> list[int]:
    """The numbers of all events that the project runs, drafts too."""
    return list(db.session.scalars(select(EventProject.event_id).where(EventProject.project_id == project_id)))


def _projects(ids: Sequence[int]) -> list[Project]:
    """The projects in that order, with what is shown of them."""
    if not ids:
        return []
    query = (
        select(Project)
        .where(Project.id.in_(ids))
        .options(
            joinedload(Project.logo),
            selectinload(Project.partners).joinedload(Partner.organisation).joinedload(Organisation.logo),
        )
    )
    rows = {row.id: row for row in db.session.scalars(query)}
    return [rows[ident] for ident in ids]


def _hidden(project_ids: Sequence[int], event_ids: Sequence[int]) -> set[int]:
    """Which of the projects have a derogation in force everywhere or at one of the events."""
    place = or_(Derogation.event_id.is_(None), Derogation.event_id.in_(event_ids))
    return {row.project_id for row in _derogations(project_ids, place)}


def _derogations(project_ids: Sequence[int], place: ColumnElement[bool]) -> list[Derogation]:
    if not project_ids:
        return []
    query = select(Derogation).where(Derogation.project_id.in_(project_ids), Derogation.ended_at.is_(None), place)
    return list(db.session.scalars(query))


def _facts(projects: Sequence[Project], hidden: set[int], language: str) -> list[FundedProject]:
    return [_fact(project, project.id in hidden, language) for project in projects]


def _fact(project: Project, is_hidden: bool, language: str) -> FundedProject:  # noqa: FBT001 - one caller, above
    funders = _in_role(project, PartnerRole.FUNDER)
    partners = [row for role in PartnerRole for row in _in_role(project, role)]
    logos = [_logo(project.code, project.logo)]
    # the Union is shown by its emblem and by nothing else
    logos += [_logo(row.name, row.logo) for row in partners if row.kind != OrganisationKind.EU_INSTITUTION]
    return FundedProject(
        code=project.code,
        is_eu_funded=not funders or any(row.kind == OrganisationKind.EU_INSTITUTION for row in funders),
        is_co_funded=project.funding == Funding.CO_FUNDED,
        is_hidden=is_hidden,
        disclaimer=project.disclaimer,
        translations=project.translations or {},
        implementers=tuple(_called(row, language) for row in _answering(project)),
        logos=tuple(logo for logo in logos if logo),
    )


def _answering(project: Project) -> list[Organisation]:
    return next(filter(None, (_in_role(project, role) for role in ANSWERING)), [])


def _in_role(project: Project, role: PartnerRole) -> list[Organisation]:
    return [partner.organisation for partner in project.partners if partner.role == role]


def _called(organisation: Organisation, language: str) -> str:
    """The name that a sentence can bear: the short one where there is one."""
    short = in_language(organisation, "short_name", language, MAIN_LANGUAGE)
    return short.text or in_language(organisation, "name", language, MAIN_LANGUAGE).text


def _logo(name: str, picture: Picture | None) -> Logo | None:
    return Logo(name, picture.name, picture.width, picture.height) if picture else None
