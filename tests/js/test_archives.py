"""An archive is refused by the same name in Python and in the browser: honest ones, cut, changed, rebuilt."""

import json
import random
from base64 import b64encode
from collections.abc import Iterator

import pytest
from fixtures.node import Run

from voting.ballots import audit, credentials, single, tally, trustees
from voting.ballots.archive import ArchiveWriter, read_archive
from voting.ballots.ballot import seal
from voting.ballots.election import Election, Question
from voting.ballots.errors import BallotDataError
from voting.ballots.tar_blocks import BLOCK_BYTES, members
from voting.ballots.tar_blocks import member as tar_member

pytestmark = pytest.mark.node
SEED, TIME_S = 20261122, 1_795_354_632
CARDS = ["".join("123456789ABCDEFGHJKLMN"[(at + turn) % 22] for at in range(22)) for turn in range(3)]
SECRETS = (987_654_321, 123_456_789)
UUID = "LQPJ8JgSd243rN"


def archive(secrets: tuple[int, ...] = SECRETS) -> bytes:
    """A whole one: three ballots, one of them replaced, opened by two trustees."""
    keys = [single.make_single(secret) for secret in secrets]
    listed = trustees.serialize_trustees(keys)
    key = trustees.parse_trustees(listed).public_key
    election = Election.build("Giờ rác", [Question("Ông bà có đồng ý không?", ("Đồng ý", "Không"))], key, uuid=UUID)
    writer = ArchiveWriter(TIME_S)
    households = [credentials.vote_credential(credentials.household_key(card), UUID) for card in CARDS]
    writer.setup(election.raw, listed, credentials.serialize_credentials(households))
    ballots = []
    for household, choice in ((0, [1, 0]), (1, [0, 1]), (0, [0, 1]), (2, [1, 0])):
        secret = credentials.vote_secret(credentials.household_secret(CARDS[household]), UUID)
        ballots.append(seal(election, secret, [choice]))
        writer.ballot(ballots[-1].raw)
    writer.end_ballots()
    counted = tally.encrypted_tally(election, ballots)
    writer.encrypted_tally(counted)
    parts = [tally.partial_decryption(election, counted, secret) for secret in secrets]
    for owner, part in enumerate(parts, start=1):
        writer.partial(owner, part)
    opened = tally.combine(election, counted, trustees.parse_trustees(listed), dict(enumerate(parts, start=1)))
    writer.result(opened.raw)
    return writer.take()


def rebuilt(raw: bytes, order: list[int]) -> bytes:
    """The archive with its members in another order, some left out, some twice."""
    found = list(members(raw))
    return b"".join(tar_member(found[at][0], found[at][1], found[at][2]) for at in order)


def spoiled(raw: bytes) -> Iterator[bytes]:
    """Honest ones, some cut, some with a changed byte, some with members moved, doubled or missing."""
    count = len(list(members(raw)))
    whole = list(range(count))
    chance = random.Random(SEED)
    yield raw
    yield from (rebuilt(raw, whole[:end]) for end in range(count))
    yield from (rebuilt(raw, whole[:at] + whole[at + 1 :]) for at in whole)
    yield from (rebuilt(raw, [*whole[: at + 1], *whole[at:]]) for at in whole)
    for at in range(count - 1):
        yield rebuilt(raw, [*whole[:at], at + 1, at, *whole[at + 2 :]])
    yield raw + bytes(2 * BLOCK_BYTES)
    yield from (raw[: chance.randrange(len(raw))] for _ in range(40))
    for _ in range(300):
        at = chance.randrange(len(raw))
        yield raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]
    header, *rest = members(raw)
    for text in (b'{"version":2,"timestamp":"1"}', b'{"version":1,"timestamp":"01"}', b'{"version":1}', b"{}", b"[]"):
        yield b"".join([tar_member(header[0], text, TIME_S), *(tar_member(*one) for one in rest)])
    yield b"".join([tar_member("BELENIOZ", header[1], TIME_S), *(tar_member(*one) for one in rest)])
    yield b"".join([tar_member(*header), *(tar_member(name, content, TIME_S + 1) for name, content, _ in rest)])


def crime(raw: bytes) -> str | None:
    """As the script tells it."""
    try:
        read = read_archive(raw)
        audit.check_ballots(read, audit.check_setup(read))
    except BallotDataError as error:
        return error.name
    return None


def test_they_say_the_same_of_every_archive(node: Run) -> None:
    good = archive()
    wrong_keys = [archive((SECRETS[0], SECRETS[0])), archive((1, SECRETS[0]))]
    shown = [*spoiled(good), *wrong_keys]
    wanted = [crime(raw) for raw in shown]
    assert wanted.count(None) >= 5
    assert len(set(wanted)) >= 8
    done = node("tests/js/ballots/archives.mjs", stdin=json.dumps([b64encode(raw).decode() for raw in shown]))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == wanted
