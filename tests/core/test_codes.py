from hypothesis import given
from hypothesis import strategies as st

from conference.core.codes import ALPHABET, TICKET_LENGTH, clean_ticket_code, new_uuid7, ticket_code

KEY = b"k" * 32
codes = st.builds(lambda uuid, version: ticket_code(str(uuid), version, KEY), st.uuids(), st.integers(1, 9))


@given(codes)
def test_code_has_29_characters_of_a_qr_alphabet_and_reads_back(code: str):
    assert len(code) == TICKET_LENGTH
    assert set(code) <= set(ALPHABET)
    assert clean_ticket_code(f"  {code[:5].lower()} {code[5:]}\n") == code


@given(codes, st.integers(1, 28), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(code: str, place: int, char: str):
    wrong = code[:place] + char + code[place + 1 :]

    assert (clean_ticket_code(wrong) == code) == (wrong == code)


@given(codes, st.integers(1, 25))
def test_two_swapped_neighbours_are_noticed(code: str, place: int):
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert clean_ticket_code(wrong) in ({code} if wrong == code else {None})


@given(st.text())
def test_any_text_is_answered_without_a_crash(text: str):
    found = clean_ticket_code(text)

    assert found is None or len(found) == TICKET_LENGTH


def test_another_key_or_version_makes_another_code():
    made = {
        ticket_code("a", 1, KEY),
        ticket_code("a", 2, KEY),
        ticket_code("a", 1, b"x" * 32),
        ticket_code("b", 1, KEY),
    }

    assert len(made) == 4


def test_uuid7_rises_with_time():
    made = [new_uuid7() for _ in range(100)]

    assert made == sorted(made)
    assert {uuid[14] for uuid in made} == {"7"}
