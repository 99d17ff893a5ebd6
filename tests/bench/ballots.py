"""What a ballot costs: processor milliseconds to seal, read and verify one of the usual vote (3 options, min 1, max 1).

`python -m tests.bench.ballots` prints the figures as JSON; `measure()` returns them for the table of `make bench`.
Measured as the best of several rounds of process time, so that another program on the machine disturbs little.
"""

import json
import time
from collections.abc import Callable

from voting.ballots.acceptance import check_proofs, verified_trackers
from voting.ballots.ballot import seal
from voting.ballots.credentials import parse_credentials, serialize_credentials
from voting.ballots.election import Election, Question
from voting.ballots.envelope import Envelope, make_envelope, parse_envelope
from voting.ballots.tally import encrypted_tally
from voting.crypto.group import G
from voting.crypto.scalars import random_scalar

SECRET = 1234567890123456789
QUESTION = Question("Có làm đường hoa không?", ("Đồng ý", "Không đồng ý", "Ý kiến khác"))
BATCH = 400


def best_ms(action: Callable[[], object], *, times: int, rounds: int = 7) -> float:
    """Processor milliseconds of one action: the best round's mean."""
    means = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            action()
        means.append((time.process_time() - start) / times * 1000)
    return round(min(means), 4)


def batch_per_second(envelope: Envelope, election: Election, processes: int) -> float:
    """Ballots verified in a second of wall time by a pool (its start included)."""
    start = time.perf_counter()
    trackers = list(verified_trackers([envelope.raw] * BATCH, election, processes=processes))
    if set(trackers) != {envelope.ballot.tracker}:
        raise AssertionError("a good ballot was refused")
    return round(BATCH / (time.perf_counter() - start), 1)


def measure() -> dict[str, float]:
    """The figures by name; names end in their unit."""
    election = Election.build("Họp thôn", [QUESTION], G ** random_scalar())
    envelope = make_envelope(seal(election, SECRET, [[0, 1, 0]]), SECRET, 1)
    ballots = [seal(election, SECRET + one, [[1, 0, 0]]) for one in range(50)]
    listed = serialize_credentials(G ** (one + 2) for one in range(200))
    return {
        "ballot_bytes": float(len(envelope.ballot.raw)),
        "seal_ms": best_ms(lambda: make_envelope(seal(election, SECRET, [[0, 1, 0]]), SECRET, 1), times=30),
        "parse_ms": best_ms(lambda: parse_envelope(envelope.raw), times=500),
        "verify_ms": best_ms(lambda: check_proofs(envelope, election), times=30),
        "tally_per_ballot_ms": round(best_ms(lambda: encrypted_tally(election, ballots), times=3) / len(ballots), 4),
        "credential_ms": round(best_ms(lambda: parse_credentials(listed), times=3) / 200, 4),
        "verify_per_second_1_process": batch_per_second(envelope, election, 1),
        "verify_per_second_2_processes": batch_per_second(envelope, election, 2),
    }


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
