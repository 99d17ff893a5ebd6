"""How a server tells one vote in its two books: every part follows from the parts before it, any part may be twisted.

`tell` computes, as an honest server would, opening -> deeds (ballots, seals, extensions) -> closing -> tally -> partial
decryptions -> result -> outcome -> both books -> archive -> checkpoints -> bundle. A twist of a part gets the honest
value and what is told so far, and gives what is told instead; everything later is computed from that, so that nothing
but the crime itself is out of place.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from record.sample_village import LOG_KEY, ORIGIN

from museum.bundles import files_of, zipped
from museum.deeds import Cast, Deed
from museum.vote import Vote
from museum.witnesses import POLICY, cosigned, head_of
from voting.ballots import strict_json, tar_blocks
from voting.ballots import tally as counting
from voting.ballots.election import Election, parse_election
from voting.ballots.errors import BallotError
from voting.ballots.event_chain import EventChain, setup_payload
from voting.ballots.hashed_texts import Ciphertext
from voting.ballots.tally import PartialDecryption, Rows, Tally
from voting.ballots.trustees import parse_trustees
from voting.crypto.errors import CryptoError
from voting.crypto.group import Element
from voting.crypto.hashes import sha256_hex
from voting.crypto.proofs import Entropy
from voting.ledger.merkle import leaf_hash, tree_root
from voting.record.entries.entry import compact

Twist = Callable[[Any, "Told"], Any]
Twists = dict[str, Twist]
"""Each by the name of the part it twists."""


@dataclass(frozen=True)
class Event:
    """One event of the archive: its kind, the data members before it, and which content it names."""

    kind: str
    data: tuple[bytes, ...] = ()
    payload: bytes | None = None


@dataclass
class Told:
    """What has been told so far: the commune's book, the vote's, and everything that is made of them."""

    vote: Vote
    opened: dict[str, Any] = field(default_factory=dict)
    listed: bytes = b""
    closes_at: str = ""
    commune: list[bytes] = field(default_factory=list)
    book: list[bytes] = field(default_factory=list)
    envelopes: list[bytes] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    tally: Tally = Tally((), 0)
    partials: list[tuple[int, bytes]] = field(default_factory=list)
    result: bytes = b""
    archive: bytes = b""
    checkpoint: bytes = b""
    book_checkpoint: bytes = b""
    bundle: bytes = b""

    @property
    def election(self) -> Election:
        return parse_election(self.opened["election"].encode())

    @property
    def ballots(self) -> list[bytes]:
        return [ballot_of(one) for one in self.envelopes]

    @property
    def book_origin(self) -> str:
        """The origin of the vote's book."""
        return f"{ORIGIN}/{self.vote.uuid}"

    def line(self, kind: str, at: str, **values: Any) -> bytes:
        """An entry of this vote, not yet written."""
        head = {"v": 1, "type": kind, "village": self.opened["village"], "at": at, "vote": self.vote.uuid}
        return compact(head | values)

    def write(self, kind: str, **values: Any) -> None:
        """Write an entry of the count into the commune's book."""
        self.commune.append(self.line(kind, self.closes_at, **values))


def ballot_of(envelope: bytes) -> bytes:
    """The ballot's own bytes, also of an envelope that no strict reader reads."""
    return envelope[envelope.index(b'"ballot":') + len(b'"ballot":') : -1]


STAGES = ("opened", "cast", "closed", "tallied", "decrypted", "result")
Part = Callable[[str, Any], Any]


def tell(vote: Vote, *, until: str = "result", **twists: Twist) -> Told:
    """The vote as told with these twists up to one of `STAGES`; without any twist, as it was."""
    told = Told(vote)

    def part(name: str, honest: Any) -> Any:
        return twists.pop(name)(honest, told) if name in twists else honest

    for stage in (_open, _cast, _close, _add_up, _decrypt, _declare)[: STAGES.index(until) + 1]:
        stage(told, part)
    told.commune, told.book = part("commune", told.commune), part("book", told.book)
    told.archive = part("archive", _archive(told, part))
    told.bundle = part("zip", zipped(_files(told, part)))
    if twists:
        raise TypeError(f"nothing is called {sorted(twists)}")
    return told


def _open(told: Told, part: Part) -> None:
    vote = told.vote
    told.commune = list(part("before", list(vote.before)))
    listed = part("credentials", list(vote.credentials))
    told.listed = part("listed", compact(listed))
    stands = {"credentials": sha256(compact(listed)).hexdigest(), "listed": len(listed)}
    told.opened = part("opened", vote.opened | stands)
    told.closes_at = told.opened["closes_at"]
    opening = {"opened_index": len(told.commune), "opened_leaf": leaf_hash(compact(told.opened)).hex()}
    told.commune.append(compact(told.opened))
    told.book.append(told.line("book-started", told.opened["at"], **part("started", opening)))
    files = part("files", setup_files(told))
    setup = setup_payload(*files)
    told.events.append(Event("Setup", (*files, setup), setup))


def _cast(told: Told, part: Part) -> None:
    deeds: Iterable[Deed] = part("deeds", list(told.vote.deeds))
    for deed in deeds:
        deed.tell(told)
    told.events += [Event("Ballot", (raw,), raw) for raw in told.ballots]


def _close(told: Told, part: Part) -> None:
    told.commune.append(compact(part("closing", _closing(told))))
    told.events.append(Event("EndBallots"))


def _add_up(told: Told, part: Part) -> None:
    told.tally = part("tally", counting.tally_choices(told.election, part("counted", last_choices(told.envelopes))))
    raw, sized = part("tally_bytes", (told.tally.raw, told.tally.sized_raw))
    told.write("tally", encrypted_tally=raw.decode(), sized=sized.decode())
    told.events.append(Event("EncryptedTally", (raw, sized), sized))


def _decrypt(told: Told, part: Part) -> None:
    told.partials = part("partials", [(owner, partial_of(told, owner).raw) for owner in told.vote.owners])
    for owner, raw in told.partials:
        wrapped = owned(owner, raw)
        told.write("partial-decryption", partial=raw.decode(), owned=wrapped.decode())
        told.events.append(Event("PartialDecryption", (raw, wrapped), wrapped))


def _declare(told: Told, part: Part) -> None:
    told.result = part("result", _result(told))
    told.write("result", result=told.result.decode(), outcome=part("outcome", _outcome(told)))
    told.events.append(Event("Result", (told.result,), told.result))


def _closing(told: Told) -> dict[str, Any]:
    chain = EventChain.setup(*setup_files(told))
    for raw in told.ballots:
        chain = chain.append("Ballot", raw)
    voted = {credential for credential, _ in filter(None, map(lenient, told.ballots))}
    return json.loads(told.line("vote-closed", told.closes_at)) | {
        "size": len(told.book),
        "root": tree_root(told.book).hex(),
        "ballots": len(told.envelopes),
        "voted": len(voted),
        "head": chain.append("EndBallots").head,
    }


def setup_files(told: Told) -> tuple[bytes, bytes, bytes]:
    """Election, trustees and credentials as the archive holds them."""
    return told.opened["election"].encode(), told.opened["trustees"].encode(), told.listed


def lenient(raw: bytes) -> tuple[str, Rows] | None:
    """Credential and ciphertexts of a ballot as a server that looks away reads them; `None` if nothing is there."""
    with suppress(ValueError, KeyError, TypeError, AttributeError, CryptoError, BallotError):
        value = json.loads(raw)
        rows = tuple(
            tuple(Ciphertext(*(Element.checked(one[name]) for name in ("alpha", "beta"))) for one in answer["choices"])
            for answer in value["answers"]
        )
        return value["credential"], rows
    return None


def last_choices(envelopes: Sequence[bytes]) -> list[Rows]:
    """What counts: the choices of the last ballot of each credential."""
    return list(dict(filter(None, (lenient(ballot_of(one)) for one in envelopes))).values())


def partial_of(told: Told, owner: int, draws: Entropy | None = None) -> PartialDecryption:
    """A trustee's honest part in opening the tally."""
    secret, entropy = told.vote.opener(owner)
    return counting.partial_decryption(told.election, told.tally, secret, entropy=draws or entropy)


def owned(owner: int, raw: bytes) -> bytes:
    """The bytes that name the owner of a partial decryption."""
    return strict_json.dump({"owner": owner, "payload": sha256_hex(raw)})


def _result(told: Told) -> bytes:
    partials = {owner: counting.parse_partial(raw) for owner, raw in told.partials}
    trustees = parse_trustees(told.opened["trustees"].encode())
    try:
        return counting.combine(told.election, told.tally, trustees, partials).raw
    except (BallotError, CryptoError, IndexError):
        return tell(told.vote).result  # whoever cannot open the tally says what the honest result was


def _outcome(told: Told) -> dict[str, Any]:
    if told.opened["majority"] in {"opinion", "practice"}:
        return {}
    households = told.opened["households"]
    needed = households // 2 + 1
    rows = zip(told.election.questions, told.opened["proposals"], json.loads(told.result)["result"], strict=True)
    questions = []
    for question, numbers, row in rows:
        answers = row[1:] if question.blank else row
        questions.append([{"answer": n, "in_favour": answers[n], "passed": answers[n] >= needed} for n in numbers])
    return {"households": households, "needed": needed, "questions": questions}


def _archive(told: Told, part: Part) -> bytes:
    members = part("members", members_of(part("events", told.events), told.vote.timestamp))
    return b"".join(tar_blocks.member(name, content, told.vote.timestamp) for name, content in members)


def members_of(events: Sequence[Event], timestamp: int) -> list[tuple[str, bytes]]:
    """The archive's members by name, the events chained."""
    members = [("BELENIOS", strict_json.dump({"version": 1, "timestamp": str(timestamp)}))]
    chain = EventChain()
    for event in events:
        members += [(f"{sha256_hex(raw)}.data.json", raw) for raw in event.data]
        content = chain.event(event.kind, None if event.payload is None else sha256_hex(event.payload))
        chain = EventChain(sha256_hex(content), chain.height + 1)
        members.append((f"{chain.head}.event.json", content))
    return members


def _files(told: Told, part: Part) -> dict[str, bytes]:
    told.checkpoint = part("checkpoint", cosigned(head_of(ORIGIN, told.commune), told.commune))
    told.book_checkpoint = part("book_checkpoint", head_of(told.book_origin, told.book))
    seen: bytes = part("seen", b"")  # an earlier head, if the newest is not yet co-signed
    files = {
        "commune/log.vkey": f"{LOG_KEY.vkey}\n".encode(),
        "commune/policy": POLICY.encode(),
        **({"commune/cosigned": seen} if seen else {}),
        "commune/checkpoint": told.checkpoint,
        **files_of("commune", told.commune),
        "vote/checkpoint": told.book_checkpoint,
        **files_of("vote", told.book),
        f"payloads/{told.opened['credentials']}": told.listed,
        f"{told.vote.uuid}.bel": told.archive,
    }
    return part("bundle_files", files)


def ballots_cast(change: Callable[[list[bytes], Told], list[bytes]]) -> Twists:
    """The vote's ballots are these, and nothing else happens while it is open."""

    def twist(honest: list[Deed], told: Told) -> list[Deed]:
        taken = [one for one in honest if isinstance(one, Cast)]
        return [Cast(raw, taken[0].at) for raw in change([one.envelope for one in taken], told)]

    return {"deeds": twist}
