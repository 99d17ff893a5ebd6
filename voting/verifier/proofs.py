"""The ballots' proofs: nearly all of the work, on several cores, each ballot once however often it is asked about."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from voting.ballots.acceptance import verified_trackers
from voting.ballots.audit import ballot_errors
from voting.ballots.ballot import Ballot
from voting.ballots.election import Election
from voting.ballots.errors import BallotDataError

Progress = Callable[[int, int], None]
"""Called with the number of ballots checked and their total."""


def silent(done: int, total: int) -> None:
    """No progress wanted."""


class BallotProofs:
    """Remembers what was checked. `total` is how many ballots there are to check, for the progress."""

    def __init__(self, processes: int, progress: Progress) -> None:
        self.total = 0
        self.envelopes: set[str] = set()
        self._processes, self._progress = processes, progress
        self._trackers: set[str] = set()
        self._done = 0

    def check_envelopes(self, election: Election, envelopes: Sequence[bytes]) -> None:
        """Check ballots with their sequence seals; `envelopes` then holds the SHA-256 (hex) of those that verify."""
        found = verified_trackers(envelopes, election, processes=self._processes)
        for raw, answer in zip(envelopes, found, strict=True):
            self._step()
            if isinstance(answer, str):
                self.envelopes.add(sha256(raw).hexdigest())
                self._trackers.add(answer)

    def errors(self, election: Election, ballots: Sequence[Ballot]) -> Iterator[tuple[int, BallotDataError]]:
        """Position (from 0) and error of each bare ballot that does not verify; those that did before cost nothing.

        A tracker fixes the ballot's bytes, and they name the fingerprint of their election.
        """
        rest = [(n, one) for n, one in enumerate(ballots) if not self._verified(election, one)]
        found = ballot_errors([one.raw for _, one in rest], election, processes=self._processes)
        for (number, _), error in zip(rest, found, strict=True):
            self._step()
            if error is not None:
                yield number, error

    def _verified(self, election: Election, ballot: Ballot) -> bool:
        same = (ballot.election_uuid, ballot.election_hash) == (election.uuid, election.fingerprint)
        return same and ballot.tracker in self._trackers

    def _step(self) -> None:
        self._done += 1
        self._progress(self._done, max(self._done, self.total))
