"""The ballots' proofs: nearly all of the work, on several cores, each ballot once however often it is asked about."""

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import TypeVar

from voting.ballots.acceptance import verified_trackers
from voting.ballots.audit import ballot_errors
from voting.ballots.ballot import Ballot
from voting.ballots.election import Election
from voting.ballots.errors import BallotDataError

Answer = TypeVar("Answer")
Progress = Callable[[int, int], None]
"""Called with the number of ballots checked and their total."""


def silent(done: int, total: int) -> None:
    """No progress wanted."""


class BallotProofs:
    """Checks proofs on `processes` processes, and says how far it has come."""

    def __init__(self, processes: int, progress: Progress) -> None:
        self._processes, self._progress = processes, progress
        self._done = self._total = 0

    def of_envelopes(self, election: Election, envelopes: Sequence[bytes]) -> Iterator[str | BallotDataError | None]:
        """The tracker of each ballot whose proofs and sequence seal verify, in order, else what is wrong with it.

        Other processes go on while the answers are taken one by one. Without any, `None` is said of each: whoever asks
        has read the ballot already, and checks it without reading it again.
        """
        answers: Iterator[str | BallotDataError | None] = repeat(None, len(envelopes))
        if self._processes > 1:
            answers = verified_trackers(envelopes, election, processes=self._processes)
        return self._counted(answers, len(envelopes))

    def of_ballots(self, election: Election, ballots: Sequence[Ballot]) -> Iterator[BallotDataError | None]:
        """For each bare ballot, in order, what is wrong with it, or `None`."""
        return self._counted(ballot_errors(ballots, election, processes=self._processes), len(ballots))

    def _counted(self, answers: Iterator[Answer], number: int) -> Iterator[Answer]:
        self._total += number
        for answer in answers:
            self._done += 1
            self._progress(self._done, self._total)
            yield answer
