"""The ways to break an envelope or an election that both twins must refuse under the same name.

Each function takes a good one as JSON value and returns crime -> the broken text.
"""

import json
from collections.abc import Callable
from typing import Any

from voting.ballots import hashed_texts, strict_json
from voting.crypto.group import Element, G
from voting.crypto.hashes import b64_sha256, hash_to_scalar
from voting.crypto.proofs import prove_knowledge
from voting.crypto.scalars import Q

Change = Callable[[Any], Any]

OFF_CURVE = "7" + "0" * 62 + "2"
ORDER_TWO = (2**255 - 19 - 1).to_bytes(32, "big").hex()
IDENTITY = "0" * 63 + "1"
MIXED_ORDER = (G**5 * Element.from_hex(ORDER_TWO)).hex


def envelopes(good: Any, secret: int, election: str) -> dict[str, str]:
    """Broken envelopes made of a good one of the election `usual` or `blank` and its vote secret."""
    if election == "blank":
        return _changed(good, _blank_forms()) | _resigned(good, secret, _blank_proofs())
    return _texts(good) | _changed(good, _forms()) | _resigned(good, secret, _proofs())


def elections(good: Any) -> dict[str, str]:
    """Broken elections made of a good one with one question that allows blank."""
    return _changed(good, {
        "another version": lambda one: one.update(version=2),
        "another group": lambda one: one.update(group="RFC-3526-2048"),
        "the identity as key": lambda one: one.update(public_key=IDENTITY),
        "a key of mixed order": lambda one: one.update(public_key=MIXED_ORDER),
        "a uuid too short": lambda one: one.update(uuid="1111111111111"),
        "a uuid outside Base58": lambda one: one.update(uuid="0IlO1111111111"),
        "blank false": lambda one: one["questions"][0].update(blank=False),
        "more choices than answers": lambda one: one["questions"][0].update(max=3),
        "minimum above maximum": lambda one: one["questions"][0].update(min=2),
        "no answer": lambda one: one["questions"][0].update(answers=[]),
        "no question": lambda one: one.update(questions=[]),
        "a control character": lambda one: one.update(name="a\tb"),
        "an unknown field": lambda one: one.update(extra="x"),
    })  # fmt: skip


def change(good: Any, broken_by: Change) -> str:
    """The text of a copy of a value after one change."""
    copy = json.loads(json.dumps(good))
    broken_by(copy)
    return strict_json.dump(copy).decode()


def _changed(good: Any, changes: dict[str, Change]) -> dict[str, str]:
    return {crime: change(good, broken_by) for crime, broken_by in changes.items()}


def _resigned(good: Any, secret: int, changes: dict[str, Change]) -> dict[str, str]:
    """Changes of the answers, with hash, signature and seal made anew: only the mathematics are wrong."""
    return {crime: change(good, lambda one, by=by: resign(one, secret, by)) for crime, by in changes.items()}


def resign(envelope: Any, secret: int, broken_by: Change = lambda answer: None) -> None:
    """Changes the first answer and signs and seals again, as a dishonest phone would."""
    ballot = envelope["ballot"]
    broken_by(ballot["answers"][0])
    signature = ballot.pop("signature")
    hashed = b64_sha256(strict_json.dump(ballot))
    proof = prove_knowledge(secret, hashed_texts.signature(hashed), lambda: hash_to_scalar("w|" + hashed))
    ballot["signature"] = {**signature, "hash": hashed, "proof": strict_json.proof_value(proof)}
    tracker = b64_sha256(strict_json.dump(ballot))
    label = hashed_texts.sequence(ballot["election_uuid"], ballot["credential"], tracker, envelope["sequence"])
    seal = prove_knowledge(secret, label, lambda: hash_to_scalar("w|" + tracker))
    envelope["seal"] = strict_json.proof_value(seal)


def _texts(good: Any) -> dict[str, str]:
    text = strict_json.dump(good).decode()
    return {
        "a space": text.replace(",", ", ", 1),
        "an escape": text.replace('"election_uuid":"V', '"election_uuid":"\\u0056'),
        "a repeated name": text.replace('{"sequence":', '{"sequence":9,"sequence":'),
        "a trailing newline": text + "\n",
        "not JSON": text[:-1],
        "an empty text": "",
    }


def _forms() -> dict[str, Change]:
    def answer(by: Change) -> Change:
        return lambda one: by(one["ballot"]["answers"][0])

    def choice(**values: str) -> Change:
        return lambda one: one["ballot"]["answers"][0]["choices"][0].update(values)

    return {
        "no ballot": lambda one: one.pop("ballot"),
        "sequence zero": lambda one: one.update(sequence=0),
        "sequence true": lambda one: one.update(sequence=True),
        "sequence as text": lambda one: one.update(sequence="1"),
        "sequence too large": lambda one: one.update(sequence=2**53),
        "another sequence": lambda one: one.update(sequence=one["sequence"] + 1),
        "another seal": lambda one: one["seal"].update(response="1"),
        "a seal with a leading zero": lambda one: one["seal"].update(response="0" + one["seal"]["response"]),
        "a scalar that is q": lambda one: one["seal"].update(response=str(Q)),
        "a negative scalar": lambda one: one["seal"].update(response="-1"),
        "a scalar as number": lambda one: one["seal"].update(response=1),
        "an empty scalar": lambda one: one["seal"].update(response=""),
        "a field too many": lambda one: one["ballot"].update(extra="1"),
        "a field missing": lambda one: one["ballot"].pop("signature"),
        "fields in another order": lambda one: one["ballot"].update(election_uuid=one["ballot"].pop("election_uuid")),
        "another uuid": lambda one: one["ballot"].update(election_uuid="11111111111111"),
        "another fingerprint": lambda one: one["ballot"].update(election_hash="A" * 43),
        "a fingerprint too short": lambda one: one["ballot"].update(election_hash="A" * 42),
        "no answers": lambda one: one["ballot"]["answers"].clear(),
        "an answer too many": lambda one: one["ballot"]["answers"].append(one["ballot"]["answers"][0]),
        "a choice missing": answer(lambda one: one["choices"].pop()),
        "a proof missing": answer(lambda one: one["individual_proofs"].pop()),
        "half a proof": answer(lambda one: one["individual_proofs"][0].pop()),
        "an overall proof too long": answer(lambda one: one["overall_proof"].append(one["overall_proof"][0])),
        "a blank proof too many": answer(lambda one: one.update(blank_proof=[])),
        "upper-case hex": lambda one: choice(alpha=one["ballot"]["answers"][0]["choices"][0]["alpha"].upper())(one),
        "a coordinate not reduced": choice(beta="f" * 64),
        "an element too short": choice(beta="0" * 63),
        "another ballot hash": lambda one: one["ballot"]["signature"].update(hash="A" * 43),
        "another signature": lambda one: one["ballot"]["signature"]["proof"].update(response="0"),
        "a changed choice, not signed again": answer(lambda one: one["choices"].reverse()),
        "a credential of mixed order": lambda one: one["ballot"].update(credential=MIXED_ORDER),
        "a credential off the curve": lambda one: one["ballot"].update(credential=OFF_CURVE),
        "the identity as credential": lambda one: one["ballot"].update(credential=IDENTITY),
    }


def _proofs() -> dict[str, Change]:
    def choice(**values: str) -> Change:
        return lambda answer: answer["choices"][0].update(values)

    return {
        "off the curve": choice(alpha=OFF_CURVE),
        "of order two": choice(beta=ORDER_TWO),
        "of mixed order": choice(alpha=MIXED_ORDER),
        "of mixed order, beta": choice(beta=MIXED_ORDER),
        "the identity": choice(alpha=IDENTITY),
        "another choice's ciphertext": lambda answer: answer["choices"][0].update(answer["choices"][1]),
        "an individual proof's challenge": lambda answer: answer["individual_proofs"][1][0].update(challenge="5"),
        "an individual proof's response": lambda answer: answer["individual_proofs"][2][1].update(response="0"),
        "an individual proof of zeros": lambda answer: answer["individual_proofs"][0][0].update(challenge="0"),
        "an overall proof's response": lambda answer: answer["overall_proof"][0].update(response="7"),
        "an overall proof's challenge": lambda answer: answer["overall_proof"][0].update(challenge="0"),
    }


def _blank_forms() -> dict[str, Change]:
    def answer(by: Change) -> Change:
        return lambda one: by(one["ballot"]["answers"][0])

    return {
        "no blank proof": answer(lambda one: one.pop("blank_proof")),
        "half a blank proof": answer(lambda one: one["blank_proof"].pop()),
        "an overall proof too short": answer(lambda one: one["overall_proof"].pop()),
        "the blank choice missing": answer(lambda one: one["choices"].pop(0)),
    }


def _blank_proofs() -> dict[str, Change]:
    return {
        "a blank proof's response": lambda answer: answer["blank_proof"][0].update(response="7"),
        "a blank proof's challenge": lambda answer: answer["blank_proof"][1].update(challenge="0"),
        "an overall proof beside blank": lambda answer: answer["overall_proof"][1].update(response="7"),
        "an individual proof beside blank": lambda answer: answer["individual_proofs"][0][0].update(response="7"),
    }


def openings(text: str, other: str, foreign: str) -> dict[str, str]:
    """Texts that open nothing, or not what they say; `other` opens another choice, `foreign` another election."""
    version, uuid, votes, seed, key, challenge, response, tracker = text.split(".")
    theirs = other.split(".")

    def joined(**changed: str) -> str:
        parts = {
            "version": version, "uuid": uuid, "votes": votes, "seed": seed, "key": key, "challenge": challenge,
            "response": response, "tracker": tracker,
        }  # fmt: skip
        return ".".join((parts | changed).values())

    return {
        "another choice": joined(votes="010"),
        "two choices": joined(votes="110"),
        "a choice too few": joined(votes="10"),
        "a question too many": joined(votes="100-1"),
        "a choice that is no 0 or 1": joined(votes="200"),
        "another seed": joined(seed=theirs[3]),
        "another credential": joined(key=theirs[4]),
        "another signature": joined(challenge=theirs[5], response=theirs[6]),
        "another number": joined(tracker=theirs[7]),
        "a scalar too large": joined(challenge="_" * 42 + "8"),
        "a credential that is no point's text": joined(key="_" * 42 + "8"),
        "Base64 with loose bits": joined(seed=seed[:-1] + "B"),
        "another version": joined(version="2"),
        "a short seed": joined(seed=seed[:-1]),
        "nothing": "",
        "only an address": "https://dinh.example/kiem-tra-may",
        "another election": foreign,
    }
