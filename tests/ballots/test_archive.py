"""The archive: written byte for byte, and every forgery the Belenios tool lets pass is refused by name."""

import io
import json
import tarfile
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from ballots.sample_vote import UP_TO_TWO, USUAL, WITH_BLANK, SampleVote, sample_vote
from voting.ballots import audit, strict_json, tar_blocks
from voting.ballots.archive import Archive, ArchiveWriter, read_archive
from voting.ballots.audit import verify_archive
from voting.ballots.ballot import Ballot, parse_ballot
from voting.ballots.errors import BallotDataError, BallotUsageError
from voting.ballots.tally import PartialDecryption, Tally
from voting.crypto.hashes import sha256_hex

Members = list[tuple[str, bytes]]


@cache
def vote() -> SampleVote:
    """Two households vote, the first one twice."""
    return sample_vote([USUAL], [(0, [[1, 0, 0]]), (1, [[0, 1, 0]]), (0, [[0, 0, 1]])])


@cache
def good() -> bytes:
    return vote().archive()


def members(raw: bytes) -> Members:
    return [(name, content) for name, content, _ in tar_blocks.members(raw)]


def packed(listed: Members, timestamp: int = 1_795_354_632) -> bytes:
    return b"".join(tar_blocks.member(name, content, timestamp) for name, content in listed)


def forged(change: Callable[[str, Any], Any], *, keep: Callable[[str, Any], bool] = lambda _, __: True) -> bytes:
    """The archive with each payload or event changed as JSON, all hashes and parents made to fit again."""
    renamed: dict[str, str] = {}
    written: Members = []
    parent, height = None, 0
    for name, content in members(good()):
        value = json.loads(content)
        kind = value.get("type", "data") if name.endswith("event.json") else "data"
        if name == "BELENIOS" or not keep(kind, value):
            written += [(name, content)] if name == "BELENIOS" else []
            continue
        for old, new in renamed.items():
            content = content.replace(old.encode(), new.encode())  # noqa: PLW2901
        value = change(kind, json.loads(content))
        if kind != "data":
            value = {"parent": parent, **value} if parent else value
            value |= ({"parent": parent} if parent else {}) | {"height": height}
            height += 1
        content = value if isinstance(value, bytes) else strict_json.dump(value)  # noqa: PLW2901
        digest = sha256_hex(content)
        renamed[name[:64]] = digest
        parent = parent if kind == "data" else digest
        written.append((digest + name[64:], content))
    return packed(written)


def on_payload(field: str, by: Callable[[Any], Any]) -> Callable[[str, Any], Any]:
    """Changes the payloads that are objects with this field."""

    def change(kind: str, value: Any) -> Any:
        return by(value) if kind == "data" and isinstance(value, dict) and field in value else value

    return change


def on_strings(by: Callable[[list[str]], list[str]]) -> Callable[[str, Any], Any]:
    """Changes the payload that is a list of strings: the credentials."""

    def change(kind: str, value: Any) -> Any:
        return by(value) if kind == "data" and isinstance(value, list) and isinstance(value[0], str) else value

    return change


def unchanged(_: str, value: Any) -> Any:
    return value


def put(**fields: Any) -> Callable[[Any], Any]:
    return lambda value: {**value, **fields}


def without(kinds: str) -> bytes:
    return forged(unchanged, keep=lambda kind, _: kind != kinds)


def _next_owner(value: Any) -> Any:
    return {**value, "owner": value["owner"] % 4 + 1}


def _without_voter(rows: list[str]) -> list[str]:
    return [one for one in rows if one != vote().ballots[0].credential]


def test_forging_nothing_gives_the_same_archive() -> None:
    assert forged(unchanged) == good()
    assert verify_archive(good()).counts == ((0, 1, 1),)


def _is_tally(kind: str, value: Any) -> bool:
    rows = isinstance(value, list) and isinstance(value[0], list)
    return kind == "data" and rows and isinstance(value[0][0], dict)


def _swap_tally(kind: str, value: Any) -> Any:
    return [value[0][::-1]] if _is_tally(kind, value) else value


def _without_tally(kind: str, value: Any) -> bool:
    return not (kind == "EncryptedTally" or "num_tallied" in value or _is_tally(kind, value))


def _without_last_ballot(kind: str, value: Any) -> bool:
    raw = vote().ballots[-1].raw
    return value.get("payload") != sha256_hex(raw) if kind == "Ballot" else value != json.loads(raw)


def _ballot_twice() -> bytes:
    writer = ArchiveWriter(1_795_354_632)
    writer.setup(vote().election.raw, vote().committee.trustees.raw, vote().credentials)
    writer.ballot(vote().ballots[0].raw)
    writer.ballot(vote().ballots[0].raw)
    return writer.take()


FORGERIES: dict[str, tuple[Callable[[], bytes], str]] = {
    "wrong num_tallied": (lambda: forged(on_payload("num_tallied", put(num_tallied=3))), "wrong-tally"),
    "wrong total_weight": (lambda: forged(on_payload("num_tallied", put(total_weight=3))), "wrong-tally"),
    "missing EndBallots": (lambda: without("EndBallots"), "bad-event-chain"),
    "missing EncryptedTally": (lambda: forged(unchanged, keep=_without_tally), "bad-event-chain"),
    "unsorted credentials": (lambda: forged(on_strings(lambda rows: rows[::-1])), "bad-credentials"),
    "a credential twice": (lambda: forged(on_strings(lambda rows: [rows[0], *rows])), "bad-credentials"),
    "upper-case credential": (lambda: forged(on_strings(lambda rows: ["A" * 64, *rows])), "bad-element-text"),
    "a credential left out": (lambda: forged(on_strings(_without_voter)), "unknown-credential"),
    "another result": (lambda: forged(on_payload("result", put(result=[[1, 0, 1]]))), "wrong-result"),
    "a space in the result": (lambda: forged(on_payload("result", lambda _: b'{"result": [[0,1,1]]}')), "wrong-result"),
    "another tally": (lambda: forged(_swap_tally), "wrong-tally"),
    "an owner twice": (lambda: forged(on_payload("owner", put(owner=1))), "wrong-owner"),
    "an unknown owner": (lambda: forged(on_payload("owner", put(owner=5))), "wrong-owner"),
    "another member's decryption": (lambda: forged(on_payload("owner", _next_owner)), "bad-decryption"),
    "a dropped ballot": (lambda: forged(unchanged, keep=_without_last_ballot), "wrong-tally"),
    "a ballot twice": (_ballot_twice, "bad-member"),
}


@pytest.mark.parametrize("crime", FORGERIES)
def test_a_forged_archive_is_refused_under_its_name(crime: str) -> None:
    make, name = FORGERIES[crime]
    with pytest.raises(BallotDataError) as refusal:
        verify_archive(make())
    assert refusal.value.name == name


def _with_members(change: Callable[[Members], Members]) -> bytes:
    return packed(change(members(good())))


BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "bad-event-chain"),
    "only the header": (lambda: good()[:1024], "bad-event-chain"),
    "cut within a member": (lambda: good()[:-100], "bad-tar-block"),
    "cut within a header": (lambda: good()[:1000], "bad-tar-block"),
    "cut before the event": (lambda: _with_members(lambda listed: listed[:-1]), "bad-event-chain"),
    "end blocks": (lambda: good() + bytes(1024), "bad-tar-block"),
    "another mode": (lambda: good().replace(b"0000644", b"0000600", 1), "bad-tar-block"),
    "another checksum": (lambda: good()[:150] + b"7" + good()[151:], "bad-tar-block"),
    "dirt in the padding": (lambda: good()[:1000] + b"x" + good()[1001:], "bad-tar-block"),
    "no header member": (lambda: _with_members(lambda listed: listed[1:]), "wrong-fields"),
    "header under another name": (lambda: packed([("BELENIOZ", members(good())[0][1])]), "bad-archive"),
    "a wrong name": (
        lambda: _with_members(lambda listed: [*listed[:1], ("0" * 64 + ".data.json", b"[]")]),
        "bad-member",
    ),
    "a name of another form": (lambda: _with_members(lambda listed: [*listed[:1], ("x.json", b"[]")]), "bad-member"),
    "a member twice": (lambda: _with_members(lambda listed: [*listed[:2], *listed[1:]]), "bad-member"),
    "an unused data member": (
        lambda: _with_members(lambda listed: [listed[0], (sha256_hex(b"[]") + ".data.json", b"[]"), *listed[1:]]),
        "bad-member",
    ),
    "events in another order": (lambda: _with_members(lambda listed: [*listed[:6], *listed[8:]]), "bad-event-chain"),
    "another time in one member": (
        lambda: good()[:1024] + tar_blocks.member(*members(good())[1], 5) + good()[1024 + 512 + 512 :],
        "bad-member",
    ),
    "a time with a leading zero": (
        lambda: packed([("BELENIOS", b'{"version":1,"timestamp":"01"}')], 1),
        "bad-archive",
    ),
}


@pytest.mark.parametrize("crime", BROKEN)
def test_a_broken_file_is_refused_under_its_name(crime: str) -> None:
    make, name = BROKEN[crime]
    with pytest.raises(BallotDataError) as refusal:
        read_archive(make())
    assert refusal.value.name == name


def test_every_flipped_byte_outside_is_noticed() -> None:
    raw = good()
    for position in range(0, len(raw), 997):
        changed = raw[:position] + bytes([raw[position] ^ 1]) + raw[position + 1 :]
        with pytest.raises(BallotDataError):
            verify_archive(changed)


def test_ordinary_tar_programs_read_it() -> None:
    with tarfile.open(fileobj=io.BytesIO(good())) as tar:
        names = tar.getnames()
    assert names == [name for name, _ in members(good())]


def test_an_archive_verifies_after_every_event() -> None:
    events = [index for index, (name, _) in enumerate(members(good()), start=1) if name.endswith("event.json")]
    for count in events:
        found = verify_archive(packed(members(good())[:count]))
        assert (found.counts is None) == (count != events[-1])


def test_the_last_ballot_of_a_household_counts() -> None:
    several = sample_vote(
        [USUAL, WITH_BLANK, UP_TO_TWO],
        [
            (0, [[1, 0, 0], [1, 0, 0], [0, 0, 0, 0]]),
            (1, [[0, 1, 0], [0, 1, 0], [1, 1, 0, 0]]),
            (0, [[0, 0, 1], [0, 0, 1], [0, 1, 0, 1]]),
            (2, [[0, 1, 0], [1, 0, 0], [0, 0, 0, 1]]),
        ],
    )
    assert verify_archive(several.archive((1, 3, 4))).counts == ((0, 2, 1), (1, 1, 1), (1, 2, 0, 2))


def test_nobody_votes() -> None:
    assert verify_archive(sample_vote([USUAL], []).archive()).counts == ((0, 0, 0),)


def test_ballots_are_checked_on_two_processes() -> None:
    assert len(verify_archive(good(), processes=2).ballots) == 3
    setup = audit.check_setup(read_archive(good()))
    sound = [parse_ballot(raw) for raw in read_archive(good()).ballots]
    forged = replace_signature(sound[0], sound[1])
    names = [one and one.name for one in audit.ballot_errors([*sound, forged], setup.election, processes=2)]
    assert names == [None, None, None, "bad-signature"]


def replace_signature(ballot: Ballot, other: Ballot) -> Ballot:
    """The ballot with the response of another's signature."""
    value = strict_json.load(ballot.raw)
    value["signature"]["proof"]["response"] = str(other.signature.response)
    return parse_ballot(strict_json.dump(value))


def test_the_writer_refuses_another_order() -> None:
    writer = ArchiveWriter(1)
    for step in (
        lambda: writer.ballot(b"{}"),
        writer.end_ballots,
        lambda: writer.encrypted_tally(Tally((), 0)),
        lambda: writer.partial(1, PartialDecryption(b"", (), ())),
        lambda: writer.result(b""),
    ):
        with pytest.raises(BallotUsageError):
            step()
    assert writer.head == ""
    with pytest.raises(BallotUsageError):
        ArchiveWriter(8**11)


def test_pieces_taken_one_by_one_are_the_archive() -> None:
    found: Archive = read_archive(good())
    writer = ArchiveWriter(found.timestamp)
    pieces = [writer.take()]
    writer.setup(found.election, found.trustees, found.credentials)
    for ballot in found.ballots:
        pieces.append(writer.take())
        writer.ballot(ballot)
    pieces.append(writer.take())
    assert good().startswith(b"".join(pieces))
    assert writer.take() == b""
