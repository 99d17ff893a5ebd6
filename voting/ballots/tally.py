"""Counting: encrypted tally, partial decryptions, result (PROTOCOL section 6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from voting.ballots import strict_json
from voting.ballots.ballot import Ballot
from voting.ballots.election import Election
from voting.ballots.errors import (
    BadDecryption,
    BallotUsageError,
    NotEnoughDecryptions,
    WrongResult,
    WrongShape,
    WrongTally,
)
from voting.ballots.hashed_texts import Ciphertext, multiply
from voting.ballots.single import SingleKey
from voting.ballots.trustees import Owner, Trustees
from voting.crypto.errors import CryptoDataError
from voting.crypto.group import IDENTITY, Element, G, product
from voting.crypto.hashes import sha256_hex
from voting.crypto.proofs import Entropy, Proof, prove_equal_logarithms, verify_equal_logarithms
from voting.crypto.scalars import Q, random_scalar

_PARTIAL: Final = ("decryption_factors", "decryption_proofs")
_CIPHERTEXT: Final = ("alpha", "beta")
_SIZED: Final = ("num_tallied", "total_weight", "encrypted_tally")
_OWNED: Final = ("owner", "payload")

Rows = tuple[tuple[Ciphertext, ...], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """The products of the counted ballots' ciphertexts, by question and choice; `number` of ballots counted."""

    rows: Rows
    number: int

    @property
    def raw(self) -> bytes:
        """The exact bytes of `encrypted_tally`."""
        return strict_json.dump([[one.value() for one in row] for row in self.rows])

    @property
    def sized_raw(self) -> bytes:
        """The exact bytes of `sized_encrypted_tally`; every household weighs one."""
        value = {"num_tallied": self.number, "total_weight": self.number, "encrypted_tally": sha256_hex(self.raw)}
        return strict_json.dump(value)


@dataclass(frozen=True, slots=True)
class PartialDecryption:
    """One owner's decryption factors and their proofs, by question and choice."""

    raw: bytes
    factors: tuple[tuple[Element, ...], ...]
    proofs: tuple[tuple[Proof, ...], ...]

    def owned(self, owner: int) -> bytes:
        """The exact bytes of the wrapping that names the owner (from 1)."""
        return strict_json.dump({"owner": owner, "payload": sha256_hex(self.raw)})


@dataclass(frozen=True, slots=True)
class Result:
    """The counts, by question and choice (a blank question's first number is the blanks)."""

    raw: bytes
    counts: tuple[tuple[int, ...], ...]


def last_ballots(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """The ballots that count: the last of each credential, given all in the order of acceptance."""
    return tuple({ballot.credential: ballot for ballot in ballots}.values())


def encrypted_tally(election: Election, ballots: Iterable[Ballot]) -> Tally:
    """The tally of accepted ballots in the order of acceptance; only the last of each credential counts."""
    return tally_choices(election, [ballot.choices for ballot in last_ballots(ballots)])


def tally_choices(election: Election, counted: Sequence[Rows]) -> Tally:
    """The tally of the ciphertexts of the ballots that count, one `Ballot.choices` for each household."""
    rows = tuple(
        tuple(multiply(choices[position][choice] for choices in counted) for choice in range(question.width))
        for position, question in enumerate(election.questions)
    )
    return Tally(rows, len(counted))


def parse_tally(raw: bytes, sized: bytes) -> Tally:
    """Reads an encrypted tally and its size, exact bytes of both; raises a `Malformed`, or `WrongTally`."""
    rows = tuple(
        tuple(
            Ciphertext(*(strict_json.element(one) for one in strict_json.fields(choice, _CIPHERTEXT)))
            for choice in strict_json.items(row)
        )
        for row in strict_json.items(strict_json.load(raw))
    )
    number, _, _ = strict_json.fields(strict_json.load(sized), _SIZED)
    tally = Tally(rows, strict_json.integer(number, 0, 2**31))
    if tally.sized_raw != sized:
        raise WrongTally("the size names another encrypted tally, or a weight that is not its number")
    return tally


def partial_decryption(
    election: Election, tally: Tally, secret: int, *, entropy: Entropy = random_scalar
) -> PartialDecryption:
    """Decryption factors `alpha^x` with proofs; draws w for each ciphertext, question by question."""
    if not secret % Q:
        raise BallotUsageError("the decryption secret is zero")
    label = _label(election, G**secret)
    factors = tuple(tuple(one.alpha**secret for one in row) for row in tally.rows)
    proofs = tuple(
        tuple(prove_equal_logarithms(secret, one.alpha, label, entropy) for one in row) for row in tally.rows
    )
    value = {
        "decryption_factors": [[factor.hex for factor in row] for row in factors],
        "decryption_proofs": [[strict_json.proof_value(proof) for proof in row] for row in proofs],
    }
    return PartialDecryption(strict_json.dump(value), factors, proofs)


def parse_partial(raw: bytes) -> PartialDecryption:
    """Reads a partial decryption's exact bytes; raises a `Malformed`. No curve operation."""
    factors, proofs = strict_json.fields(strict_json.load(raw), _PARTIAL)
    return PartialDecryption(
        raw,
        tuple(tuple(strict_json.element(one) for one in strict_json.items(row)) for row in strict_json.items(factors)),
        tuple(tuple(strict_json.proof(one) for one in strict_json.items(row)) for row in strict_json.items(proofs)),
    )


def parse_owned(raw: bytes) -> tuple[int, str]:
    """The owner's number and the payload's hash of an owned partial decryption; raises a `Malformed`."""
    owner, payload = strict_json.fields(strict_json.load(raw), _OWNED)
    return strict_json.integer(owner, 1, 10_000), strict_json.text(payload)


def check_partial(election: Election, tally: Tally, public_key: Element, partial: PartialDecryption) -> None:
    """Every factor is the ciphertext's alpha raised to the owner's secret; raises `WrongShape` or `BadDecryption`."""
    shape = [len(row) for row in tally.rows]
    if [len(row) for row in partial.factors] != shape or [len(row) for row in partial.proofs] != shape:
        raise WrongShape("the factors or proofs do not fit the questions")
    label = _label(election, public_key)
    ciphertexts, factors = chain.from_iterable(tally.rows), chain.from_iterable(partial.factors)
    for one, factor, proof in zip(ciphertexts, factors, chain.from_iterable(partial.proofs), strict=True):
        try:
            holds = verify_equal_logarithms(public_key, one.alpha, factor, label, proof)
        except CryptoDataError as error:
            raise BadDecryption(str(error)) from None
        if not holds:
            raise BadDecryption("the proof of a decryption factor does not verify")


def combine(election: Election, tally: Tally, trustees: Trustees, partials: Mapping[int, PartialDecryption]) -> Result:
    """The result from checked partial decryptions by owner number: every Single, and T of each Pedersen.

    Where more than T members of a committee gave theirs, the T of lowest number are combined. Does not check the
    proofs (`check_partial`). Raises `NotEnoughDecryptions`, or `WrongResult` when a count is not `0..number`.
    """
    weighted = _weights(trustees, partials)
    table = _logarithms(tally.number)
    counts = []
    for position, row in enumerate(tally.rows):
        found = []
        for choice, one in enumerate(row):
            mask = product(partials[number].factors[position][choice] ** weight for number, weight in weighted)
            found.append(table.get(one.beta / mask, -1))
        counts.append(tuple(found))
    if min(chain.from_iterable(counts)) < 0:
        raise WrongResult(f"a count of {election.uuid} is not between 0 and the number of ballots")
    return Result(strict_json.dump({"result": counts}), tuple(counts))


def parse_result(raw: bytes) -> Result:
    """Reads a result's exact bytes; raises a `Malformed`."""
    (rows,) = strict_json.fields(strict_json.load(raw), ("result",))
    counts = tuple(
        tuple(strict_json.integer(count, 0, 2**31) for count in strict_json.items(row))
        for row in strict_json.items(rows)
    )
    return Result(raw, counts)


def _label(election: Election, public_key: Element) -> str:
    return f"decrypt|{election.fingerprint}|{public_key.hex}|"


def _weights(trustees: Trustees, partials: Mapping[int, PartialDecryption]) -> list[tuple[int, int]]:
    """Owner number and Lagrange exponent of each partial decryption that is used."""
    weighted = []
    for position, entry in enumerate(trustees.entries):
        given = [owner for owner in trustees.owners if owner.position == position and owner.number in partials]
        needed = 1 if isinstance(entry, SingleKey) else entry.threshold
        if len(given) < needed:
            raise NotEnoughDecryptions(f"trustee {position + 1}: {len(given)} of {needed} partial decryptions")
        used = given[:needed]
        weighted += [(owner.number, _lagrange(owner, used)) for owner in used]
    return weighted


def _lagrange(owner: Owner, used: Sequence[Owner]) -> int:
    weight = 1
    for other in used:
        if other is not owner:
            weight = weight * other.member * pow(other.member - owner.member, -1, Q) % Q
    return weight


def _logarithms(most: int) -> dict[Element, int]:
    """The table `g^0 .. g^most`: about 10 us an entry."""
    table, power = {IDENTITY: 0}, IDENTITY
    for exponent in range(1, most + 1):
        power = power * G
        table[power] = exponent
    return table
