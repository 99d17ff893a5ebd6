"""Codes copied by hand: slips are caught in their group; Python and JavaScript print and read the same."""

import json
from pathlib import Path

import pytest
from vectors.make_codes import codes

from voting.ballots.checked_code import ALPHABET, tidy, wrong_group
from voting.ballots.credentials import format_card, parse_card, random_card
from voting.ballots.errors import BadCard
from voting.ballots.paper_code import GROUPS, SIZE, format_paper_code
from voting.ballots.single import parse_seed, random_seed
from voting.record.book_code import book_code, read_book_code

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "codes.json").read_text(encoding="utf-8"))


def test_the_vectors_are_those_that_are_made() -> None:
    assert codes() == VECTORS


@pytest.mark.parametrize("vector", VECTORS["paper"], ids=lambda vector: vector["secret"])
def test_a_paper_code_is_printed_and_read_however_typed(vector: dict[str, str]) -> None:
    secret, printed = vector["secret"], vector["printed"]
    assert format_card(secret) == printed
    loose = printed.lower().replace("-", "").replace("0", "o").replace("1", "l")
    for typed in (secret, printed, f" {loose}\n", printed.replace("-", "–"), loose.replace(" ", "")):
        assert parse_card(typed) == parse_seed(typed) == secret


@pytest.mark.parametrize("text", VECTORS["refused"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(BadCard):
        parse_card(text)


def test_each_wrong_or_exchanged_character_is_caught_in_its_group() -> None:
    code = tidy(format_paper_code(VECTORS["paper"][2]["secret"]))
    for at, right in enumerate(code):
        group = at // (SIZE + 1) + 1
        for other in set(ALPHABET) - {right}:
            assert wrong_group(code[:at] + other + code[at + 1 :], GROUPS, SIZE) == group
        for to in range(at + 1, group * (SIZE + 1)):
            swapped = list(code)
            swapped[at], swapped[to] = code[to], right
            assert code[to] == right or wrong_group("".join(swapped), GROUPS, SIZE) == group


@pytest.mark.parametrize("vector", VECTORS["books"], ids=lambda vector: vector["code"])
def test_the_code_of_a_book_reads_back(vector: dict[str, str]) -> None:
    code = book_code(vector["vkey"])
    assert code == vector["code"]
    assert read_book_code(code.lower().replace("-", " ")) == (code, 0)
    assert read_book_code(code[:7] + code[6] + code[8:])[1] in (0, 2)
    assert read_book_code(code[:-6]) == (None, 4)
    assert read_book_code(f"{code}-{code[:5]}") == (None, 4)


def test_drawn_codes_are_paper_codes_and_differ() -> None:
    drawn = {random_card() for _ in range(50)} | {random_seed() for _ in range(50)}
    assert len(drawn) == 100
    assert all(len(one) == GROUPS * SIZE and set(one) <= set(ALPHABET) for one in drawn)
