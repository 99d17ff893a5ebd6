"""Python and JavaScript: each accepts what the other makes, and refuses what the other spoils."""

import json
import re
from typing import Any

import pytest
from fixtures.node import Run
from vectors.make_ballots import CARDS, CHOICES, SEEDS, elections

from voting.ballots import acceptance, credentials, single, strict_json, tally
from voting.ballots.ballot import seal
from voting.ballots.election import Election
from voting.ballots.envelope import make_envelope, parse_envelope
from voting.ballots.errors import BallotDataError
from voting.ballots.opening import check_opening, entropy_from_seed, parse_opening
from voting.crypto.group import G

pytestmark = pytest.mark.node
CASES = [(name, choices) for name, listed in CHOICES.items() for choices in listed]


def ask(node: Run, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The JavaScript twin's answers."""
    done = node("tests/js/ballots/twin.mjs", stdin=json.dumps(requests))
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def python_envelope(election: Election, card: str, choices: list[list[int]], sequence: int) -> bytes:
    secret = credentials.vote_secret(credentials.household_secret(card), election.uuid)
    return make_envelope(seal(election, secret, choices), secret, sequence).raw


def test_python_accepts_what_javascript_seals(node: Run) -> None:
    made = elections()
    requests = [
        {
            "act": "seal",
            "election": made[name].raw.decode(),
            "card": CARDS[0],
            "choices": choices,
            "sequence": 2**53 - 1,
        }
        for name, choices in CASES
    ]
    for (name, _), answer in zip(CASES, ask(node, requests), strict=True):
        envelope = parse_envelope(answer["envelope"].encode())
        acceptance.check_proofs(envelope, made[name])
        key = credentials.household_key(CARDS[0])
        assert envelope.ballot.credential == credentials.vote_credential(key, made[name].uuid).hex


def test_javascript_accepts_what_python_seals_and_gives_the_same_tracker(node: Run) -> None:
    made = elections()
    envelopes = [python_envelope(made[name], CARDS[1], choices, 1) for name, choices in CASES]
    requests = [
        {"act": "check", "election": made[name].raw.decode(), "envelope": raw.decode()}
        for (name, _), raw in zip(CASES, envelopes, strict=True)
    ]
    for raw, answer in zip(envelopes, ask(node, requests), strict=True):
        assert answer == {"tracker": parse_envelope(raw).ballot.tracker}


def test_each_scalar_of_a_ballot_is_checked_by_both(node: Run) -> None:
    election = elections()["several"]
    envelope = python_envelope(election, CARDS[2], CHOICES["several"][1], 1).decode()
    spoiled = [
        envelope[: one.start()] + "1" + envelope[one.end() :] for one in re.finditer(r'(?<=e":")\d{50,}', envelope)
    ]
    answers = ask(node, [{"act": "check", "election": election.raw.decode(), "envelope": raw} for raw in spoiled])
    assert len(spoiled) > 60
    for raw, answer in zip(spoiled, answers, strict=True):
        with pytest.raises(BallotDataError) as refusal:
            acceptance.check_proofs(parse_envelope(raw.encode()), election)
        assert answer == {"name": refusal.value.name, "code": refusal.value.code}


def test_an_opening_tells_nothing_that_signs(node: Run) -> None:
    election = elections()["usual"]
    request = {
        "act": "seal",
        "election": election.raw.decode(),
        "card": CARDS[0],
        "choices": [[1, 0, 0]],
        "sequence": 1,
    }
    (answer,) = ask(node, [request])
    opening, ballot = parse_opening(answer["opening"]), parse_envelope(answer["envelope"].encode()).ballot
    assert check_opening(election, opening).raw == ballot.raw
    commitment = G**ballot.signature.response * ballot.key**ballot.signature.challenge
    draw = entropy_from_seed(opening.seed)
    assert all(G ** draw() != commitment for _ in range(40))


def test_a_member_key_and_its_partial_decryption_cross_over(node: Run) -> None:
    election = elections()["usual"]
    secret = single.member_secret(SEEDS[0])
    ballots = [parse_envelope(python_envelope(election, card, [[1, 0, 0]], 1)).ballot for card in CARDS]
    counted = tally.encrypted_tally(election, ballots)
    mine = tally.partial_decryption(election, counted, secret)
    public = single.make_single(secret).public_key
    common = {"election": election.raw.decode(), "tally": counted.raw.decode()}
    made, opened, checked = ask(node, [
        {"act": "single", "seed": SEEDS[0]},
        {"act": "open", **common, "seed": SEEDS[0]},
        {"act": "check-partial", **common, "key": public.hex, "partial": mine.raw.decode()},
    ])  # fmt: skip
    theirs = single.read_single(strict_json.load(made["key"].encode()))
    single.check_key(theirs.public_key, theirs.pok)
    assert theirs.public_key == public
    tally.check_partial(election, counted, public, tally.parse_partial(opened["partial"].encode()))
    assert checked == {}
