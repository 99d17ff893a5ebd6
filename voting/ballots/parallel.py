"""One check over many byte strings, in order, on several processor cores."""

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Final, TypeVar

from voting.ballots.election import Election

Answer = TypeVar("Answer")

_CHUNKS_PER_PROCESS: Final = 8


def check_each(
    check: Callable[[bytes, Election], Answer], raws: Sequence[bytes], election: Election, processes: int
) -> Iterator[Answer]:
    """Yields `check(raw, election)` of each, in order. `check` is a module's function and returns errors as values.

    One process, or too little to do, means this process and no pool.
    """
    if processes <= 1 or len(raws) < 2 * processes:
        yield from map(check, raws, repeat(election))
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - 30 ms that one process need not pay

    chunk = max(1, len(raws) // (processes * _CHUNKS_PER_PROCESS))
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(check, raws, repeat(election), chunksize=chunk)
