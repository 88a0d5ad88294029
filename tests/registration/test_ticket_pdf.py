"""The ticket as a paper."""

import io
from dataclasses import replace

import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from conference.core.codes import in_groups
from conference.core.pdf.marks import ProjectMark
from conference.core.translated import Words
from conference.registration.ticket_pdf import TicketPaper, TicketWords, mark_style, ticket_html, ticket_pdf
from tests.pdfs import MM, codes, elements, fonts, has_tags, language, letter_boxes, pages, sizes_mm, texts, title

EN = TicketWords(
    "Ticket",
    "When",
    "Where",
    "Name",
    "Organisation",
    "Taking part as",
    "Show this code at the entrance.",
    "What to bring",
    "Questions",
)
RU = TicketWords(
    "Билет",
    "Когда",
    "Где",
    "Имя",
    "Организация",
    "Категория",
    "Покажите этот код на входе.",
    "Что взять с собой",
    "Вопросы",
)
PAPER = TicketPaper(
    event_title="Migration and Border Cooperation in Central Asia",
    when=("Wednesday, 20 November 2024", "09:00–17:30 (Europe/Brussels)"),
    where=("International Partnerships InfoPoint", "Rue de la Loi 43, 1000 Brussels"),
    name="Oʻgʻiloy Toʻxtasinova",
    category_word="Participant",
    category_colour="#1f5f8b",
    code="T0123456789ABCDEFGHJKMNPQRSTV",
    words=EN,
    lang="en",
    national_name="Ўғилой Тўхтасинова",
    national_lang="uz-Cyrl",
    organisation="Ministry of Internal Affairs",
    bring=("This ticket", "An identity card or passport"),
    contact="office@example.org",
    projects=(ProjectMark("BOMCA", "#0b5f8a"), ProjectMark("PROTECT", "#b4472b")),
    funding_statement="Funded by the European Union",
)
RUSSIAN = replace(
    PAPER, words=RU, lang="ru", event_title="Миграция и границы", category_word="Участник",
    funding_statement="Финансируется Европейским союзом",
)  # fmt: skip
LONGEST = replace(
    PAPER, name="Wolfeschlegelsteinhausenbergerdorff " * 5, organisation="Ministry of Everything " * 13,
    event_title="A very long title of an event " * 10, where=("x" * 200, "y" * 300),
)  # fmt: skip


@pytest.mark.parametrize("paper", [PAPER, RUSSIAN], ids=["en", "ru"])
def test_a_ticket_says_all_in_its_language_on_one_page(paper):
    pdf = ticket_pdf(paper)

    assert sizes_mm(pdf) == [(210.0, 297.0)]
    assert (title(pdf), language(pdf), has_tags(pdf)) == (
        f"{paper.words.ticket}: {paper.event_title}", paper.lang, True,
    )  # fmt: skip
    said = texts(pdf)[0]
    for text in (
        paper.event_title, *paper.when, *paper.where, paper.name, paper.national_name, paper.organisation,
        paper.category_word, *paper.bring, paper.contact, "BOMCA", "PROTECT", paper.funding_statement,
        paper.words.when, paper.words.where, paper.words.show,
        paper.words.organisation, paper.words.category, paper.words.bring, in_groups(paper.code),
    ):  # fmt: skip
        assert text in said


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_its_code_is_decoded(dpi):
    assert [codes(page, dpi) for page in pages(ticket_pdf(PAPER))] == [[PAPER.code]]


def test_its_pictures_have_words_and_its_fonts_are_ours():
    pdf = ticket_pdf(PAPER)

    assert ("Figure", "", f"QR {in_groups(PAPER.code)}") in elements(pages(pdf)[0])
    assert {name for name, _is_embedded in fonts(pdf)} == {"Noto-Sans", "Noto-Sans-Bold"}


@pytest.mark.parametrize("paper", [PAPER, LONGEST], ids=["usual", "longest"])
def test_nothing_sticks_out_of_the_page(paper):
    for page in pages(ticket_pdf(paper)):
        for char, left, bottom, right, top in letter_boxes(page):
            assert 17 <= left < right <= 193.5, char
            assert 10 <= bottom < top <= 287, char


def test_a_second_line_in_arabic_letters_runs_from_right_to_left():
    html, _assets = ticket_html(replace(PAPER, national_name="نرگس احمدی", national_lang="fa"))

    assert '<p class="national" lang="fa" dir="auto">نرگس احمدی</p>' in html


@pytest.mark.parametrize("size", [(1200, 40), (40, 1200), (600, 400), (500, 500), (12, 12)])
def test_no_logo_is_printed_larger_than_the_emblem(size):
    file = io.BytesIO()
    Image.new("RGB", size, "#204060").save(file, "PNG")
    code = "W" * 20
    marks = (ProjectMark("LOGO", "#000000", file.getvalue(), size), ProjectMark(code, "#204060"))
    [page] = pages(ticket_pdf(replace(PAPER, projects=marks, disclaimers=(Words("Only we answer.", "en"),))))
    boxes = [thing.get_bounds() for thing in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=5)]
    mm = [((right - left) / MM, (top - bottom) / MM) for left, bottom, right, top in boxes]
    qr, logo = sorted(mm, key=lambda box: box[0] != box[1] or box[0] < 60)

    assert qr[0] == pytest.approx(66, abs=0.1)
    assert logo[1] <= 12.01
    assert logo[0] * logo[1] <= 12.01 * 18.01
    assert logo[0] / logo[1] == pytest.approx(size[0] / size[1], rel=0.03)
    tab = mark_style(marks[1])
    assert tab.width * tab.height <= 12 * 18
    assert "Only we answer." in texts(ticket_pdf(replace(PAPER, disclaimers=(Words("Only we answer.", "en"),))))[0]


def test_without_a_statement_there_is_no_emblem():
    html, assets = ticket_html(replace(PAPER, funding_statement=""))

    assert "emblem" not in assets
    assert "asset:eu-emblem" not in html


def test_markup_and_unprintable_letters_are_text():
    html, _assets = ticket_html(replace(PAPER, name="<b>中村</b> 😀", national_name=""))

    assert "<b>" not in html
    assert "中" not in html
    assert "😀" not in html
