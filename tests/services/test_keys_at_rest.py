"""The server's key of a vote is nowhere once it is not needed any more: in no table, no log, no file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from village.life import Village
from village.people import COMMUNE, MEMBERS

from voting.bootstrap import KEYS
from voting.services.votes.closing import VOTE_KEY


def key_of(village: Village, uuid: str) -> dict[str, bytes]:
    """All by which the server's key of a vote could be had: itself, as it is sealed, the file that opens it."""
    with village.desk.database.reading() as tx:
        plain = tx.secrets.get(COMMUNE, VOTE_KEY, uuid)
        query = text("SELECT sealed, key_file FROM sealed_secrets WHERE kind = :kind AND name = :name")
        sealed, key_file = tx._work.run(query, {"kind": VOTE_KEY, "name": uuid}).one()
    number = int.from_bytes(plain, "big")
    return {
        "plain": plain,
        "little-endian": plain[::-1],
        "hex": plain.hex().encode(),
        "decimal": str(number).encode(),
        "sealed": bytes(sealed),
        "key file": (village.folder / KEYS / key_file).read_bytes(),
    }


def found_in_files(village: Village, parts: dict[str, bytes]) -> set[str]:
    """Which of them stand in any file of the installation: database, write-ahead log, keys, made files."""
    files = [path for path in village.folder.rglob("*") if path.is_file()]
    assert Path(village.url.removeprefix("sqlite:///")) in files
    contents = [path.read_bytes() for path in files]
    return {name for name, part in parts.items() if any(part in content for content in contents)}


def finish(village: Village) -> str:
    village.count(village.votes["counting"], MEMBERS[1:])
    return village.votes["counting"]


def cancel(village: Village) -> str:
    village.services.votes.cancel(village.actors["head"], village.votes["open"], "Nhầm nội dung")
    return village.votes["open"]


@pytest.mark.parametrize(("which", "end"), [("counting", finish), ("open", cancel)], ids=["result", "cancelled"])
def test_with_the_end_of_a_vote_the_server_s_key_is_in_no_file(
    village: Village, which: str, end: Callable[[Village], str]
) -> None:
    parts = key_of(village, village.votes[which])
    assert found_in_files(village, parts) == {"sealed", "key file"}
    uuid = end(village)
    village.bundle(uuid)
    assert found_in_files(village, parts) == set()
    with village.desk.database.reading() as tx:
        assert uuid not in tx.secrets.names(COMMUNE, VOTE_KEY)


def test_two_votes_never_share_a_key_file(village: Village) -> None:
    parts = [key_of(village, village.votes[name]) for name in ("open", "upcoming", "counting")]
    assert len({one["key file"] for one in parts}) == len(parts)
