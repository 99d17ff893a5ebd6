"""What a finished or growing archive must show, step by step (PROTOCOL sections 5 to 7 and 9).

Each function checks one thing and raises the `BallotDataError` of the first crime it finds, so that a verifier can
number them and run them all; `verify_archive` runs them in order. Everything is recomputed: a count, a weight or a
tally that is merely stated proves nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voting.ballots import tally as counting
from voting.ballots.acceptance import check_ballot_proofs
from voting.ballots.archive import Archive, read_archive
from voting.ballots.ballot import Ballot, parse_ballot
from voting.ballots.credentials import parse_credentials
from voting.ballots.election import Election, parse_election
from voting.ballots.errors import (
    BallotDataError,
    DuplicateBallot,
    DuplicateCiphertext,
    UnknownCredential,
    WrongOwner,
    WrongResult,
    WrongTally,
)
from voting.ballots.parallel import check_each
from voting.ballots.tally import Tally
from voting.ballots.trustees import Trustees, check_trustees, parse_trustees


@dataclass(frozen=True, slots=True)
class Setup:
    """The three parsed setup files; `credentials` is sorted."""

    election: Election
    trustees: Trustees
    credentials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """What held: the setup, the ballots in order, the tally recomputed, and the counts if a result is published."""

    setup: Setup
    ballots: tuple[Ballot, ...]
    tally: Tally
    counts: tuple[tuple[int, ...], ...] | None


def verify_archive(raw: bytes, *, processes: int = 1) -> Audit:
    """All checks of a `.bel`, finished or still open; raises the `BallotDataError` of the first crime."""
    archive = read_archive(raw)
    setup = check_setup(archive)
    ballots = check_ballots(archive, setup, processes=processes)
    tally = check_tally(archive, setup.election, ballots)
    check_partials(archive, setup, tally)
    return Audit(setup, ballots, tally, check_result(archive, setup, tally))


def check_setup(archive: Archive) -> Setup:
    """Election, trustees (every proof) and credential list are well-formed and belong together."""
    election, trustees = parse_election(archive.election), parse_trustees(archive.trustees)
    check_trustees(trustees, election)
    return Setup(election, trustees, parse_credentials(archive.credentials))


def check_ballots(archive: Archive, setup: Setup, *, processes: int = 1) -> tuple[Ballot, ...]:
    """Every ballot: known credential, no double, all proofs. On `processes` processes; about 2 ms a ballot."""
    ballots = tuple(parse_ballot(raw) for raw in archive.ballots)
    known = set(setup.credentials)
    for ballot in ballots:
        if ballot.credential not in known:
            raise UnknownCredential(f"{ballot.tracker}: the credential is not in the list")
    require_fresh(ballots)
    for error in ballot_errors(ballots, setup.election, processes=processes):
        if error is not None:
            raise error
    return ballots


def require_fresh(ballots: Sequence[Ballot]) -> None:
    """Step 10 over a whole list: no ballot twice, no ciphertext twice, not even within one ballot."""
    trackers: set[str] = set()
    ciphertexts: set[str] = set()
    for ballot in ballots:
        if ballot.tracker in trackers:
            raise DuplicateBallot(f"{ballot.tracker}: twice")
        trackers.add(ballot.tracker)
        for one in ballot.ciphertexts:
            if one in ciphertexts:
                raise DuplicateCiphertext(f"{ballot.tracker}: a ciphertext seen before")
            ciphertexts.add(one)


def ballot_errors(
    ballots: Sequence[Ballot], election: Election, *, processes: int = 1
) -> Iterator[BallotDataError | None]:
    """Steps 2 and 4 to 8 of each bare ballot, in order, as they are found: `None` where all hold, else the error.

    Other processes are given a ballot's bytes: to hand over a ballot that was read costs more than to read it again.
    """
    if processes <= 1:
        return (_ballot_error(ballot, election) for ballot in ballots)
    return check_each(_raw_ballot_error, [ballot.raw for ballot in ballots], election, processes)


def _raw_ballot_error(raw: bytes, election: Election) -> BallotDataError | None:
    return _ballot_error(parse_ballot(raw), election)


def _ballot_error(ballot: Ballot, election: Election) -> BallotDataError | None:
    try:
        check_ballot_proofs(ballot, election)
    except BallotDataError as error:
        return error
    return None


def check_tally(archive: Archive, election: Election, ballots: Sequence[Ballot]) -> Tally:
    """The tally recomputed from the last ballots; equal to the published one, with its count and weight, if any."""
    tally = counting.encrypted_tally(election, ballots)
    if archive.encrypted_tally is not None and archive.encrypted_tally != tally.raw:
        raise WrongTally("the encrypted tally is not the product of the ballots")
    if archive.sized_tally is not None and archive.sized_tally != tally.sized_raw:
        raise WrongTally("the number of ballots or their weight is not that of the ballots")
    return tally


def check_partials(archive: Archive, setup: Setup, tally: Tally) -> None:
    """Every partial decryption is by a known owner, one each, and proven."""
    keys = {owner.number: owner.public_key for owner in setup.trustees.owners}
    for number, raw in archive.partials:
        if number not in keys:
            raise WrongOwner(f"owner {number} is unknown or gave two partial decryptions")
        counting.check_partial(setup.election, tally, keys.pop(number), counting.parse_partial(raw))


def check_result(archive: Archive, setup: Setup, tally: Tally) -> tuple[tuple[int, ...], ...] | None:
    """The published result is what the partial decryptions give; `None` when none is published."""
    if archive.result is None:
        return None
    partials = {number: counting.parse_partial(raw) for number, raw in archive.partials}
    result = counting.combine(setup.election, tally, setup.trustees, partials)
    if result.raw != archive.result:
        raise WrongResult("the published result is not what the decryptions give")
    return result.counts
