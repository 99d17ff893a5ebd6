"""Trust policies (c2sp.org/tlog-policy): which logs, which witnesses, and which of them together are enough.

Read as the format allows (comments, spaces, tabs), but UTF-8 only; names are compared code point by code point. Keys
of other types than Ed25519 (log 0x01, witness 0x04) are refused rather than silently skipped.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from voting.ledger.checkpoint import Checkpoint, parse_checkpoint
from voting.ledger.cosignature import CosignatureVerifier, cosignature_time
from voting.ledger.encoding import parse_decimal
from voting.ledger.errors import KeyMalformed, LogNotInPolicy, PolicyMalformed, QuorumNotMet, SignatureMissing
from voting.ledger.note import NoteVerifier, Signature, Verifier, VerifierKey, open_note

NO_QUORUM = "none"
MAX_POLICY_BYTES = 65_536
MAX_MEMBERS = 256
"""Most logs, witnesses and groups, each, that are read (the format asks for 32)."""

_NOT_ALLOWED = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_SPACES = re.compile("[ \t]+")
_V = TypeVar("_V", NoteVerifier, CosignatureVerifier)


@dataclass(frozen=True, slots=True)
class Group:
    """A named group that counts as one when at least `threshold` of its `members` do."""

    name: str
    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a policy says of a checkpoint: `cosigned` maps witness names to POSIX seconds; `satisfied` is the quorum."""

    checkpoint: Checkpoint
    log: NoteVerifier
    cosigned: Mapping[str, int]
    satisfied: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """A parsed policy. `urls` maps log vkeys and witness names to the URL given for them, where one was."""

    logs: tuple[NoteVerifier, ...]
    witnesses: Mapping[str, CosignatureVerifier]
    groups: Mapping[str, Group]
    quorum: str
    urls: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The policy in one plain spelling: logs, witnesses, groups, quorum; single spaces, no comments."""
        logs = [_join("log", one.vkey, self.urls.get(one.vkey)) for one in self.logs]
        witnesses = [_join("witness", name, one.vkey, self.urls.get(name)) for name, one in self.witnesses.items()]
        groups = [_join("group", one.name, str(one.threshold), *one.members) for one in self.groups.values()]
        return "".join(f"{line}\n" for line in (*logs, *witnesses, *groups, f"quorum {self.quorum}"))

    def is_satisfied_by(self, names: Collection[str]) -> bool:
        """Say whether cosignatures by exactly these witnesses make the quorum."""
        return self.quorum == NO_QUORUM or self._counts(self.quorum, names)

    def judge(self, note: bytes, log: NoteVerifier | None = None) -> Verdict:
        """Check a checkpoint note: the log's signature and every known witness's.

        With `log`, that log alone is accepted, and it must be listed if the policy lists any (LogNotInPolicy). Raises
        SignatureMissing without the log's signature, SignatureInvalid if a known key's line fails, NoteMalformed,
        CheckpointMalformed. Does NOT raise for a missing quorum: look at `satisfied`, or call `require`.
        """
        if log is not None and self.logs and log not in self.logs:
            raise LogNotInPolicy(f"the policy does not list the log {log.name}")
        logs = self.logs if log is None else (log,)
        verifiers: list[Verifier] = [*logs, *self.witnesses.values()]
        opened = open_note(note, verifiers)
        checkpoint = parse_checkpoint(opened.text)
        signed = {(line.name, line.key_id) for line in opened.verified}
        signer = [one for one in logs if (one.name, one.key.key_id) in signed and one.name == checkpoint.origin]
        if not signer:
            raise SignatureMissing(f"not signed by a trusted log named {checkpoint.origin}")
        cosigned = self._cosigned(opened.verified)
        return Verdict(checkpoint, signer[0], cosigned, self.is_satisfied_by(cosigned))

    def require(self, note: bytes, log: NoteVerifier | None = None) -> Verdict:
        """Do as `judge`, and raise QuorumNotMet unless the quorum is satisfied."""
        verdict = self.judge(note, log)
        if not verdict.satisfied:
            raise QuorumNotMet(f"cosigned by {len(verdict.cosigned)} known witnesses, which is not the quorum")
        return verdict

    def _cosigned(self, verified: Collection[Signature]) -> dict[str, int]:
        """Return the latest time of each witness among lines found to hold."""
        names = {(one.name, one.key.key_id): name for name, one in self.witnesses.items()}
        cosigned: dict[str, int] = {}
        for line in verified:
            name = names.get((line.name, line.key_id))
            if name is not None:
                cosigned[name] = max(cosigned.get(name, 0), cosignature_time(line))
        return cosigned

    def _counts(self, name: str, names: Collection[str]) -> bool:
        if name in self.witnesses:
            return name in names
        group = self.groups[name]
        return sum(self._counts(member, names) for member in group.members) >= group.threshold


def parse_policy(raw: bytes) -> Policy:
    """Read a policy, or raise PolicyMalformed."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as cause:
        raise PolicyMalformed("not UTF-8") from cause
    if len(raw) > MAX_POLICY_BYTES or not text.endswith("\n") or _NOT_ALLOWED.search(text):
        raise PolicyMalformed("too long, without final newline, or with a control character")
    reader = _Reader()
    for line in text[:-1].split("\n"):
        stripped = line.strip(" \t")
        if stripped and not stripped.startswith("#"):
            reader.read(_SPACES.split(stripped))
    return reader.policy()


def make_policy(raw_lines: Collection[str]) -> Policy:
    """Read a policy from its lines (without newlines), for callers that build one."""
    return parse_policy("".join(f"{line}\n" for line in raw_lines).encode())


class _Reader:
    """Collects the lines of one policy; each refuses what the lines before it do not allow."""

    def __init__(self) -> None:
        self.logs: list[NoteVerifier] = []
        self.witnesses: dict[str, CosignatureVerifier] = {}
        self.groups: dict[str, Group] = {}
        self.urls: dict[str, str] = {}
        self.members: set[str] = set()
        self.quorum: str | None = None

    def read(self, words: list[str]) -> None:
        """Take one line, already split into words."""
        keyword, *rest = words
        steps = {"log": self._log, "witness": self._witness, "group": self._group, "quorum": self._quorum}
        if keyword not in steps:
            raise PolicyMalformed(f"unknown line {keyword[:24]!r}")
        steps[keyword](rest)

    def policy(self) -> Policy:
        """Return the whole, once all lines were read."""
        if self.quorum is None:
            raise PolicyMalformed("a policy has one quorum line")
        if max(len(self.logs), len(self.witnesses), len(self.groups)) > MAX_MEMBERS:
            raise PolicyMalformed(f"more than {MAX_MEMBERS} logs, witnesses or groups")
        return Policy(tuple(self.logs), self.witnesses, self.groups, self.quorum, self.urls)

    def _log(self, rest: list[str]) -> None:
        vkey, url = _vkey_and_url(rest)
        log = _parse_key(NoteVerifier, vkey)
        _require_new_key(log.key, [one.key for one in self.logs])
        self.logs.append(log)
        self._keep_url(log.vkey, url)

    def _witness(self, rest: list[str]) -> None:
        name, *rest = rest or [""]
        vkey, url = _vkey_and_url(rest)
        witness = _parse_key(CosignatureVerifier, vkey)
        self._require_new(name)
        _require_new_key(witness.key, [one.key for one in self.witnesses.values()])
        self.witnesses[name] = witness
        self._keep_url(name, url)

    def _group(self, rest: list[str]) -> None:
        if len(rest) < 3:  # noqa: PLR2004 - name, threshold, one member
            raise PolicyMalformed("a group has a name, a threshold and members")
        name, threshold, *members = rest
        self._require_new(name)
        for member in members:
            self._require_known(member)
            if member in self.members:
                raise PolicyMalformed(f"{member} is a member twice")
            self.members.add(member)
        words = {"any": 1, "all": len(members)}
        needed = words[threshold] if threshold in words else parse_decimal(threshold, PolicyMalformed)
        if not 1 <= needed <= len(members):
            raise PolicyMalformed(f"group {name} asks for {needed} of {len(members)}")
        self.groups[name] = Group(name, needed, tuple(members))

    def _quorum(self, rest: list[str]) -> None:
        if len(rest) != 1 or self.quorum is not None:
            raise PolicyMalformed("a policy has one quorum line, which names one witness or group")
        if rest[0] != NO_QUORUM:
            self._require_known(rest[0])
        self.quorum = rest[0]

    def _require_new(self, name: str) -> None:
        if name == NO_QUORUM or name in self.witnesses or name in self.groups:
            raise PolicyMalformed(f"the name {name} is taken")

    def _require_known(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise PolicyMalformed(f"{name} is not defined on a line before")

    def _keep_url(self, who: str, url: str | None) -> None:
        if url is not None:
            self.urls[who] = url


def _parse_key(kind: type[_V], vkey: str) -> _V:
    try:
        return kind.parse(vkey)
    except KeyMalformed as cause:
        raise PolicyMalformed(f"a key that is not of the kind its line needs: {cause}") from cause


def _require_new_key(key: VerifierKey, others: Collection[VerifierKey]) -> None:
    """Refuse a public key listed before, and two keys that no note could tell apart."""
    if any(one.public_key == key.public_key or (one.name, one.key_id) == (key.name, key.key_id) for one in others):
        raise PolicyMalformed(f"the key of {key.name} is listed twice")


def _vkey_and_url(words: list[str]) -> tuple[str, str | None]:
    if not 1 <= len(words) <= 2:  # noqa: PLR2004
        raise PolicyMalformed("a log or witness line ends with a key and at most one URL")
    return words[0], words[1] if len(words) > 1 else None


def _join(*words: str | None) -> str:
    return " ".join(word for word in words if word is not None)
