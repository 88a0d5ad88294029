"""What the data files promise to whoever reads a page, a badge or a report made of them."""

import unicodedata
from itertools import pairwise
from zoneinfo import available_timezones

import pytest

from conference.core.text import clean_line, why_not_text
from conference.demo.files import EVENTS, Table, read

HARD_LETTERS = {
    "Kazakh": "ӘҒҚҢӨҰҮҺІ",
    "Kyrgyz": "ҢӨҮ",
    "Tajik": "ҒӢҚӮҲҶ",
    "Uzbek Cyrillic": "ЎҚҒҲ",
    "Uzbek Latin": "ʻʼ",
    "Turkmen": "ÄÇŽŇÖŞÜÝ",
    "Latvian": "ĀČĒĢĪĶĻŅŠŪŽ",
    "Lithuanian": "ĄČĘĖĮŠŲŪŽ",
    "Hungarian": "ŐŰ",
    "Polish": "ĄĆĘŁŃÓŚŹŻ",
    "Dari": "پژچگی",
    "Pashto": "ښړټېۍ",
    "Urdu": "ہےں",
}
by_folder = pytest.mark.parametrize("folder", EVENTS)


def people() -> list[Table]:
    entries: list[Table] = read("people")["people"]
    return entries


@pytest.mark.parametrize("language", HARD_LETTERS)
def test_names_hold_every_hard_letter_of_a_language(language: str):
    text = "".join(f"{entry['name']}{entry.get('national', '')}" for entry in people())

    missing = [letter for letter in HARD_LETTERS[language] if letter.casefold() not in text.casefold()]

    assert not missing


def test_names_are_of_every_awkward_length():
    names = [entry["name"] for entry in people()]

    assert any(len(name) == 1 for name in names)
    assert sum(" " not in name for name in names) >= 4
    assert max(map(len, names)) > 100
    assert max(len(entry["name"]) for entry in read("organisations")["organisations"]) > 180


def test_names_are_what_a_form_would_store():
    texts = [text for entry in people() for text in (entry["name"], entry.get("national", ""), entry["position"])]

    assert [text for text in texts if clean_line(text) != text or why_not_text(text)] == []
    assert [text for text in texts if unicodedata.normalize("NFC", text) != text] == []


def test_everybody_is_invented_and_says_so():
    assert {entry["email"].partition("@")[2] for entry in people()} == {"example.org"}
    assert len({entry["email"] for entry in people()}) == len(people()) >= 80
    for folder in EVENTS:
        for speaker in read(f"{folder}/speakers")["speakers"]:
            assert speaker["biography"].startswith("*Sample biography, invented person.*")
            assert "(sample)" in speaker["position"]


@by_folder
def test_sessions_keep_to_their_day_rooms_and_speakers(folder: str):
    event, sessions = read(f"{folder}/event"), read(f"{folder}/agenda")["sessions"]
    rooms = {room["name"] for room in event["rooms"]}
    speakers = {speaker["code"] for speaker in read(f"{folder}/speakers")["speakers"]}
    spoken_for: dict[str, list[Table]] = {}
    for session in sessions:
        assert session["from"] < session["to"]
        assert session["run_by"], session["title"]
        for taken in (session.get("room"), *(part.partition("/")[0] for part in session.get("speakers", ()))):
            if taken:
                spoken_for.setdefault(taken, []).append(session)

    assert set(spoken_for) == rooms | speakers  # none unknown, none idle
    for name, taken in spoken_for.items():
        taken.sort(key=lambda session: (session.get("day", 1), session["from"]))
        for before, after in pairwise(taken):
            same_day = before.get("day", 1) == after.get("day", 1)
            assert not (same_day and after["from"] < before["to"]), f"{name}: {before['title']} / {after['title']}"


@by_folder
def test_abstracts_say_that_the_agenda_is_a_sample(folder: str):
    abstracts = [session["abstract"] for session in read(f"{folder}/agenda")["sessions"] if "abstract" in session]

    assert all(abstract.startswith("*Sample agenda item.*") for abstract in abstracts)


@by_folder
def test_event_is_in_a_real_zone_and_says_what_is_sample(folder: str):
    event = read(f"{folder}/event")["event"]

    assert event["zone"] in available_timezones()
    assert event["starts"] < event["ends"]
    assert event["registration_opens"] < event["registration_closes"] < event["starts"]
    assert "invented" in event["summary"]
