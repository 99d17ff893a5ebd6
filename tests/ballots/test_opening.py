"""A ballot opened to check a phone: it tells the choice, never the secret, and nobody can cast it."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vectors.make_ballots import CARDS, CHOICES, elections

from voting.ballots import acceptance, credentials
from voting.ballots.envelope import Envelope, parse_envelope
from voting.ballots.errors import BadOpening, BadSeal, BallotUsageError, Malformed, WrongOpening
from voting.ballots.opening import check_opening, chosen_answers, entropy_from_seed, parse_opening, seal_openable
from voting.crypto.group import G
from voting.crypto.proofs import Proof
from voting.crypto.scalars import Q
from voting.verifier import opening as command

ELECTIONS = elections()
CASES = [(name, choices) for name, listed in CHOICES.items() for choices in listed]
SECRET = credentials.vote_secret(credentials.household_secret(CARDS[0]), ELECTIONS["usual"].uuid)
SEED = bytes(range(32))
seeds = st.binary(min_size=32, max_size=32)


@pytest.mark.parametrize(("name", "choices"), CASES)
def test_what_was_sealed_is_read_from_the_text_alone(name: str, choices: list[list[int]]) -> None:
    election = ELECTIONS[name]
    ballot, opening = seal_openable(election, SECRET, choices, SEED)
    read = parse_opening(f"https://dinh.example/kiem-tra-may#{opening.text}\n")
    assert read == opening
    assert check_opening(election, read).raw == ballot.raw
    assert len(chosen_answers(election, read.choices)) == len(election.questions)


def test_the_answers_are_told_in_the_elections_words() -> None:
    several = ELECTIONS["several"]
    assert chosen_answers(several, ((0, 1, 0), (1, 0, 0), (1, 0, 1, 0), (0, 0, 0, 0))) == (
        ("Không tán thành",), None, ("Hoa giấy", "Cúc"), (),
    )  # fmt: skip


def test_a_phone_that_seals_the_opposite_is_caught_however_it_opens() -> None:
    election = ELECTIONS["usual"]
    wanted, sealed = [[1, 0, 0]], [[0, 1, 0]]
    ballot, honest = seal_openable(election, SECRET, sealed, SEED)
    assert chosen_answers(election, honest.choices) == (("Không tán thành",),)  # seen by the person
    lie = honest.text.replace(".010.", ".100.")
    with pytest.raises(WrongOpening):
        check_opening(election, parse_opening(lie))
    _, other = seal_openable(election, SECRET, wanted, SEED)
    assert check_opening(election, other).tracker != ballot.tracker  # not the number shown before


@given(seeds, seeds)
def test_a_seed_gives_scalars_of_its_own(seed: bytes, other: bytes) -> None:
    draws = [entropy_from_seed(seed) for _ in range(2)]
    first, second = ([draw() for _ in range(4)] for draw in draws)
    assert first == second
    assert len(set(first)) == 4
    assert all(0 <= one < Q for one in first)
    assert (entropy_from_seed(other)() == first[0]) == (other == seed)


def test_a_seed_has_32_bytes() -> None:
    for size in (0, 31, 33):
        with pytest.raises(BallotUsageError):
            entropy_from_seed(bytes(size))


def test_scalars_of_a_seed_are_spread_over_the_whole_range() -> None:
    draw = entropy_from_seed(SEED)
    buckets = [0] * 8
    for _ in range(4000):
        buckets[draw() * 8 // Q] += 1
    assert all(400 < count < 600 for count in buckets)


def test_the_signature_is_not_drawn_from_the_seed() -> None:
    ballot, opening = seal_openable(ELECTIONS["usual"], SECRET, [[1, 0, 0]], SEED)
    commitment = G**ballot.signature.response * ballot.key**ballot.signature.challenge
    draw = entropy_from_seed(opening.seed)
    assert commitment not in [G ** draw() for _ in range(100)]
    again, _ = seal_openable(ELECTIONS["usual"], SECRET, [[1, 0, 0]], SEED)
    assert again.signature != ballot.signature
    assert again.answers == ballot.answers


def test_an_opened_ballot_is_cast_by_nobody() -> None:
    election = ELECTIONS["usual"]
    ballot, opening = seal_openable(election, SECRET, [[1, 0, 0]], SEED)
    with pytest.raises(Malformed):
        parse_envelope(ballot.raw)
    known = [ballot.signature, *(proof for answer in ballot.answers for proof in answer.overall_proof), Proof(0, 0)]
    draws = entropy_from_seed(opening.seed)
    known += [Proof(one, two) for one, two in pairwise(draws() for _ in range(10))]
    for seal in known:
        forged = Envelope(b"", 1, seal, ballot)
        with pytest.raises(BadSeal):
            acceptance.check_seal(forged)


@pytest.mark.parametrize("spoil", [str.lower, lambda text: text[:-1], lambda text: text.replace(".", "|", 1)])
def test_spoilt_texts_are_refused(spoil: Callable[[str], str]) -> None:
    _, opening = seal_openable(ELECTIONS["usual"], SECRET, [[1, 0, 0]], SEED)
    with pytest.raises((BadOpening, WrongOpening)):
        check_opening(ELECTIONS["usual"], parse_opening(spoil(opening.text)))


def test_the_command_says_what_was_sealed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    election = tmp_path / "election.json"
    election.write_bytes(ELECTIONS["usual"].raw)
    ballot, opening = seal_openable(ELECTIONS["usual"], SECRET, [[0, 1, 0]], SEED)
    line = tmp_path / "opening.txt"
    line.write_text(opening.text + "\n")
    for given_as in (opening.text, str(line)):
        assert command.main([str(election), given_as]) == command.HOLDS
        said = capsys.readouterr().out
        assert "-> Không tán thành" in said
        assert ballot.tracker in said
    assert command.main([str(election), opening.text.replace(".010.", ".100.")]) == command.FAILS
    assert "KHÔNG niêm phong đúng" in capsys.readouterr().out
    assert command.main([str(election), "nothing"]) == command.UNREAD
