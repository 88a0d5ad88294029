"""Badges with every name that ever broke a badge."""

import io
import random
from typing import Any

from PIL import Image

from conference.badges.cards import AgendaLine, BadgeCard
from conference.core.codes import ALPHABET
from conference.core.pdf.marks import ProjectMark

COLOURS = {"Participant": "#1f5f8b", "Speaker": "#8a1f5c", "Press": "#e8b200", "Organiser": "#1d6b45"}
BOMCA, PROTECT = ProjectMark("BOMCA", "#0b5f8a"), ProjectMark("PROTECT", "#b4472b")


AGENDA = (
    AgendaLine("", "Wednesday, 20 November 2024"),
    AgendaLine("09:30", "Opening remarks by the European Commission and the implementing partners", "Main hall"),
    AgendaLine("11:30", "Coffee break", "Foyer"),
    AgendaLine("12:00", "State and civil society: who helps migrants on their way home?", "Room 2"),
)


def _png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (120, 40), "#204060").save(file, "PNG")
    return file.getvalue()


PNG = _png()


def make_card(**facts: Any) -> BadgeCard:
    drawn = random.Random(repr(sorted(facts.items())))
    facts.setdefault("category_word", "Participant")
    return BadgeCard(**{
        "name": "Anna Kovács",
        "code": "T" + "".join(drawn.choice(ALPHABET) for _place in range(28)),
        "category_colour": COLOURS.get(facts["category_word"], "#1f5f8b"),
        "event_title": "Migration and Border Cooperation in Central Asia – State and Civil Society Approach",
        "event_dates": "20 November 2024",
        "place": "InfoPoint, Brussels",
        "lang": "en",
        "projects": (BOMCA, PROTECT),
        "funding_statement": "Funded by the European Union",
        **facts,
    })  # fmt: skip


CARDS = [
    make_card(
        name="Gulnara Abdullayeva",
        national_name="Гүлнара Абдуллаева",
        national_lang="kk",
        position="Head of International Cooperation",
        organisation="State Border Guard Service of the National Security Committee",
        country="Kazakhstan",
    ),
    make_card(name="Oʻgʻiloy Toʻxtasinova", national_name="Ўғилой Тўхтасинова", national_lang="uz-Cyrl",
              organisation="Ministry of Internal Affairs", category_word="Speaker"),
    make_card(name="Nargis Ahmadi", national_name="نرگس احمدی", national_lang="fa", honorific="Dr",
              organisation="International Centre for Migration Policy Development (ICMPD)", country="Afghanistan"),
    make_card(name="Khairullah", national_name="خیرالله څېړنپوه", national_lang="ps"),
    make_card(name="Ayesha", national_name="ڈاکٹر عائشہ ہے", national_lang="ur", category_word="Press"),
    make_card(name="Нигора Ҳошимӣ", organisation="Хадамоти муҳоҷират", country="Тоҷикистон", lang="tg"),
    make_card(name="Жылдыз Өмүрбекова", lang="ky"),
    make_card(name="Annaguly Öwezow-Ýagşymyradow", position="Baş hünärmen", country="Türkmenistan"),
    make_card(name="Ķērsti Bērziņa-Ščerbakovska", organisation="Latvijas Republikas Valsts robežsardze"),
    make_card(name="Žilvinas Šešelgis-Ąžuolaitis", organisation="Valstybės sienos apsaugos tarnyba"),
    make_card(name="Hosszúhegyi-Kőműves Ödönné Őry Etelka", organisation="Belügyminisztérium"),
    make_card(name="Łukasz Brzęczyszczykiewicz", organisation="Straż Graniczna Rzeczypospolitej Polskiej"),
    make_card(name="Nguyễn Thị Ánh Nguyệt"),
    make_card(name="Nino Javakhishvili", national_name="ნინო ჯავახიშვილი", national_lang="ka", country="Georgia"),
    make_card(name="Արմեն Պետրոսյան", organisation="Սահմանապահ զորքեր (ICMPD)", country="Հայաստան", lang="hy"),
    make_card(name="O"),
    make_card(name="Suharto", category_word="Organiser"),
    make_card(name="Maria Anna Sophia Cäcilia Kalogeropoulou Wolfeschlegelsteinhausenbergerdorff von Hohenlohe"),
    make_card(name="Pablo Diego José Francisco de Paula Juan Nepomuceno María de los Remedios Cipriano de la Santísima "
              "Trinidad Ruiz y Picasso, Marqués de los Nombres, Conde de las Palabras Interminables"),
    make_card(name="A" * 60),
    make_card(name="Rosa", organisation="Central Directorate for Immigration and Border Police of the Italian Republic "
              "Department of Public Security, Ministry of the Interior, Via Tuscolana, Roma, and in Bari"),
    make_card(name="Zahir", national_name="محمد ظاهر (ICMPD 2024)", national_lang="fa"),
]  # fmt: skip
