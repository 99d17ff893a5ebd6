"""One class for each crime against the ballot protocol, with the stable code of the HTTP interface (PROTOCOL 8).

`BallotDataError` is what someone sent; `BallotUsageError` is a mistake of the calling program. `code` is coarse and
for the interface; `name` is fine and says which rule was broken.
"""

import re
from typing import ClassVar


class BallotError(Exception):
    """Root of everything `voting.ballots` raises; `code` is stable."""

    code: ClassVar[str] = "error"

    @property
    def name(self) -> str:
        """The class name in kebab case, stable: `wrong-fingerprint`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(self).__name__).lower()


class BallotUsageError(BallotError):
    """The calling program asked for something meaningless (a choice outside the bounds, a zero secret)."""

    code = "misuse"


class BallotDataError(BallotError):
    """Received data breaks a rule."""


class TooLarge(BallotDataError):
    """More bytes than the rule allows (step 1)."""

    code = "too-large"


class Malformed(BallotDataError):
    """Not of the prescribed form (steps 1 and 4, and the written form of step 5)."""

    code = "malformed"


class NotJson(Malformed):
    """Not UTF-8, or not JSON."""


class NotReprinted(Malformed):
    """Does not re-serialize to the same bytes: spaces, escapes, repeated names, number forms."""


class WrongFields(Malformed):
    """An object does not have exactly the prescribed fields in the prescribed order."""


class WrongType(Malformed):
    """A value is of another JSON type, or outside the range of its field."""


class BadElementText(Malformed):
    """A group element is not 64 lower-case hex digits of a reduced coordinate."""


class BadScalarText(Malformed):
    """A scalar is not a decimal below q without leading zero."""


class WrongShape(Malformed):
    """The numbers of answers, choices or proofs do not fit the questions (step 4)."""


class BadElection(Malformed):
    """The election's own values contradict each other."""


class BadCredentials(Malformed):
    """The credential list is not sorted, has a double, or a key outside the group."""


class BadCard(Malformed):
    """A card secret is no paper code."""


class BadOpening(Malformed):
    """The text is no opening of a ballot, or its choices are none of this election."""


class WrongOpening(BallotDataError):
    """Sealed again from the opening, the ballot has another tracker: the phone has sealed something else."""

    code = "wrong-opening"


class WrongElection(BallotDataError):
    """The ballot is for another election (step 2)."""

    code = "wrong-election"


class WrongUuid(WrongElection):
    """The ballot names another uuid."""


class WrongFingerprint(WrongElection):
    """The ballot names other election bytes."""


class UnknownCredential(BallotDataError):
    """The credential is not in the list (step 3)."""

    code = "unknown-credential"


class ClosedCredential(BallotDataError):
    """The credential was closed: card replaced or paper ballot (step 3)."""

    code = "closed-credential"


class Duplicate(BallotDataError):
    """Seen before (step 10)."""

    code = "duplicate"


class DuplicateBallot(Duplicate):
    """The same ballot was accepted before."""


class DuplicateCiphertext(Duplicate):
    """A ciphertext of this ballot was seen before: a copied choice."""


class OldSequence(BallotDataError):
    """The sequence number is not larger than the credential's last (step 9)."""

    code = "old-sequence"


class WrongSubject(BallotDataError):
    """The statement is about another subject, or of another kind than this one asks for (step 2 of statements)."""

    code = "wrong-subject"


class WrongValue(BallotDataError):
    """The subject knows no such value, or wants no words with it (step 2 of statements)."""

    code = "wrong-value"


class WrongWords(BallotDataError):
    """The salt and the words are not those that the statement names by their hash."""

    code = "wrong-words"


class NotOpen(BallotDataError):
    """The vote is not open by server time (step 11)."""

    code = "not-open"


class BadProof(BallotDataError):
    """The mathematics do not hold (steps 5 to 9)."""

    code = "bad-proof"


class ElementNotInGroup(BadProof):
    """An element is no member of the prime-order group, or the identity where a secret must be (step 5)."""


class WrongBallotHash(BadProof):
    """`signature.hash` is not the hash of the unsigned ballot (step 6)."""


class BadSignature(BadProof):
    """The ballot's signature does not verify (step 6)."""


class BadIndividualProof(BadProof):
    """A choice is not proven to be 0 or 1 (step 7)."""


class BadOverallProof(BadProof):
    """The number of choices is not proven to be within the bounds (step 8)."""


class BadBlankProof(BadProof):
    """Not proven that a blank answer excludes the others (step 8)."""


class BadSeal(BadProof):
    """The sequence seal does not verify (step 9)."""


class BadTrustees(BallotDataError):
    """A committee key breaks a rule of section 5."""

    code = "bad-trustees"


class BadKeyProof(BadTrustees):
    """The proof of knowledge of a trustee's secret does not verify."""


class WeakKey(BadTrustees):
    """A key whose secret anyone can guess, or two keys that are equal or cancel each other."""


class BadCertificate(BadTrustees):
    """A counting member's certificate, or a message signed with it, does not verify."""


class BadCoefficients(BadTrustees):
    """A share or verification key contradicts the published polynomials."""


class BadMessage(BadTrustees):
    """A sealed private message does not open, or is for someone else."""


class BadTally(BallotDataError):
    """Tally, partial decryption or result contradict the ballots."""

    code = "bad-tally"


class WrongTally(BadTally):
    """The encrypted tally, its count or its weight is not that of the ballots."""


class BadDecryption(BadTally):
    """A partial decryption's proof does not verify."""


class WrongOwner(BadTally):
    """A partial decryption's owner is no trustee, or gave one before."""


class NotEnoughDecryptions(BadTally):
    """Fewer partial decryptions than the threshold."""


class WrongResult(BadTally):
    """The published result is not the one the decryptions give."""


class BadArchive(BallotDataError):
    """The archive breaks a rule of section 7."""

    code = "bad-archive"


class BadTarBlock(BadArchive):
    """A header block or its padding is not byte for byte the prescribed one."""


class BadMember(BadArchive):
    """A member's name is not the hash of its content, is repeated, unused or missing."""


class BadEventChain(BadArchive):
    """Parent, height or order of the events is wrong, or one is missing."""
