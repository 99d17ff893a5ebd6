"""Two judges of one lie: bundles changed at random, and signed again with the commune's key where the server would.

    PYTHONPATH=tests .venv/bin/python -m museum.mutate 10000 [SEED]    (or a part of them: 2500-5000)

says of each mutation whether Python's verifier and the browser's (static/js/verifier, in Node.js) find the same checks
failing by the same errors and say it in the same sentences, and prints those where they do not. A mutation is known by
its seed and number: the same numbers are the same bundles.
"""

import base64
import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from record.sample_village import ORIGIN

from museum.bundles import files_of, unzipped
from museum.judges import NOW, lines_of, named
from museum.make import PIECES
from museum.test_museum import INDEX, is_bundle, stored, trusted
from museum.witnesses import cosigned, head_of
from voting.ledger.merkle import leaf_hash, tree_root
from voting.verifier.errors import UnreadableInput
from voting.verifier.evidence import Trusted
from voting.verifier.formats import bundle_evidence
from voting.verifier.verification import verify

SEED = "2026-11-27"
BATCH = 250
JUDGE = Path(__file__).with_name("judge.mjs")


@dataclass(frozen=True)
class Base:
    """A good bundle, taken apart."""

    name: str
    uuid: str
    files: dict[str, bytes]
    commune: tuple[bytes, ...]
    book: tuple[bytes, ...]
    trusted: Trusted


@dataclass
class Mutant:
    """A bundle that is being changed; `how` says what was done."""

    base: Base
    commune: list[bytes]
    book: list[bytes]
    files: dict[str, bytes]
    how: list[str] = field(default_factory=list)


def bases() -> list[Base]:
    """Every good bundle of the museum."""
    found = []
    for entry in INDEX["good"]:
        if is_bundle(entry):
            files = unzipped(stored(entry))
            uuid = next(name for name in files if name.endswith(".bel")).removesuffix(".bel")
            shown = bundle_evidence(files, entry["name"])
            found.append(Base(entry["name"], uuid, files, shown.commune.entries, shown.book.entries, trusted(entry)))
    return found


# what is changed


def edited(chance: random.Random, raw: bytes, others: list[bytes]) -> bytes:
    """An entry with one value anywhere in it changed to another of its kind, or to one of another entry."""
    value = json.loads(raw)
    places = list(leaves_of(value))
    holder, key = chance.choice(places)
    old = holder[key]
    if isinstance(old, str) and old[:1] in {"{", "["} and chance.random() < 0.8:
        holder[key] = edited(chance, old.encode(), others).decode()
    else:
        holder[key] = other_value(chance, old, others, key)
    return compacted(value)


def leaves_of(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a JSON value that holds a text, a number, a truth or an empty list."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in list(pairs):
        if isinstance(one, dict | list) and one:
            yield from leaves_of(one)
        if not isinstance(one, dict):
            yield value, key


def other_value(chance: random.Random, old: Any, others: list[bytes], key: Any) -> Any:
    """Another value like this one."""
    if isinstance(old, bool):
        return not old
    if isinstance(old, int):
        return chance.choice([old + 1, max(0, old - 1), 0, 1, old + chance.randrange(10), 10**9, -1, str(old)])
    if isinstance(old, list):
        return chance.choice([[], old[:-1], [*old, *old[:1]], list(reversed(old))])
    asked = chance.sample(others, min(6, len(others))) if isinstance(key, str) else []
    theirs = [json.loads(one).get(key) for one in asked]
    known = [one for one in theirs if isinstance(one, str) and one != old]
    if known and chance.random() < 0.6:
        return chance.choice(known)
    if len(old) == len("2026-11-22T13:05Z") and old.endswith("Z"):
        return moved(chance, old)
    at = chance.randrange(len(old) + 1)
    letters = "0123456789abcdefzKQ-ẩ \u200b"
    return chance.choice([old[:at] + chance.choice(letters) + old[at + 1 :], old[:at] + old[at + 1 :], "", old.upper()])


def moved(chance: random.Random, minute: str) -> str:
    """A minute with a digit changed."""
    at = chance.choice([6, 8, 9, 11, 12, 14, 15])
    return minute[:at] + chance.choice("0123456789") + minute[at + 1 :]


def compacted(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def flipped(chance: random.Random, raw: bytes) -> bytes:
    """One bit changed."""
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]


def edit_entry(chance: random.Random, book: list[bytes], all_of_it: list[bytes]) -> str:
    at = chance.randrange(len(book))
    book[at] = edited(chance, book[at], all_of_it)
    return f"edits {at}"


def flip_entry(chance: random.Random, book: list[bytes], _: list[bytes]) -> str:
    at = chance.randrange(len(book))
    book[at] = flipped(chance, book[at])
    return f"flips {at}"


def swap_entries(chance: random.Random, book: list[bytes], _: list[bytes]) -> str:
    at, to = (chance.randrange(len(book)) for _ in range(2))
    to = min(at + 1, len(book) - 1) if chance.random() < 0.5 else to
    book[at], book[to] = book[to], book[at]
    return f"swaps {at} {to}"


def remove_entry(chance: random.Random, book: list[bytes], _: list[bytes]) -> str:
    at = chance.randrange(len(book))
    del book[at]
    return f"removes {at}"


def repeat_entry(chance: random.Random, book: list[bytes], all_of_it: list[bytes]) -> str:
    at = chance.randrange(len(book) + 1)
    entry = chance.choice(all_of_it)
    if chance.random() < 0.5 and 0 < at <= len(book):
        entry = compacted(json.loads(entry) | {"at": json.loads(book[at - 1])["at"]})
    book.insert(at, entry)
    return f"inserts at {at}"


Change = Callable[[random.Random, list[bytes], list[bytes]], str]
CHANGES: tuple[tuple[Change, int], ...] = (
    (edit_entry, 10), (remove_entry, 2), (swap_entries, 2), (repeat_entry, 3), (flip_entry, 1),
)  # fmt: skip


def mutant(number: int, given: list[Base], seed: str = SEED) -> Mutant:
    """The bundle of this number."""
    chance = random.Random(f"{seed}|{number}")
    base = chance.choice(given)
    made = Mutant(base, list(base.commune), list(base.book), dict(base.files))
    if chance.random() < 0.1:
        name = chance.choice(list(made.files))
        made.files[name] = flipped(chance, made.files[name])
        made.how.append(f"flips a bit of {name}")
        return made
    for _ in range(chance.choice([1, 1, 1, 2])):
        where = chance.choice(["commune", "commune", "commune", "book"])
        book = made.commune if where == "commune" else made.book
        (change,) = chance.choices([one for one, _ in CHANGES], weights=[weight for _, weight in CHANGES])
        try:
            made.how.append(f"{where}: {change(chance, book, list(getattr(base, where)))}")
        except (ValueError, IndexError, AttributeError, TypeError) as error:  # an entry that was spoilt before
            made.how.append(f"{where}: nothing ({error})")
    if chance.random() < 0.7:
        mend(made)
    if chance.random() < 0.9:
        sign(made)
    return made


def mend(made: Mutant) -> None:
    """What a liar would put right: the vote's book names the opening where it stands now, the end names the book."""
    made.how.append("mends")
    place = next((at for at, raw in enumerate(made.commune) if is_of(raw, "vote-opened", made.base.uuid)), None)
    if place is not None:
        leaf = leaf_hash(made.commune[place]).hex()
        put(made.book, "book-started", made.base.uuid, opened_index=place, opened_leaf=leaf)
    end = {"size": len(made.book), "root": tree_root(made.book).hex()}
    put(made.commune, "vote-closed", made.base.uuid, **end)


def put(book: list[bytes], kind: str, uuid: str, **values: Any) -> None:
    for at, raw in enumerate(book):
        if is_of(raw, kind, uuid):
            book[at] = compacted({name: values.get(name, one) for name, one in json.loads(raw).items()})


def is_of(raw: bytes, kind: str, uuid: str) -> bool:
    try:
        value = json.loads(raw)
    except ValueError:
        return False
    return isinstance(value, dict) and (value.get("type"), value.get("vote")) == (kind, uuid)


def sign(made: Mutant) -> None:
    """Both books are signed as they are now, and the witnesses have seen it."""
    made.how.append("signs")
    files = {name: raw for name, raw in made.files.items() if "/tile/" not in name and name != "commune/cosigned"}
    head = head_of(ORIGIN, made.commune)
    with_witnesses = cosigned(head, made.commune) if all(map(is_read, made.commune)) else head
    files["commune/checkpoint"] = with_witnesses
    files["vote/checkpoint"] = head_of(f"{ORIGIN}/{made.base.uuid}", made.book)
    made.files = files | files_of("commune", made.commune) | files_of("vote", made.book)


def is_read(raw: bytes) -> bool:
    try:
        return isinstance(json.loads(raw), dict)
    except ValueError:
        return False


# who judges


def of_python(made: Mutant) -> list[str]:
    """The checks that fail, as the labels name them; then every sentence."""
    try:
        evidence = bundle_evidence(made.files, "a mutant")
    except UnreadableInput as error:
        return [f"input:{error.code}"]
    try:
        report = verify(evidence, trusted=replace(made.base.trusted, receipts=()), now=NOW)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        return [f"crash:{error!r}"]
    return [*(named(one.name, one.error, one.crime) for one in report.failures), *lines_of(report, "vi")]


def line_of(made: Mutant) -> str:
    """The mutant for `judge.mjs --stream`."""
    given = made.base.trusted
    members = [[name, base64.b64encode(raw).decode()] for name, raw in made.files.items()]
    shown: dict[str, Any] = {"now": NOW.timestamp(), "members": members}
    if given.vkey:
        register = next(PIECES / entry["register"] for entry in INDEX["good"] if entry["name"] == made.base.name)
        shown |= {"vkey": given.vkey, "policy": given.policy.decode(), "register": str(register)}
    return json.dumps(shown) + "\n"


def compared(
    numbers: range, seed: str = SEED, node: str = "node"
) -> Iterator[tuple[int, Mutant, list[str], list[str]]]:
    """Of each number its mutant, and what Python and JavaScript say."""
    given = bases()
    for start in range(numbers.start, numbers.stop, BATCH):
        batch = range(start, min(start + BATCH, numbers.stop))
        made = [mutant(number, given, seed) for number in batch]
        yield from ((number, one, *said) for number, one, said in zip(batch, made, said_of(made, node), strict=True))


def said_of(made: list[Mutant], node: str = "node") -> list[tuple[list[str], list[str]]]:
    """What Python and JavaScript say of each mutant; both judge at the same time."""
    with subprocess.Popen([node, str(JUDGE), "--stream"], stdin=-1, stdout=-1, text=True) as judge:
        reader = _later(judge, "".join(map(line_of, made)))
        ours = [of_python(one) for one in made]
        theirs = [[*said["failed"], *said["vi"]] for said in map(json.loads, reader().splitlines())]
    return list(zip(ours, theirs, strict=True))


def _later(judge: "subprocess.Popen[str]", lines: str) -> Callable[[], str]:
    """Feeds the other judge beside our own work; its answers, once asked for."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    pool = ThreadPoolExecutor(1)
    future = pool.submit(lambda: judge.communicate(lines)[0])
    return future.result


def first_failure(said: list[str]) -> str:
    """The first check that fails, by its name."""
    return said[0] if said[0][:1].isalpha() else "accepted"


def main() -> int:
    """Compare so many mutations and print where the judges differ."""
    first, _, last = sys.argv[1].rpartition("-")
    numbers, seed = range(int(first or 0), int(last)), (sys.argv[2:] or [SEED])[0]
    found: Counter[str] = Counter()
    differ = 0
    for number, made, ours, theirs in compared(numbers, seed, os.environ.get("NODE", "node")):
        found[first_failure(ours)] += 1
        if ours != theirs:
            differ += 1
            differing = [pair for pair in zip_longest(ours, theirs) if pair[0] != pair[1]]
            print(f"{number} {made.base.name} {made.how}\n  {differing}", flush=True)
        if (number + 1) % BATCH == 0:
            print(f"{number + 1} judged, {differ} differ", file=sys.stderr, flush=True)
    for name, times in found.most_common():
        print(f"{times:6} {name}")
    print(f"{len(numbers)} mutations of seed {seed}, {differ} judged differently")
    return int(differ > 0)


if __name__ == "__main__":
    sys.exit(main())
