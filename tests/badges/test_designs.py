"""Designs are read strictly, and written as they were read."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.badges.design import BadDesign, as_json, read_design, schema
from conference.badges.design.describing import described
from conference.badges.design.hints import hints
from conference.badges.design.model import ELEMENTS, KINDS
from conference.badges.design.words import FIELD_WORDS, KIND_WORDS
from conference.badges.gallery import GALLERY

BOX = {"x": 5, "y": 5, "w": 40, "h": 30}


def design(*front: Any, **facts: Any) -> dict[str, Any]:
    return {"format": "conference-badge", "version": 1, "name": "Test", "width": 100, "height": 80,
            "front": list(front), **facts}  # fmt: skip


def words(**facts: Any) -> dict[str, Any]:
    return {"kind": "text", "id": "t", **BOX, "texts": [{"text": "{name}", **facts}]}


@pytest.mark.parametrize("name", GALLERY)
def test_ready_designs_survive_being_written_and_read(name):
    made = GALLERY[name].design()

    assert read_design(json.loads(json.dumps(as_json(made)))) == made
    assert made.kind in KINDS
    assert made.name


@pytest.mark.parametrize(
    ("data", "field", "says"),
    [
        (None, "format", "not a design"),
        ({"format": "conference-badge", "version": 9}, "version", "newer version"),
        (design(width=0), "width", "from 10 to 450"),
        (design(width=float("nan")), "width", "from 10 to 450"),
        (design(width=True), "width", "from 10 to 450"),
        (design(name=" "), "name", "write something"),
        (design(name="x" * 81), "name", "at most 80"),
        (design(name="a\u202eb"), "name", "one line"),
        (design(script="alert(1)"), "script", "Nobody knows the field"),
        (design({"kind": "script", "id": "s", **BOX}), "kind", "no such kind"),
        (design({"kind": "shape", "id": "s", **BOX, "fill": "url(http://x/)"}), "fill", "a colour like"),
        (design({"kind": "shape", "id": "s", **BOX, "fill": "red;}"}), "fill", "a colour like"),
        (design({"kind": "shape", "id": "s", **BOX, "w": 99}), "w", "sticks out"),
        (design({"kind": "shape", "id": "S!", **BOX}), "id", "a name of its own"),
        (design({"kind": "shape", "id": "s", **BOX}, {"kind": "shape", "id": "s", **BOX}), "id", "a name of its own"),
        (design({"kind": "code", "id": "c", **BOX, "w": 10}), "w", "smaller than 18 mm"),
        (design({"kind": "marks", "id": "m", **BOX}), "front", "never stand without the emblem"),
        (design({"kind": "funding", "id": "f", **BOX, "emblem": 20}), "emblem", "too high"),
        (design({"kind": "funding", "id": "f", **BOX, "w": 20, "h": 6, "emblem": 5}), "w", "at least 30 mm wide"),
        (design({"kind": "text", "id": "t", **BOX, "texts": []}), "texts", "has no text"),
        (design({"kind": "text", "id": "t", **BOX, "turn": 45}), "turn", "choose one"),
        (design({"kind": "text", "id": "t", "y": 0, "w": 9, "h": 9}), "x", "is missing"),
        (design({"kind": "text", "id": "t", **BOX, "categories": ["a b"]}), "categories", "short codes"),
        (design(words(text="{passport}")), "text", "no field {passport}"),
        (design(words(largest=5, smallest=9)), "smallest", "larger than the largest"),
        (design(words(lines=1.5)), "lines", "whole number"),
        (design(words(largest="9")), "largest", "from 4 to 400"),
        (design(*({"kind": "shape", "id": f"s{n}", **BOX} for n in range(41))), "front", "at most 40"),
        (design("text"), "kind", "no such kind"),
        (design(folds=[{"axis": "x", "at": 100}]), "folds", "outside the page"),
    ],
)
def test_what_is_no_design_is_refused_in_words(data, field, says):
    with pytest.raises(BadDesign) as refusal:
        read_design(data)

    problem = refusal.value.problems[0]
    assert problem.field == field
    assert says in problem.words
    assert str(refusal.value) == problem.words


def test_all_problems_are_told_at_once():
    with pytest.raises(BadDesign) as refusal:
        read_design(design(words(lines=0), {"kind": "shape", "id": "s", **BOX, "w": -1}, bleed=9))

    assert {(problem.element, problem.field) for problem in refusal.value.problems} == {
        ("", "bleed"), ("t", "lines"), ("s", "w"),
    }  # fmt: skip


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@given(field=st.sampled_from(sorted(schema.DESIGN)), value=json_values)
def test_whatever_stands_in_a_field_is_taken_or_refused(field, value):
    data = design(**{field: value})
    with suppress(BadDesign):
        assert read_design(as_json(read_design(data))) == read_design(data)


def test_every_kind_and_field_has_words():
    fields = {name for specs in (*schema.SPECS.values(), schema.DESIGN) for name in specs}

    assert set(ELEMENTS) == set(KIND_WORDS)
    assert fields == set(FIELD_WORDS)
    assert all(set(schema.SPECS[cls]) >= set(schema.PLACE) for cls in ELEMENTS.values())


@pytest.mark.parametrize("name", GALLERY)
def test_ready_designs_need_no_second_look(name):
    assert hints(GALLERY[name].design()) == []


def test_what_is_worth_a_look_is_said():
    code = {"kind": "code", "id": "code", **BOX}
    others = ({**code, "id": "other", "categories": ["a"]}, {**code, "id": "another", "categories": ["b"]})
    made = read_design(design({**words(), "w": 50}, code, *others, folds=[{"axis": "x", "at": 52}]))

    assert [hint.words for hint in hints(made)] == [
        "“t” and “code” lie one above the other.",
        "“t” and “other” lie one above the other.",
        "“t” and “another” lie one above the other.",
        "“code” and “other” lie one above the other.",
        "“code” and “another” lie one above the other.",
        "“t” (Text) lies across a fold.",
    ]
    assert [hint.words for hint in hints(read_design(design()))] == [
        "Nobody's name is on it.",
        "There is no QR code: people cannot be scanned with it.",
    ]


def test_the_rules_are_told_to_programs_as_they_are():
    told = json.loads(json.dumps(described()))

    assert told["parts"]["code"][1] == {"name": "x", "label": "From the left, mm", "type": "number", "least": 0,
                                        "most": 450.0, "whole": False}  # fmt: skip
    assert next(field for field in told["parts"]["text"] if field["name"] == "texts")["of"] == "words"
    assert next(field for field in told["design"] if field["name"] == "bleed")["default"] == 3
    assert told["placeholders"]["category"] == {"label": "Category", "personal": False}
