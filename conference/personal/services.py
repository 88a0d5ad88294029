"""Keeping a visitor's own agenda, and telling its person what releases change in it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import insert

from conference.core.codes import new_uuid7
from conference.core.db import db, lock, transaction
from conference.mail.erase_services import forget_messages
from conference.mail.services import Posted, post_many
from conference.planning.release_queries import told_addresses
from conference.programme.hooks import Published
from conference.registration.models import Registration
from conference.signup import queries as signup

from . import links, queries, rules
from .models import PersonalAgenda, PersonalNotice, Pick


def keep_agenda(event_id: int, codes: Collection[str], *, at: datetime) -> PersonalAgenda:
    """Keep these sessions behind a new secret address; codes that visitors do not see are left out."""
    with transaction() as session:
        agenda = _new(event_id, None, at)
        session.add(agenda)
        session.flush()
        _set(agenda, codes, at)
    return agenda


def agenda_of(registration_id: int, *, at: datetime) -> PersonalAgenda:
    """The agenda of a registration, made when it has none yet."""
    with transaction() as session:
        registration = lock(Registration, registration_id)
        agenda = queries.find_of_registration(registration.id)
        if agenda is None:
            agenda = _new(registration.event_id, registration.id, at)
            session.add(agenda)
    return agenda


def _new(event_id: int, registration_id: int | None, at: datetime) -> PersonalAgenda:
    uuid = new_uuid7()
    return PersonalAgenda(
        uuid=uuid, event_id=event_id, registration_id=registration_id, link_digest=links.digest_of(uuid, 1),
        link_version=1, created_at=at, changed_at=at,
    )  # fmt: skip


def set_picks(agenda_id: int, codes: Collection[str], *, at: datetime) -> None:
    """These and no others."""
    with transaction():
        _set(lock(PersonalAgenda, agenda_id), codes, at)


def add_picks(agenda_id: int, codes: Collection[str], *, at: datetime) -> int:
    """These too; returns how many are new. Raises TooManyPicks."""
    with transaction():
        agenda = lock(PersonalAgenda, agenda_id)
        return _add(agenda, queries.sessions_by_code(agenda.event_id, codes).values(), at)


def remove_pick(agenda_id: int, code: str, *, at: datetime) -> None:
    with transaction():
        agenda = lock(PersonalAgenda, agenda_id)
        ids = set(queries.sessions_by_code(agenda.event_id, [code]).values())
        for pick in [pick for pick in agenda.picks if pick.session_id in ids]:
            agenda.picks.remove(pick)
            agenda.changed_at = at


def _set(agenda: PersonalAgenda, codes: Collection[str], at: datetime) -> None:
    wanted = set(queries.sessions_by_code(agenda.event_id, codes).values())
    for pick in [pick for pick in agenda.picks if pick.session_id not in wanted]:
        agenda.picks.remove(pick)
        agenda.changed_at = at
    _add(agenda, wanted, at)


def _add(agenda: PersonalAgenda, session_ids: Iterable[int], at: datetime) -> int:
    known = {pick.session_id for pick in agenda.picks}
    new = sorted(set(session_ids) - known)
    if len(known) + len(new) > rules.MOST_PICKS:
        raise rules.TooManyPicks(_("An agenda of your own holds at most %(most)d sessions", most=rules.MOST_PICKS))
    agenda.picks.extend(Pick(session_id=session_id, picked_at=at) for session_id in new)
    if new:
        agenda.changed_at = at
    return len(new)


def renew_link(agenda_id: int, *, at: datetime) -> PersonalAgenda:
    """A new address; the one before, and its calendar, lead nowhere any more."""
    with transaction():
        agenda = lock(PersonalAgenda, agenda_id)
        agenda.link_version += 1
        agenda.link_digest = links.digest_of(agenda.uuid, agenda.link_version)
        agenda.changed_at = at
    return agenda


def forget_agenda(agenda_id: int) -> None:
    with transaction() as session:
        session.delete(lock(PersonalAgenda, agenda_id))


def erase(registration: Registration, _at: datetime) -> None:
    """Inside a transaction: the agenda of a person who is erased, and to whom its mails went."""
    agenda = queries.find_of_registration(registration.id)
    if agenda is not None:
        forget_messages(registration.event_id, (), [("personal.", queries.notices_of(agenda.id))])
        db.session.delete(agenda)
        db.session.flush()


def tell_visitors(published: Published) -> None:
    """In the release's transaction: one mail to each registered person with a session that changed.

    What an address is told of as a speaker's is not said to it again.
    """
    if not published.tells or not published.changes:
        return
    release, last_id = published.release, published.last.id if published.last else None
    already = told_addresses(release.id)
    session_ids = list(published.changes.by_session)
    for newcomer in queries.without_agenda(signup.registrations_with(session_ids)):
        db.session.add(_new(published.event.id, newcomer.id, published.at))
    db.session.flush()
    concerned: list[tuple[PersonalAgenda, list[int]]] = []
    for agenda, concerned_ids in queries.agendas_with(session_ids).items():
        assert agenda.registration is not None
        rest = concerned_ids - already.get(agenda.registration.email.casefold(), set())
        if rest:
            concerned.append((agenda, sorted(rest)))
    if not concerned:
        return
    rows = [
        {"release_id": release.id, "personal_agenda_id": agenda.id, "last_id": last_id, "sessions": sessions}
        for agenda, sessions in concerned
    ]
    inserted = insert(PersonalNotice).returning(PersonalNotice.id, PersonalNotice.personal_agenda_id)
    ids = {row.personal_agenda_id: row.id for row in db.session.execute(inserted, rows)}
    posts = []
    for agenda, _sessions in concerned:
        person = agenda.registration
        assert person is not None
        key = f"personal.released/{release.uuid}/{agenda.id}"
        posts.append(Posted(ids[agenda.id], person.email, person.name, person.language, key))
    post_many("personal.released", posts, event_id=published.event.id, at=published.at)
