"""A village's counting committee and its members' keys."""

from dataclasses import dataclass

from voting.record.entries.entry import Entry
from voting.record.fields import COUNT, LONG_TEXT, SHA256, carries


@dataclass(frozen=True, kw_only=True)
class CommitteeFormed(Entry):
    """A counting committee: its number in the village, members, and how many of them open a tally."""

    type = "committee-formed"
    named = ("lập ban kiểm phiếu", "the counting committee")
    committee: int = carries(COUNT)
    members: int = carries(COUNT)
    threshold: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class CommitteeCertificate(Entry):
    """Step 1 of a committee's threshold key (PROTOCOL 5): a member's certificate, exact bytes of the signed message."""

    type = "committee-certificate"
    named = ("chứng thư của người kiểm phiếu", "a counting member's certificate")
    committee: int = carries(COUNT)
    member: int = carries(COUNT)
    certificate: str = carries(LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class CommitteeCommitted(Entry):
    """The hash of a member's coefficients, before anybody shows theirs: nobody can choose them by the others'."""

    type = "committee-committed"
    named = ("cam kết của người kiểm phiếu", "a counting member's commitment")
    committee: int = carries(COUNT)
    member: int = carries(COUNT)
    commitment: str = carries(SHA256)


@dataclass(frozen=True, kw_only=True)
class CommitteeCoefficients(Entry):
    """Step 2, its public part: the signed exponents, and the signature over all certificates; exact bytes of both."""

    type = "committee-coefficients"
    named = ("hệ số công khai của người kiểm phiếu", "a counting member's public coefficients")
    committee: int = carries(COUNT)
    member: int = carries(COUNT)
    coefexps: str = carries(LONG_TEXT)
    signature: str = carries(LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class CommitteeKey(Entry):
    """A member's public key with its proof of possession: exact bytes of ``{"pok":...,"public_key":...}``.

    Of a committee of which fewer than all open a tally, step 3: the member's share, with ``signature`` last.
    """

    type = "committee-key"
    named = ("khóa của người kiểm phiếu", "a counting member's key")
    committee: int = carries(COUNT)
    member: int = carries(COUNT)
    key: str = carries(LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class CommitteeConfirmed(Entry):
    """A member has read the committee's fingerprint aloud and holds the paper: signed with the key that it gives."""

    type = "committee-confirmed"
    named = ("người kiểm phiếu xác nhận khóa chung", "a counting member's confirmation of the common key")
    committee: int = carries(COUNT)
    member: int = carries(COUNT)
    signature: str = carries(LONG_TEXT)
