"""A committee that makes its key together, round by round, as its members' pages do."""

from dataclasses import dataclass
from functools import cached_property

from record.sample_village import Village, base58, draws
from voting.ballots import strict_json
from voting.ballots.certificates import MemberSecrets, make_certificate
from voting.ballots.pedersen import (
    Polynomial,
    VerificationOutput,
    confirm,
    make_polynomial,
    make_verification_key,
    open_decryption_key,
    verification_input,
)
from voting.ballots.polynomials import exponents_hash
from voting.ballots.signed_messages import SignedMessage
from voting.record.committee_keys import key_digest
from voting.record.entries.committee import (
    CommitteeCertificate,
    CommitteeCoefficients,
    CommitteeCommitted,
    CommitteeConfirmed,
    CommitteeFormed,
    CommitteeKey,
)
from voting.record.entries.entry import Entry

ROUNDS = ("certificate", "committed", "coefficients", "key", "confirmed")


def text(value: object) -> str:
    """The exact text of a JSON value."""
    return strict_json.dump(value).decode()


@dataclass
class Making:
    """Committee `number` of a village: `size` members of whom `threshold` open."""

    village: Village
    size: int = 3
    threshold: int = 2

    @cached_property
    def number(self) -> int:
        """The next in the village; formed by the asking."""
        present = self.village.commune.village(self.village.code).committee
        number = present.number + 1 if present else 1
        self.village.write(CommitteeFormed, committee=number, members=self.size, threshold=self.threshold)
        return number

    @cached_property
    def members(self) -> list[MemberSecrets]:
        """By member number, from the seeds on their papers."""
        return [MemberSecrets.from_seed(base58(f"together|{self.number}|{n}", 22)) for n in range(1, self.size + 1)]

    @cached_property
    def certificates(self) -> list[SignedMessage]:
        """Step 1 of every member."""
        size, threshold = self.size, self.threshold
        return [
            make_certificate(one, size=size, threshold=threshold, index=n, entropy=draws(f"cert|{self.number}|{n}"))
            for n, one in enumerate(self.members, 1)
        ]

    @cached_property
    def polynomials(self) -> list[Polynomial]:
        """Step 2 of every member."""
        return [
            make_polynomial(one, self.certificates, entropy=draws(f"polynomial|{self.number}|{n}"))
            for n, one in enumerate(self.members, 1)
        ]

    @cached_property
    def keys(self) -> list[VerificationOutput]:
        """Step 3 of every member."""
        return [
            make_verification_key(one, self.certificates, verification_input(self.polynomials, n),
                                  entropy=draws(f"share|{self.number}|{n}"))
            for n, one in enumerate(self.members, 1)
        ]  # fmt: skip

    def entry(self, round_: str, member: int) -> Entry:
        """What a member publishes in a round."""
        made = self.village.entry
        place = {"committee": self.number, "member": member}
        if round_ == "certificate":
            return made(CommitteeCertificate, **place, certificate=text(self.certificates[member - 1].value()))
        polynomial = self.polynomials[member - 1]
        if round_ == "committed":
            return made(CommitteeCommitted, **place, commitment=exponents_hash(polynomial.coefexps))
        if round_ == "coefficients":
            signature = text(strict_json.proof_value(polynomial.signature))
            return made(CommitteeCoefficients, **place, coefexps=text(polynomial.coefexps.value()), signature=signature)
        if round_ == "key":
            return made(CommitteeKey, **place, key=text(self.keys[member - 1].public_key.value()))
        return made(CommitteeConfirmed, **place, signature=self.confirmation(member))

    def confirmation(self, member: int, digest: str = "") -> str:
        """A member's signature over the common key as all see it."""
        committee = self.village.commune.village(self.village.code).committee
        assert committee is not None
        entropy = draws(f"confirmed|{self.number}|{member}|{digest}")
        proof = confirm(self.members[member - 1], digest or key_digest(committee), entropy=entropy)
        return text(strict_json.proof_value(proof))

    def until(self, round_: str) -> "Making":
        """Everybody has done every round before this one."""
        assert self.number
        for one in ROUNDS[: ROUNDS.index(round_)]:
            for member in range(1, self.size + 1):
                self.village.write(self.entry(one, member))
        return self

    def made(self, confirmed: int = 0) -> "Making":
        """The key is there, and `confirmed` members (all, if not told) have confirmed it; votes can be counted."""
        self.until("confirmed")
        for member in range(1, (confirmed or self.size) + 1):
            self.village.write(self.entry("confirmed", member))
        shares = zip(self.members, self.keys, strict=True)
        self.village.shares[self.number] = tuple(open_decryption_key(one, key.private_key) for one, key in shares)
        return self
