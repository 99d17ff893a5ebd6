"""Changing one value of a record or archive, whatever it is, and mending every hash and signature around it."""

import json
import random
from collections.abc import Iterator
from typing import Any

from voting.ballots import tar_blocks
from voting.crypto.hashes import sha256_hex

HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**31, 2**53, 10**400, "", "0", "1", "é", "\u202e", "a" * 70_000, [], {}, [[]], [{}],
    "0" * 64, "f" * 64, "01" + "0" * 62, "0" * 63 + "1", "9" * 77, str(2**252),
    "9999-12-31T23:59Z", "0001-01-01T00:00Z",
)  # fmt: skip


def dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _paths(item, (*path, key))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _inside(text: Any) -> Any:
    """The JSON value that a text of an entry holds, if it holds one."""
    return json.loads(text) if isinstance(text, str) and text[:1] in ("[", "{") else None


def mutated(value: Any, chance: random.Random) -> Any:
    """One value left out, doubled, moved or replaced; also inside texts that hold JSON themselves."""
    paths = list(_paths(value))
    path = chance.choice(paths)
    if not path:
        return chance.choice(HOSTILE)
    holder, key = _at(value, path[:-1]), path[-1]
    inside, kind = _inside(holder[key]), chance.randrange(6)
    if inside is not None and kind:
        holder[key] = dump(mutated(inside, chance)).decode()
    elif kind == 1 and isinstance(holder, list):
        holder.insert(key, holder[key])
    elif kind == 2:
        del holder[key]
    elif kind == 3:
        holder[key] = json.loads(dump(_at(value, chance.choice(paths))))
    else:
        holder[key] = chance.choice(HOSTILE)
    return value


def mutated_entries(raws: tuple[bytes, ...], chance: random.Random) -> list[bytes]:
    """A book with one entry changed; sign and hash it anew."""
    place = chance.randrange(len(raws))
    return [*raws[:place], dump(mutated(json.loads(raws[place]), chance)), *raws[place + 1 :]]


def mutated_archive(raw: bytes, chance: random.Random) -> bytes:
    """The archive with one file changed, every name, payload and parent after it mended."""
    members = list(tar_blocks.members(raw))
    changed = chance.randrange(1, len(members))
    names: dict[str, str] = {}
    made = []
    for place, (name, content, timestamp) in enumerate(members):
        body = content if place else b""
        for old, new in names.items():
            body = body.replace(old.encode(), new.encode())
        if place == changed:
            body = dump(mutated(json.loads(body), chance))
        digest, _, ending = name.partition(".")
        new_name = f"{sha256_hex(body)}.{ending}" if place else name
        names[digest] = new_name.partition(".")[0]
        made.append(tar_blocks.member(new_name, body or content, timestamp))
    return b"".join(made)
