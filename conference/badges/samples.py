"""Invented people for previews: the names that break badges. Pure."""

from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l

from .cards import BadgeCard

SAMPLE_CODE = "T0000SAMPLE0000SAMPLE0000SAMP"
USUAL = "usual"
LONG_ORGANISATION = (
    "State Border Guard Service of the National Security Committee, Department of International Cooperation"
)

SAMPLES: dict[str, tuple[Any, dict[str, str]]] = {
    USUAL: (_l("A usual name"), {
        "name": "Gulnara Abdullayeva", "national_name": "Гүлнара Абдуллаева", "national_lang": "ky",
        "position": "Head of International Cooperation", "organisation": "State Border Service",
    }),
    "long": (_l("The longest name"), {
        "name": "Maria Anna Sophia Cäcilia Kalogeropoulou Wolfeschlegelsteinhausenbergerdorff von Hohenlohe",
        "honorific": "H.E. Prof. Dr", "position": "Deputy Director-General for Migration, Asylum and Visa Policy",
        "organisation": LONG_ORGANISATION,
    }),
    "arabic": (_l("A second line in Arabic letters"), {
        "name": "Nargis Ahmadi", "national_name": "نرگس احمدی", "national_lang": "fa", "honorific": "Dr",
        "position": "Adviser", "organisation": "International Centre for Migration Policy Development (ICMPD)",
    }),
    "cyrillic": (_l("A long second line in Cyrillic letters"), {
        "name": "Oʻgʻiloy Shuhratbekovna Yoʻldosheva-Tursunxoʻjayeva",
        "national_name": "Ўғилой Шуҳратбековна Йўлдошева-Турсунхўжаева", "national_lang": "uz-Cyrl",
        "position": "Senior Specialist", "organisation": "Ministry of Foreign Affairs",
    }),
    "bare": (_l("Nothing but a name"), {"name": "Suharto"}),
    "short": (_l("One letter"), {"name": "O", "organisation": "UN"}),
}  # fmt: skip


def sample_card(base: BadgeCard, who: str, country: str) -> BadgeCard:
    """The card of an invented person; `base`: event and category. All fields that nobody has yet hold something."""
    facts = SAMPLES[who][1]
    own = base.own_agenda or base.agenda[:6]
    shared = replace(
        base, delegation="Delegation", pickup="B3", number="ABC123", code=SAMPLE_CODE, country=country, own_agenda=own
    )
    return replace(shared, **facts)  # type: ignore[arg-type]  # texts all of them
