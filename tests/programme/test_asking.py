from datetime import UTC, date, datetime, timedelta

import pytest
from werkzeug.datastructures import MultiDict

from conference.programme.agenda import Item, Mark, Part, RunBy
from conference.programme.asking import Asked, choices, count_by_project, narrowed, read

NINE = datetime(2027, 5, 12, 7, tzinfo=UTC)  # in Brussels
BRUSSELS = "Europe/Brussels"
BOMCA = Mark("BOMCA", "Border management", "#1f4e79", "component")
PROTECT = Mark("PROTECT", "Migrant protection", "#8a3b12", "objective")


def item(code="A", *, start=NINE, minutes=60, kind="panel", run_by=(BOMCA,), **values):
    defaults = {"release_id": 1, "title": code, "is_cancelled": False, "languages": ("en",), "interpretation": (),
                "track": "", "room": ""}  # fmt: skip
    return Item(
        code=code, kind=kind, starts_at=start, ends_at=start + timedelta(minutes=minutes),
        run_by=tuple(RunBy(mark, None, place == 0) for place, mark in enumerate(run_by)), **{**defaults, **values},
    )  # fmt: skip


ITEMS = [
    item("A", room="Hall", room_code="h1", title="Detection of goods", people=(Part("P", "Өмүрбек Үсөнов", ""),)),
    item("B", run_by=(BOMCA, PROTECT), languages=("ru",), interpretation=("en", "ky"), kind="workshop"),
    item("C", start=NINE + timedelta(days=1), run_by=(PROTECT,), track="Торговля", track_key="Trade",
         languages=("ru",), abstract="About **détente**."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", "ABC"),
        ("project=protect", "BC"),
        ("project=BOMCA&project=PROTECT", "ABC"),
        ("project=BOMCA&room=HALL", "A"),
        ("room=h1", "A"),
        ("track=trade", "C"),
        ("track=торговля", "C"),
        ("language=ky", "B"),
        ("language=en&language=ky", "AB"),
        ("kind=workshop", "B"),
        ("kind=workshop&kind=panel&language=ru", "BC"),
        ("day=2027-05-13", "C"),
        ("day=2027-05-12", "AB"),
        ("day=2027-05-12&day=2027-05-13", "ABC"),
        ("day=12 May", ""),
        ("project=' OR 1=1", ""),
        ("room=Cellar", ""),
        ("q=omurbek", "A"),
        ("q=GOODS+detection", "A"),
        ("q=detente", "C"),
        ("q=goods+nothing", ""),
        ("q=%3F%3F", ""),
        ("q=+++", "ABC"),
        ("view=grid&utm=1", "ABC"),
    ],
)
def test_narrowed_to_what_an_address_asks_for(query, codes):
    pairs = [part.partition("=") for part in query.split("&") if part]
    asked = read(MultiDict((name, value.replace("+", " ").replace("%3F", "?")) for name, _sign, value in pairs))

    assert "".join(found.code for found in narrowed(ITEMS, asked, BRUSSELS)) == codes


def test_choices_are_what_the_agenda_holds_in_its_order():
    attic = item("D", room="Attic", room_code="a1", room_position=2, kind="break", languages=("de",))

    found = choices([*ITEMS, attic], BRUSSELS)

    assert found.days == (date(2027, 5, 12), date(2027, 5, 13), date(2027, 5, 12))[:2]
    assert found.projects == (BOMCA, PROTECT)
    assert found.tracks == (("Trade", "Торговля"),)
    assert found.rooms == (("h1", "Hall"), ("a1", "Attic"))
    assert found.languages == ("en", "ky", "ru")
    assert found.kinds == ("panel", "workshop", "break")


def test_count_by_project_follows_all_but_the_choice_of_project():
    twice = item("B", start=NINE + timedelta(hours=3), run_by=(BOMCA, PROTECT))

    counted = count_by_project([*ITEMS, twice], Asked(day=("2027-05-12",), project=("PROTECT",)), BRUSSELS)

    assert counted == {"BOMCA": 2, "PROTECT": 1}


def test_asked_but_leaves_out_what_is_empty():
    asked = Asked(day=("2027-05-12",), project=("BOMCA",), q="goods")

    assert asked.but(project=(), room=("h1",)) == {
        "day": ("2027-05-12",), "project": None, "track": None, "room": ("h1",), "language": None, "kind": None,
        "q": "goods",
    }  # fmt: skip
    assert asked.words == ["2027-05-12", "BOMCA", "goods"]
    assert not Asked()


def test_read_takes_no_more_than_anybody_means():
    asked = read(MultiDict([("q", "x" * 500), ("q", "second"), *(("room", f"r{number}") for number in range(100))]))

    assert len(asked.q) == 100
    assert len(asked.room) == 40
