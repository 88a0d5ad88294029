"""Inviting speakers, and what they say of themselves by their own link."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from flask_babel import gettext as _

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.images import CleanImage, store_picture
from conference.core.jobs import enqueue
from conference.core.merging import merged
from conference.core.stale import stale_edit
from conference.events.models import Event
from conference.events.services import touch_event
from conference.mail.services import post
from conference.organisations.queries import find_by_name
from conference.programme.models import Session, SessionSpeaker, Speaker, SpeakerAbsence, SpeakerAnswer

from . import links, queries, rules
from .models import SpeakerConsent
from .rules import Absence, ProfileValues, Purpose, TalkValues

BY_LINK = "self"


def invite(event_id: int, speaker_ids: Iterable[int], *, actor: audit.Actor, at: datetime) -> int:
    """Mail each speaker the link of their own page, a new one where there is none that is good; returns how many.

    Speakers without an address are left out. Raises NoAddress when that leaves nobody.
    """
    sent = 0
    with transaction():
        event = lock(Event, event_id)
        for speaker_id in speaker_ids:
            speaker = lock(Speaker, speaker_id)
            if not speaker.email:
                continue
            if not rules.is_link_alive(speaker.link_digest, speaker.link_expires_at, at):
                links.set_new_link(speaker)
            speaker.link_expires_at = rules.link_expiry(event.ends_at, at)
            speaker.invited_at = at
            post_to(speaker, "speaker.invited", at=at, key=None)
            plan_reminder(speaker, 1, at)
            audit.record("speaker.invited", speaker, actor=actor, event_id=event_id, at=at)
            sent += 1
        if not sent:
            raise rules.NoAddress(_("None of these speakers has an e-mail address. Add one first."))
    return sent


def post_to(speaker: Speaker, kind: str, *, at: datetime, key: str | None) -> None:
    post(
        kind, speaker.id, to_email=speaker.email, to_name=speaker.name, language=speaker.language,
        event_id=speaker.event_id, at=at, key=key,
    )  # fmt: skip


def plan_reminder(speaker: Speaker, number: int, at: datetime) -> None:
    """Look again in a week; a link that was replaced meanwhile has reminders of its own."""
    payload = {"speaker_id": speaker.id, "link_version": speaker.link_version, "number": number}
    key = f"speaking.remind/{speaker.id}/{speaker.link_version}/{number}"
    enqueue("speaking.remind", payload, at=at, run_at=at + rules.REMIND_AFTER, key=key)


def remind_when_due(speaker_id: int, link_version: int, number: int, *, at: datetime) -> bool:
    """The weekly look at a speaker: remind unless all is answered, the link is gone or the event has begun."""
    with transaction():
        speaker = db.session.get(Speaker, speaker_id)
        if speaker is None or speaker.link_version != link_version or not speaker.email:
            return False
        event = db.session.get_one(Event, speaker.event_id)
        state = queries.standing_of(speaker, at)
        if state.is_done or not state.has_link or at >= event.starts_at:
            return False
        speaker.reminded_at = at
        post_to(speaker, "speaker.reminded", at=at, key=f"speaker.reminded/{speaker.id}/{link_version}/{number}")
        if number < rules.MOST_REMINDERS:
            plan_reminder(speaker, number + 1, at)
        audit.record("speaker.reminded", speaker, actor=audit.SYSTEM, event_id=event.id, at=at)
    return True


def remind(event_id: int, speaker_ids: Iterable[int], *, actor: audit.Actor, at: datetime) -> int:
    """Remind those who have a link and something left to answer; returns how many."""
    sent = 0
    with transaction():
        for speaker_id in speaker_ids:
            speaker = lock(Speaker, speaker_id)
            state = queries.standing_of(speaker, at)
            if state.is_done or not state.has_link or not speaker.email or speaker.event_id != event_id:
                continue
            speaker.reminded_at = at
            post_to(speaker, "speaker.reminded", at=at, key=None)
            audit.record("speaker.reminded", speaker, actor=actor, event_id=event_id, at=at)
            sent += 1
    return sent


def make_link(speaker_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """A new link without a mail, for whoever has no address; the one before leads nowhere any more."""
    with transaction():
        speaker = lock(Speaker, speaker_id)
        event = db.session.get_one(Event, speaker.event_id)
        links.set_new_link(speaker)
        speaker.link_expires_at = rules.link_expiry(event.ends_at, at)
        audit.record("speaker.link_made", speaker, actor=actor, event_id=event.id, at=at)


def revoke_link(speaker_id: int, *, actor: audit.Actor, at: datetime) -> None:
    with transaction():
        speaker = lock(Speaker, speaker_id)
        speaker.link_digest, speaker.link_expires_at = None, None
        audit.record("speaker.link_revoked", speaker, actor=actor, event_id=speaker.event_id, at=at)


def answer_part(speaker_id: int, session_code: str, answer: SpeakerAnswer, *, at: datetime) -> None:
    """Confirm or decline a part, or take the answer back. Raises NotDrafted for a session of others."""
    with transaction():
        speaker = lock(Speaker, speaker_id)
        part = own_part(speaker, session_code)
        for link in _links(speaker.id, part.session.id):
            link.answer, link.answered_at = answer, at if answer else None
        touch_event(speaker.event_id)
        audit.record(
            f"speaker.{answer or 'answer_withdrawn'}", speaker, actor=audit.SPEAKER, event_id=speaker.event_id, at=at,
            session=session_code,
        )  # fmt: skip


def _links(speaker_id: int, session_id: int) -> list[SessionSpeaker]:
    query = db.select(SessionSpeaker).where(
        SessionSpeaker.speaker_id == speaker_id, SessionSpeaker.session_id == session_id
    )
    return list(db.session.scalars(query))


def own_part(speaker: Speaker, session_code: str) -> queries.OwnPart:
    part = queries.find_part(speaker.id, session_code)
    if part is None:
        raise rules.NotDrafted(_("This session is not one of yours any more"))
    return part


def save_profile(speaker_id: int, values: ProfileValues, *, shown: str, zone: str, at: datetime) -> None:
    """What speakers say of themselves. `shown`: the marks of what the form showed. Raises StaleEdit."""
    with transaction():
        speaker = lock(Speaker, speaker_id)
        stored = {name: getattr(speaker, name) for name in vars(values) if name != "organisation"}
        kept, conflicts = merged(shown, vars(values), {**stored, "organisation": speaker.affiliation})
        if conflicts:
            raise stale_edit(speaker, zone)
        for name in stored:
            setattr(speaker, name, kept[name])
        speaker.organisation = find_by_name(kept["organisation"])
        speaker.organisation_name = "" if speaker.organisation else kept["organisation"]
        touch_event(speaker.event_id)
        audit.record("speaker.saved", speaker, actor=audit.SPEAKER, event_id=speaker.event_id, at=at)


def set_photo(speaker_id: int, image: CleanImage | None, *, at: datetime) -> None:
    """A new photo, or none any more."""
    with transaction():
        speaker = lock(Speaker, speaker_id)
        speaker.photo = store_picture(image, at=at) if image else None
        touch_event(speaker.event_id)
        audit.record("speaker.photo_changed", speaker, actor=audit.SPEAKER, event_id=speaker.event_id, at=at)


def set_absences(speaker_id: int, absences: Iterable[Absence], *, at: datetime) -> None:
    """These are the times when the speaker cannot, in place of those said before. Raises BadAbsence."""
    absences = list(absences)
    for absence in absences:
        if refusal := rules.why_not_absence(absence):
            raise refusal
    with transaction():
        speaker = lock(Speaker, speaker_id)
        speaker.absences = [SpeakerAbsence(**vars(absence)) for absence in absences]
        audit.record("speaker.absences_changed", speaker, actor=audit.SPEAKER, event_id=speaker.event_id, at=at)


def save_talk(speaker_id: int, session_code: str, values: TalkValues, *, shown: str, zone: str, at: datetime) -> None:
    """Change title and abstract in the draft; visitors see it with the next release. Raises StaleEdit, NotDrafted."""
    with transaction():
        speaker = lock(Speaker, speaker_id)
        session = lock(Session, own_part(speaker, session_code).session.id)
        stored: Mapping[str, str] = {name: getattr(session, name) for name in vars(values)}
        kept, conflicts = merged(shown, vars(values), stored)
        if conflicts:
            raise stale_edit(session, zone)
        for name, value in kept.items():
            setattr(session, name, value)
        session.changed_at = at
        audit.record(
            "session.saved_by_speaker",
            session,
            actor=audit.SPEAKER,
            event_id=session.event_id,
            at=at,
            speaker=speaker.code,
        )


def set_consent(speaker_id: int, purpose: Purpose, text: str | None, *, at: datetime) -> None:
    """Agree to `text`, or with None take back what was agreed to before."""
    with transaction() as session:
        speaker = lock(Speaker, speaker_id)
        for consent in queries.open_consents(speaker.id, purpose):
            consent.withdrawn_at = at
        if text is not None:
            session.add(SpeakerConsent(speaker_id=speaker.id, purpose=purpose, text=text, given_at=at))
        if purpose == Purpose.PUBLISH:
            speaker.consented_at = at if text is not None else None
            speaker.consent_source = BY_LINK if text is not None else ""
        else:
            speaker.may_record, speaker.may_record_at = text is not None, at
        touch_event(speaker.event_id)
        deed = "given" if text is not None else "withdrawn"
        audit.record(
            f"speaker.consent_{deed}", speaker, actor=audit.SPEAKER, event_id=speaker.event_id, at=at, purpose=purpose
        )
