"""The letters to focal points, invited people and groups whose words organisers may replace."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from conference.mail.rendering import Placeholder
from conference.mail.wordings import WordingKind
from conference.registration.placeholders import NAME, OF_EVENT
from conference.registration.wordings import EVENT, paragraphs

DELEGATION, CATEGORY = "{delegation}", "{category}"
DEADLINE = Placeholder("deadline", _l("until when one can answer or make changes"))
FOCAL = (
    Placeholder("name", _l("the name of the focal point")),
    Placeholder("delegation", _l("the organisation")),
    Placeholder("places", _l("how many people it may name")),
    Placeholder("taken", _l("how many people it has named")),
    DEADLINE,
    Placeholder("link", _l("the address of the delegation's page")),
    *OF_EVENT,
)
INVITED = (
    NAME,
    Placeholder("delegation", _l("the organisation that nominates; nothing where the organisers invite")),
    Placeholder("category", _l("how the person takes part, like “Participant”")),
    DEADLINE,
    Placeholder("link", _l("the address to accept or decline")),
    *OF_EVENT,
)
GROUP = (
    Placeholder("name", _l("the name of who registered the group")),
    Placeholder("link", _l("the address of the group's page")),
    *OF_EVENT,
)


def focal_invited_body() -> str:
    return paragraphs(
        _(
            "%(delegation)s may name people for this event, %(places)s in all. On your page you name people, replace "
            "or withdraw them, say who heads the delegation, and add your official letter.",
            delegation=DELEGATION,
            places="{places}",
        )
    )


def focal_reminded_body() -> str:
    return paragraphs(
        _(
            "%(taken)s of %(places)s places of %(delegation)s are taken.",
            taken="{taken}",
            places="{places}",
            delegation=DELEGATION,
        )
    )


def invited_body() -> str:
    return paragraphs(_("You are invited by the organisers, as “%(category)s”.", category=CATEGORY))


def nominated_body() -> str:
    words = _(
        "%(delegation)s nominates you for this event, as “%(category)s”.", delegation=DELEGATION, category=CATEGORY
    )
    return paragraphs(words)


def reminded_body() -> str:
    return paragraphs(
        _("You are invited to this event, as “%(category)s”.", category=CATEGORY)
        + " "
        + _("We have no answer from you yet.")
    )


def group_body() -> str:
    return paragraphs(_("You registered these people. Each gets a mail of their own:"))


TO_INVITED = _l("until when one can answer; the button to accept or decline; how the data came; why it came")
KINDS = (
    WordingKind(
        "delegation.invited",
        _l("To the focal point: name your people"),
        _l("until when changes are possible; the note for the focal point; the button to the page; why it came"),
        FOCAL,
        lambda: _("Name your delegation: %(event)s", event=EVENT),
        focal_invited_body,
    ),
    WordingKind(
        "delegation.reminded",
        _l("To the focal point: places are left"),
        _l("until when changes are possible; the button to the page; why it came"),
        FOCAL,
        lambda: _("Places are left in your delegation: %(event)s", event=EVENT),
        focal_reminded_body,
    ),
    WordingKind(
        "invitation.nominated",
        _l("To who is nominated"),
        TO_INVITED,
        INVITED,
        lambda: _("You are nominated: %(event)s", event=EVENT),
        nominated_body,
    ),
    WordingKind(
        "invitation.sent",
        _l("Personal invitation"),
        TO_INVITED,
        INVITED,
        lambda: _("Your invitation: %(event)s", event=EVENT),
        invited_body,
    ),
    WordingKind(
        "invitation.reminded",
        _l("Reminder to who has not answered"),
        _l("until when one can answer; the button to accept or decline; why it came"),
        INVITED,
        lambda: _("Please answer: %(event)s", event=EVENT),
        reminded_body,
    ),
    WordingKind(
        "group.registered",
        _l("To who registered a group"),
        _l("the names of the people; the button to the group's page; why it came"),
        GROUP,
        lambda: _("Your group: %(event)s", event=EVENT),
        group_body,
    ),
)
