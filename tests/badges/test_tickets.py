"""The ticket as a paper, drawn by a design like everything else that is printed."""

from dataclasses import replace

import pytest
from flask import Flask
from flask_babel import force_locale

from conference.badges.engine import Layout, Layouts
from conference.badges.gallery import GALLERY
from conference.badges.rendering import render_badges
from conference.badges.tickets import draw_ticket
from conference.core.codes import in_groups
from conference.events.models import Event
from conference.registration.links import ticket_code_of
from conference.registration.models import Registration
from tests.badges.cards import make_card
from tests.badges.designs import DESIGNS, copied, submit
from tests.browser import Browser
from tests.factories import make_category, make_event, make_member, make_project, store_registration
from tests.pdfs import codes, elements, fonts, has_tags, language, letter_boxes, pages, sizes_mm, texts, title

CARD = make_card(
    name="Oʻgʻiloy Toʻxtasinova",
    national_name="Ўғилой Тўхтасинова",
    national_lang="uz-Cyrl",
    organisation="Ministry of Internal Affairs",
    when="Wednesday, 20 November 2024, 09:00 – 17:30 (Brussels time)",
    where="International Partnerships InfoPoint, Rue de la Loi 43, 1000 Brussels, Belgium",
    contact="office@example.org",
    disclaimers=("The contents are the sole responsibility of the organisers.",),
)
LONGEST = replace(
    CARD, name="Wolfeschlegelsteinhausenbergerdorff " * 5, organisation="Ministry of Everything " * 13,
    event_title="A very long title of an event " * 10, where=f"{'x' * 200}, {'y' * 300}",
)  # fmt: skip


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="border", venue="InfoPoint", address="Rue de la Loi 43", contact_email="office@example.org")
    make_project("BOMCA", event)
    client.sign_in(make_member(event))
    return event


@pytest.fixture
def person(event: Event) -> Registration:
    category = make_category(event, "guest", name="Guest")
    return store_registration(event, category, name="Nargis Ahmadi", national_name="نرگس احمدی", organisation="ICMPD")


def drawn(app: Flask, person: Registration, lang: str = "en") -> bytes:
    ticket = person.valid_ticket
    assert ticket is not None
    with app.test_request_context("/"), force_locale(lang):
        return draw_ticket(person, ticket)


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ("Ticket", "When: ", "Where: ")), ("ru", ("Билет", "Когда: ", "Где: "))]
)
def test_a_ticket_says_all_in_the_language_of_its_reader(
    app: Flask, person: Registration, lang: str, words: tuple[str, ...]
):
    pdf = drawn(app, person, lang)

    [said] = texts(pdf)
    event, ticket = person.event, person.valid_ticket
    assert ticket is not None
    assert sizes_mm(pdf) == [(210, 297)]
    assert (title(pdf), language(pdf), has_tags(pdf)) == (f"{words[0]}: {event.title}", lang, True)
    own = (event.title, "InfoPoint, Rue de la Loi 43", "office@example.org", "Nargis Ahmadi", "ICMPD", "Guest", "BOMCA")
    for text in (*own, *words, in_groups(ticket_code_of(ticket))):
        assert text in said
    assert [codes(page, 150) for page in pages(pdf)] == [[ticket_code_of(ticket)]]


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_its_code_is_decoded(dpi: int):
    pdf = render_badges([CARD], Layouts(Layout(GALLERY["ticket"].design())))

    assert [codes(page, dpi) for page in pages(pdf)] == [[CARD.code]]
    assert all(name.replace("-", "").startswith("NotoSans") for name, _is_embedded in fonts(pdf))
    assert any(f"QR {in_groups(CARD.code)}" in words for _role, *said in elements(pages(pdf)[0]) for words in said)


@pytest.mark.parametrize("card", [CARD, LONGEST], ids=["usual", "longest"])
def test_nothing_sticks_out_of_the_page(card):
    for page in pages(render_badges([card], Layouts(Layout(GALLERY["ticket"].design())))):
        for char, left, bottom, right, top in letter_boxes(page):
            assert 17 <= left < right <= 193.5, char
            assert 10 <= bottom < top <= 280, char


def test_a_ticket_of_ones_own_is_printed_once_it_is_chosen(
    client: Browser, app: Flask, event: Event, person: Registration
):
    ready = GALLERY["ticket"].design()
    row = copied(event, "ticket", height=ready.height + 13)

    submit(client, DESIGNS, {"ticket": row.code})

    assert sizes_mm(drawn(app, person)) == [(210, 310)]
