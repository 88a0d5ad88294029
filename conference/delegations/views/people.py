"""The people of a delegation: what focal points do by their link and organisers on their own pages, the same way."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from conference.core.audit import Actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.files import NotAFile, file_answer, find_file
from conference.core.forms import ActionForm
from conference.core.i18n import language
from conference.core.images import NotAnImage
from conference.core.throttle import hit
from conference.core.uploads import uploaded_file
from conference.registration.models import Category, RegistrationState
from conference.registration.words import STATE_WORDS as REGISTRATION_WORDS

from .. import queries, rules, services
from ..forms import LetterForm, NomineeForm
from ..models import Delegation, Invitation
from ..words import LOOKS, STATE_WORDS

Answer = str | Response | tuple[str, int]
NAMED_AN_HOUR = 200  # by one delegation


@dataclass(frozen=True)
class Place:
    """Whose pages these are: who acts, and where they go back to."""

    actor: Actor
    back: str


Address = Callable[..., str]


def people_facts(
    delegation: Delegation, at: datetime, act: Address, change: Address, doubled: Collection[str]
) -> dict[str, Any]:
    """What both pages show of a delegation.

    act: the address of a button, by person and deed; change: of the page to name another in a person's place.
    doubled: addresses (as compared) that others name as well, to be told where they may be.
    """
    people = queries.people_of(delegation.id)
    counts = Counter((person.category_id, person.state) for person in people)
    parts = rules.fills(delegation, counts)
    registrations = queries.registrations_of(people)

    def note_of(person: Invitation) -> str:
        registration = registrations.get(person.registration_id or 0)
        if registration is not None and registration.state in (RegistrationState.PENDING, RegistrationState.WAITING):
            return str(REGISTRATION_WORDS[registration.state])
        return _("invited elsewhere, too") if person.is_active and person.email_key in doubled else ""

    return {
        "delegation": delegation,
        "people": people,
        "quotas": [(quota.category, parts[quota.category_id]) for quota in delegation.quotas],
        "fill": rules.fill_of(delegation, parts.values()),
        "is_open": rules.is_open(delegation, at),
        "facts": {
            "state_of": lambda person: rules.state_at(person, at),
            "state_words": STATE_WORDS,
            "looks": LOOKS,
            "note_of": note_of,
        },
        "act": act,
        "change": change,
        "letter_form": LetterForm(formdata=None),
    }


def choices_of(delegation: Delegation, replaced: Invitation | None = None) -> list[tuple[Category, str]]:
    """The categories of the quota, each with the places that are left in it."""
    taken = queries.taken_by_category(delegation.id)
    if replaced is not None and replaced.is_active:
        taken[replaced.category_id] -= 1
    found = []
    for quota in delegation.quotas:
        left = max(0, quota.places - taken.get(quota.category_id, 0))
        words = ngettext("%(num)s place left", "%(num)s places left", left)
        found.append((quota.category, f"{quota.category.name_in(language())} ({words})"))
    return found


def person_or_404(delegation: Delegation, code: str) -> Invitation:
    found = queries.find_person(delegation.id, code)
    return found if found is not None else abort(404)


def name_somebody(delegation: Delegation, place: Place, replaced: Invitation | None = None) -> Answer | NomineeForm:
    """The answer to a form that was good, or the form to be shown."""
    form = NomineeForm(choices_of(delegation, replaced))
    if request.method == "GET" and replaced is not None:
        form.begin_as(replaced)
    if form.validate_on_submit():
        hit("delegation.named", delegation.code, limit=NAMED_AN_HOUR, seconds=3600)  # each is a mail to a stranger
        try:
            if replaced is None:
                services.nominate(delegation.id, form.nominee(), actor=place.actor, at=now())
            else:
                services.replace(delegation.id, replaced.code, form.nominee(), actor=place.actor, at=now())
        except Refused as refusal:
            form.refuse(refusal, field_of(refusal, form))
        else:
            flash(_("%(name)s is named, and gets a mail.", name=form.name.data), "success")
            return redirect(place.back, 303)
    return form


def field_of(refusal: Refused, form: NomineeForm) -> str | None:
    if isinstance(refusal, rules.NamedAlready):
        return "email"
    is_choice = isinstance(refusal, rules.CategoryQuotaFull) and len(form.by_code) > 1
    return "category" if is_choice else None


def act(delegation: Delegation, person: Invitation, deed: str, place: Place) -> Response:
    """One of the buttons beside a person."""
    if not ActionForm().validate_on_submit():
        abort(400)
    name = person.name
    try:
        if deed == "withdraw":
            services.withdraw(delegation.id, person.code, actor=place.actor, at=now())
            flash(_("%(name)s is withdrawn.", name=name), "success")
        elif deed == "head":
            services.make_head(delegation.id, person.code, actor=place.actor, at=now())
            flash(_("%(name)s heads the delegation.", name=name), "success")
        else:
            services.move(delegation.id, person.code, up=deed == "up", actor=place.actor, at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
    return redirect(f"{place.back}#person-{person.code}" if deed in ("up", "down") else place.back, 303)


def save_letter(delegation: Delegation, place: Place) -> Response:
    """Take the letter that was chosen in place of the one before, or take that away."""
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        file = uploaded_file("file")
        if file is None and request.form.get("deed") != "remove":
            flash(_("Choose a file first"), "error")
            return redirect(place.back, 303)
        services.set_letter(delegation.id, file, actor=place.actor, at=now())
    except (NotAFile, NotAnImage, rules.DelegationClosed) as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The letter is saved.") if file else _("The letter is removed."), "success")
    return redirect(place.back, 303)


def letter_answer(delegation: Delegation) -> Response:
    stored = find_file(delegation.letter.name) if delegation.letter else None
    return file_answer(stored) if stored is not None else abort(404)


def facts_of_form(form: NomineeForm, replaced: Invitation | None, back: str) -> Mapping[str, Any]:
    return {"form": form, "replaced": replaced, "back": back}
