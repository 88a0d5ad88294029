from types import SimpleNamespace

import pytest

from conference.core.translated import Words

BOMCA = SimpleNamespace(code="BOMCA", title="Border Management", colour="#0b5f8a", component_word="component")
PROTECT = SimpleNamespace(code="PROTECT", title="Protection", colour="#ffcc00", component_word="objective")


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_status_unknown_state_still_has_word_and_shape(draw):
    tree = draw('{% from "components/status.html" import status %}{{ status("nonsense", "Odd") }}')

    assert words(tree) == "Odd"
    assert tree.find(".//svg/path").get("d")


@pytest.mark.parametrize("state", ["confirmed", "pending", "waiting", "cancelled", "declined"])
def test_status_each_state_has_a_shape_of_its_own(draw, state):
    show = '{% from "components/status.html" import status %}{{ status(state, "x") }}'
    shape = draw(show, state=state).find(".//path").get("d")
    others = {draw(show, state=other).find(".//path").get("d") for other in ("draft", "info")}

    assert shape not in others


@pytest.mark.parametrize(("project", "ground"), [(BOMCA, "dark"), (PROTECT, "light")])
def test_project_mark_words_are_chosen_by_contrast(draw, project, ground):
    tree = draw(
        '{% from "components/project_mark.html" import project_mark %}{{ project_mark(p, href="/x") }}', p=project
    )

    mark = tree.find(".//a")
    assert mark.get("class") == f"project-mark project-mark--on-{ground}"
    assert mark.find(".//rect").get("fill") == project.colour
    assert mark.get("style") is None
    assert words(mark) == project.code


def test_project_rail_shares_its_height_between_the_projects(draw):
    tree = draw(
        '{% from "components/project_rail.html" import project_rail %}{{ project_rail(all) }}', all=[BOMCA, PROTECT]
    )

    assert [(r.get("y"), r.get("height"), r.get("fill")) for r in tree.iter("rect")] == [
        ("0.0%", "50.0%", "#0b5f8a"),
        ("50.0%", "50.0%", "#ffcc00"),
    ]


def test_emblem_never_comes_without_its_statement(draw):
    show = '{% from "components/emblem.html" import emblem %}{{ emblem(statement) }}'
    block = draw(show, statement=Words("Финансируется Европейским союзом", "ru")).find("p")

    assert [element.tag for element in block] == ["svg", "span"]
    assert block.find("span").get("lang") == "ru"
    assert words(block) == "Финансируется Европейским союзом"
    assert len(draw(show, statement=Words("", "ru"))) == 0


def test_session_card_says_when_who_and_for_whom(draw):
    tree = draw(
        '{% from "components/session_card.html" import session_card %}'
        '{{ session_card("Opening", "09:00", "09:30", at="2024-11-20T09:00:00+01:00", href="/s", room="Hall",'
        ' speakers=[("Māra", "Moderator", "/m")], projects=[(p, "/p", 4)], level=2) }}',
        p=BOMCA,
    )

    assert tree.find(".//time").get("datetime") == "2024-11-20T09:00:00+01:00"
    assert words(tree.find(".//h2")) == "Opening"
    assert [a.get("href") for a in tree.iter("a")] == ["/s", "/m", "/p"]
    assert "until 09:30" in words(tree)
    assert "Component 4" in words(tree)


def test_table_sorted_column_says_so_and_turns_round(draw):
    tree = draw(
        '{% from "components/table.html" import table, cell %}{% macro url(sort) %}?sort={{ sort }}{% endmacro %}'
        '{% call table("People", columns, sort="name", url=url) %}<tr>{{ cell(columns[0], "Ada", head=true) }}'
        '{{ cell(columns[1], "now") }}{{ cell(columns[2], "") }}</tr>{% endcall %}',
        columns=[{"label": "Name", "key": "name"}, {"label": "When", "key": "at"}, {"label": "Do", "kind": "actions"}],
    )

    heads = tree.findall(".//thead//th")
    assert [head.get("aria-sort") for head in heads] == ["ascending", None, None]
    assert [head.find("a").get("href") for head in heads[:2]] == ["?sort=-name", "?sort=at"]
    assert tree.find(".//tbody//th").get("scope") == "row"
    assert tree.find(".//tbody//td").get("data-label") == "When"


def test_button_form_carries_the_token_and_names_its_row(draw):
    tree = draw(
        '{% from "components/button_form.html" import button_form %}'
        '{{ button_form("Approve", "/approve", hidden={"key": "k"}, context="Ada") }}'
    )

    assert {i.get("name"): i.get("value") for i in tree.iter("input")} == {"csrf_token": "a-token", "key": "k"}
    assert tree.find(".//button").get("aria-label") == "Approve: Ada"
    assert tree.find("form").get("method") == "post"


def test_error_summary_links_each_error_to_its_field(draw):
    form = SimpleNamespace(errors={"a": ["Enter a"]}, form_errors=["Full"], error_list=[("", "Full"), ("a", "Enter a")])

    tree = draw('{% from "components/error_summary.html" import error_summary %}{{ error_summary(form) }}', form=form)

    assert [words(item) for item in tree.iter("li")] == ["Full", "Enter a"]
    assert [link.get("href") for link in tree.iter("a")] == ["#a"]
    assert tree.find("div").get("role") == "alert"


def test_error_summary_is_silent_when_nothing_is_wrong(draw):
    form = SimpleNamespace(errors={}, form_errors=[], error_list=[])

    tree = draw('{% from "components/error_summary.html" import error_summary %}{{ error_summary(form) }}', form=form)

    assert len(tree) == 0


@pytest.mark.parametrize(
    ("name", "expected"), [("Māra Kļaviņa", "MK"), ("Nigora", "N"), ("Ada Mary Byron", "AB"), (" ", "")]
)
def test_initials_come_from_first_and_last_word(draw, name, expected):
    tree = draw('{% from "components/person.html" import initials %}<p>{{ initials(name) }}</p>', name=name)

    assert words(tree) == expected


def test_person_second_name_carries_its_language_and_direction(draw):
    tree = draw(
        '{% from "components/person.html" import person %}{{ person("Zarmina", second_name=name, second_lang="fa") }}',
        name="زرمینه",
    )

    second = tree.find(".//bdi")
    assert (second.get("lang"), second.get("dir"), words(second)) == ("fa", "auto", "زرمینه")


def test_pagination_single_page_has_no_links(draw):
    tree = draw('{% from "components/pagination.html" import pagination %}{{ pagination(1, 1, none, total=3) }}')

    assert tree.find(".//a") is None
    assert words(tree) == "3 entries"


def test_qr_figure_says_its_code_in_groups_of_four(draw):
    tree = draw('{% from "components/qr_figure.html" import qr_figure %}{{ qr_figure("", "ABCDEFGHJ", "Show this") }}')

    assert words(tree) == "Show this ABCD EFGH J"
