"""What people read of clashes: every kind, everything named, nothing taken as HTML."""

from dataclasses import replace
from datetime import time as clock
from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from conference.planning.board import Part, PersonFact, RoomFact, TeamFact
from conference.planning.clashes import clashes_of
from conference.planning.kinds import Kind, Level
from conference.planning.sentences import Sentences, say
from conference.planning.words import KIND_WORDS, LEVEL_WORDS, SENTENCES
from tests.planning.boards import board, placed, span

pytestmark = pytest.mark.usefixtures("db_session")
HOSTILE = "<script>alert('x')</script> 100 % %(room)s {0} \" onmouseover=x \u05d0\u05d1"


def everything(name=""):
    """A board on which every kind clashes; `name` is put into all names."""
    silent = (Part("ANNA", "moderator"), Part("BORIS", answer=""), Part("CHINARA", answer="declined"))
    rows = [
        placed(1, "06:00", "07:00", room="R1", parts=silent, lead="BOMCA", team="T1", interpretation=("kk",),
               capacity=60, languages=("en",)),
        placed(2, "06:30", "07:30", room="R1", parts=(Part("ANNA"),), lead="BOMCA", team="T1"),
        placed(3, "07:32", "08:30", room="R2", parts=(Part("ANNA", "panellist"),), interpretation=("ru",)),
        placed(4, "12:00", "13:00", room=None, parts=(), languages=()),
        placed(5, None),
        placed(6, "15:00", "16:00", room="R2", sign_ups=70),
    ]  # fmt: skip
    draft = board(
        *(replace(row, title=f"{name}Session {row.slot}") for row in rows),
        rooms=[RoomFact("R1", f"{name}Hall", "", 50, (span("06:00", "06:10"),), 0),
               RoomFact("R2", f"{name}Side", "", 50)],
        people=[PersonFact("ANNA", f"{name}Anna", (span("06:50", "06:55"),), has_consented=False)],
        teams=[TeamFact("T1", f"{name}Team", ("en", "ru"))], opens=clock(6, 30),
    )  # fmt: skip
    return replace(draft, hours=replace(draft.hours, zone="Asia/Bishkek"))


def address(what, key):
    return f"/{what}/{key}?a=1&b=2" if what != "teams" else None


def sentences_by_kind(draft, **options):
    sentences = Sentences(draft, **options)
    return {clash.kind: sentences.of(clash) for clash in clashes_of(draft)}


def test_every_kind_and_level_has_words():
    assert set(KIND_WORDS) == set(SENTENCES) == set(Kind)
    assert set(LEVEL_WORDS) == set(Level)
    assert set(sentences_by_kind(everything())) == set(Kind)


def test_sentences_name_sessions_rooms_people_and_times_of_the_event():
    said = sentences_by_kind(everything())

    assert said[Kind.SAME_ROOM] == ("“Session 1” and “Session 2” are both in Hall at once, 12 May 2027, 12:30–13:00")
    assert said[Kind.PERSON_TWICE] == (
        "Expected at two sessions at once, 12 May 2027, 12:30–13:00: Anna (Moderator / Speaker), "
        "at “Session 1” and “Session 2”"
    )
    assert said[Kind.NO_TIME_TO_CHANGE] == (
        "2 of 5 minutes to go from “Session 2” in Hall to “Session 3” in Side: Anna (Speaker / Panellist)"
    )
    assert said[Kind.TEAM_LANGUAGE] == "The interpreters “Team” lack a language of “Session 1”: Kazakh"
    assert said[Kind.ROOM_SMALL] == "70 people signed up for “Session 6”, but Side has 50 seats"
    assert said[Kind.DECLINED] == "Declined to take part in “Session 1”: Chinara"
    assert said[Kind.NO_CONSENT] == (
        "Not agreed to being shown yet: Anna (Moderator / Speaker / Panellist), "
        "at “Session 1”, “Session 2”, “Session 3”"
    )
    assert said[Kind.PROJECT_TWICE].startswith("BOMCA leads two sessions at once")


def test_say_is_the_plain_sentence_of_one_clash():
    draft = everything(HOSTILE)

    assert all(HOSTILE in say(clash, draft) for clash in clashes_of(draft) if clash.kind is not Kind.DECLINED)
    assert not any(isinstance(say(clash, draft), Markup) for clash in clashes_of(draft))


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.text = set(), [], ""
        self.feed(str(html))

    def handle_starttag(self, tag, attrs):
        self.tags.add((tag, *(name for name, _value in attrs)))
        self.links.extend(value for name, value in attrs if name == "href")

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("name", ["", HOSTILE])
def test_linked_sentences_say_the_same_and_take_no_name_as_html(name):
    draft = everything(name)
    sentences = Sentences(draft, address)

    for clash in clashes_of(draft):
        read = Tags(sentences.of(clash))
        assert isinstance(sentences.of(clash), Markup)
        assert read.text == say(clash, draft)
        assert read.tags <= {("a", "href"), ("bdi",)}
        assert read.links


def test_links_lead_to_sessions_rooms_and_speakers():
    draft = everything()
    linked = sentences_by_kind(draft, address=address)

    assert Tags(linked[Kind.SAME_ROOM]).links == ["/session/S1?a=1&b=2", "/session/S2?a=1&b=2", "/room/R1?a=1&b=2"]
    assert Tags(linked[Kind.NO_CONSENT]).links[0] == "/speaker/ANNA?a=1&b=2"
    assert Tags(linked[Kind.PROJECT_TWICE]).links[0] == "/project/BOMCA?a=1&b=2"
