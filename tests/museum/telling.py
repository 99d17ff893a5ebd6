"""How a server tells one vote: every part follows from the parts before it, and any part may be twisted.

`tell` computes, as an honest server would, ballots -> closing -> tally -> partial decryptions -> result -> outcome ->
entries -> archive -> checkpoint -> bundle. A twist of a part gets the honest value and what is told so far, and gives
what is told instead; everything later is computed from that, so that nothing but the crime itself is out of place.
"""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from record.sample_village import LOG_KEY, ORIGIN, sealed

from museum.honest import POLICY, Vote, cosigned
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
from voting.ledger.checkpoint import Checkpoint, sign_checkpoint
from voting.ledger.merkle import leaf_hash, tree_root
from voting.record.bundle import Bundle, unzip, write_bundle
from voting.record.entries.entry import compact

Twist = Callable[[Any, "Told"], Any]


@dataclass(frozen=True)
class Event:
    """One event of the archive: its kind, the data members before it, and which content it names."""

    kind: str
    data: tuple[bytes, ...] = ()
    payload: bytes | None = None


@dataclass
class Told:
    """What has been told so far."""

    vote: Vote
    opened: dict[str, Any] = field(default_factory=dict)
    envelopes: list[bytes] = field(default_factory=list)
    own: list[bytes] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    tally: Tally = Tally((), 0)
    partials: list[tuple[int, bytes]] = field(default_factory=list)
    result: bytes = b""
    entries: list[bytes] = field(default_factory=list)
    archive: bytes = b""
    checkpoint: bytes = b""
    bundle: bytes = b""

    @property
    def election(self) -> Election:
        return parse_election(self.opened["election"].encode())

    @property
    def ballots(self) -> list[bytes]:
        return [ballot_of(one) for one in self.envelopes]

    @property
    def first_ballot(self) -> int:
        """The index in the log of the vote's first ballot."""
        return len(self.vote.before) + 1


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
    told.entries = part("entries", [*vote.before, *told.own])
    told.archive = part("archive", _archive(told, part))
    told.bundle = part("zip", zipped(_members(told, part)))
    if twists:
        raise TypeError(f"nothing is called {sorted(twists)}")
    return told


def _open(told: Told, part: Part) -> None:
    told.opened = part("opened", dict(told.vote.opened))
    told.own.append(compact(told.opened))
    files = part("files", setup_files(told))
    setup = setup_payload(*files)
    told.events.append(Event("Setup", (*files, setup), setup))


def _cast(told: Told, part: Part) -> None:
    told.envelopes = part("envelopes", [sealed(told.election, *cast).raw for cast in told.vote.casts])
    told.own += [ballot_entry(told, one) for one in told.envelopes]
    told.events += [Event("Ballot", (raw,), raw) for raw in told.ballots]


def _close(told: Told, part: Part) -> None:
    told.own.append(compact(part("closing", _closing(told))))
    told.events.append(Event("EndBallots"))


def _add_up(told: Told, part: Part) -> None:
    told.tally = part("tally", counting.tally_choices(told.election, part("counted", _last(told.envelopes))))
    raw, sized = part("tally_bytes", (told.tally.raw, told.tally.sized_raw))
    told.own.append(compact(_head(told, "tally") | {"encrypted_tally": raw.decode(), "sized": sized.decode()}))
    told.events.append(Event("EncryptedTally", (raw, sized), sized))


def _decrypt(told: Told, part: Part) -> None:
    told.partials = part("partials", [(owner, partial_of(told, owner).raw) for owner in told.vote.owners])
    for owner, raw in told.partials:
        wrapped = owned(owner, raw)
        values = {"partial": raw.decode(), "owned": wrapped.decode()}
        told.own.append(compact(_head(told, "partial-decryption") | values))
        told.events.append(Event("PartialDecryption", (raw, wrapped), wrapped))


def _declare(told: Told, part: Part) -> None:
    told.result = part("result", _result(told))
    outcome = part("outcome", _outcome(told))
    told.own.append(compact(_head(told, "result") | {"result": told.result.decode(), "outcome": outcome}))
    told.events.append(Event("Result", (told.result,), told.result))


def _head(told: Told, kind: str) -> dict[str, Any]:
    return {"v": 1, "type": kind, "village": told.opened["village"], "at": told.vote.at[kind], "vote": told.vote.uuid}


def ballot_entry(told: Told, envelope: bytes) -> bytes:
    """The entry of a ballot, its envelope's bytes unread."""
    return compact(_head(told, "ballot"))[:-1] + b',"envelope":' + envelope + b"}"


def _closing(told: Told) -> dict[str, Any]:
    chain = EventChain.setup(*setup_files(told))
    for raw in told.ballots:
        chain = chain.append("Ballot", raw)
    voted = {credential for credential, _ in filter(None, map(lenient, told.ballots))}
    return _head(told, "vote-closed") | {
        "ballots": len(told.envelopes),
        "voted": len(voted),
        "head": chain.append("EndBallots").head,
        "root": tree_root(told.own).hex(),
    }


def setup_files(told: Told) -> tuple[bytes, bytes, bytes]:
    """Election, trustees and credentials as the archive holds them."""
    opened = told.opened
    return opened["election"].encode(), opened["trustees"].encode(), compact(opened["credentials"])


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


def _last(envelopes: Sequence[bytes]) -> list[Rows]:
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
        return told.vote.result  # whoever cannot open the tally says what the honest result was


def _outcome(told: Told) -> dict[str, Any]:
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


def _members(told: Told, part: Part) -> dict[str, bytes]:
    head = Checkpoint(ORIGIN, len(told.entries), tree_root(told.entries))
    told.checkpoint = part("checkpoint", cosigned(sign_checkpoint(head, LOG_KEY)))
    bundle = Bundle(
        vote=told.vote.uuid,
        checkpoint=told.checkpoint,
        vkey=LOG_KEY.vkey,
        policy=POLICY,
        leaves=tuple(leaf_hash(raw) for raw in told.entries),
        entries={n: raw for n, raw in enumerate(told.entries) if told.vote.shows(raw)},
        payloads={},
        archive=told.archive,
    )
    return part("bundle_members", unzip(write_bundle(bundle)))


def zipped(members: dict[str, bytes]) -> bytes:
    """A bundle's zip of these members, whatever they are, with the fixed date of a real one."""

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, raw in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(info, raw)
    return out.getvalue()
