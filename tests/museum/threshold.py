"""An archive alone: a vote opened by the server and two of three counting members who made their key together."""

from dataclasses import dataclass
from functools import cache

from record.sample_village import base58, credential, draws, sealed

from museum.honest import AGAINST, FOR, SHORT
from museum.telling import Event, Twist, members_of, owned
from voting.ballots import single, tar_blocks
from voting.ballots import tally as counting
from voting.ballots.certificates import MemberSecrets, make_certificate
from voting.ballots.credentials import serialize_credentials
from voting.ballots.election import Election
from voting.ballots.event_chain import setup_payload
from voting.ballots.pedersen import make_polynomial, make_verification_key, open_decryption_key, verification_input
from voting.ballots.tally import PartialDecryption, Tally
from voting.ballots.trustees import PedersenKey, Trustees, parse_trustees, serialize_trustees
from voting.crypto.hashes import hash_to_scalar

MEMBERS, THRESHOLD = 3, 2
UUID = base58("a vote opened by two of three", 14)
TIMESTAMP = 1_795_400_000
CASTS = (("t0", AGAINST, 1), ("t0", FOR, 2))
OPENERS = (1, 2, 4)


@dataclass(frozen=True)
class Committee:
    """The server's secret, the members' shares, and what is published of both."""

    server: int
    shares: tuple[int, ...]
    key: PedersenKey
    trustees: Trustees


@cache
def committee() -> Committee:
    """All three steps of the members' key generation."""
    secrets = [MemberSecrets.from_seed(base58(f"threshold|{n}", 22)) for n in range(MEMBERS)]
    certs = [
        make_certificate(one, size=MEMBERS, threshold=THRESHOLD, index=n, entropy=draws(f"certificate {n}"))
        for n, one in enumerate(secrets, 1)
    ]
    handed_in = [make_polynomial(one, certs, entropy=draws(f"polynomial {n}")) for n, one in enumerate(secrets, 1)]
    given = [verification_input(handed_in, n) for n in range(1, MEMBERS + 1)]
    outputs = [
        make_verification_key(one, certs, message, entropy=draws(f"verification {n}"))
        for n, (one, message) in enumerate(zip(secrets, given, strict=True), 1)
    ]
    key = PedersenKey(
        THRESHOLD,
        tuple(certs),
        tuple(one.coefexps for one in handed_in),
        tuple(one.signature for one in handed_in),
        tuple(one.public_key for one in outputs),
    )
    shares = tuple(open_decryption_key(one, out.private_key) for one, out in zip(secrets, outputs, strict=True))
    server = hash_to_scalar("the server of the threshold vote")
    return Committee(server, shares, key, trustees_of(key))


def trustees_of(key: PedersenKey) -> Trustees:
    """The published list with this committee."""
    server = single.make_single(hash_to_scalar("the server of the threshold vote"), entropy=draws("server"))
    return parse_trustees(serialize_trustees([server, key]))


@cache
def election() -> Election:
    return Election.build("Bầu tổ quản lý nước sạch", [SHORT], committee().trustees.public_key, uuid=UUID)


@cache
def tally() -> Tally:
    return counting.encrypted_tally(
        election(), [sealed(election(), card, (vote,), n).ballot for card, vote, n in CASTS]
    )


def partial(owner: int, label: str = "") -> PartialDecryption:
    """A trustee's honest part; the server is owner 1."""
    secret = committee().server if owner == 1 else committee().shares[owner - 2]
    return counting.partial_decryption(election(), tally(), secret, entropy=draws(f"threshold {owner}{label}"))


def tell(*, trustees: bytes | None = None, owners: tuple[int, ...] = OPENERS, **twists: Twist) -> bytes:
    """The archive with these trustees, opened by these owners, its events, members or bytes twisted."""

    def part(name: str, honest: object) -> object:
        return twists.pop(name)(honest, None) if name in twists else honest

    listed = serialize_credentials(credential(card, UUID) for card in ("t0", "t1", "t2"))
    files = (election().raw, trustees or committee().trustees.raw, listed)
    setup = setup_payload(*files)
    ballots = [sealed(election(), card, (vote,), number).ballot.raw for card, vote, number in CASTS]
    partials = part("partials", [(owner, partial(owner).raw) for owner in owners])
    wrapped = [(raw, owned(owner, raw)) for owner, raw in partials]
    result = part("result", b'{"result":[[1,0,0]]}')
    events = [
        Event("Setup", (*files, setup), setup),
        *(Event("Ballot", (raw,), raw) for raw in ballots),
        Event("EndBallots"),
        Event("EncryptedTally", (tally().raw, tally().sized_raw), tally().sized_raw),
        *(Event("PartialDecryption", both, both[1]) for both in wrapped),
        Event("Result", (result,), result),
    ]
    members = part("members", members_of(part("events", events), TIMESTAMP))
    archive = part("archive", b"".join(tar_blocks.member(name, content, TIMESTAMP) for name, content in members))
    if twists:
        raise TypeError(f"nothing is called {sorted(twists)}")
    return archive
