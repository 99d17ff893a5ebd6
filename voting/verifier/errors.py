"""What only the verifier can find wrong: what it was given, and how its parts fit together.

`UnreadableInput` means that nothing can be said for or against the vote (exit 2). `Crime` is a check that failed; the
crimes of a ballot, of the log's formats and of the record have their own trees (`BallotDataError`, `LedgerDataError`,
`RecordError`).
"""

from collections.abc import Mapping
from typing import ClassVar


class VerifierError(Exception):
    """Root of everything `voting.verifier` raises on purpose; `code` is stable."""

    code: ClassVar[str] = "verifier-error"


class UnreadableInput(VerifierError):
    """What was given cannot be read at all."""

    code = "unreadable"


class InputNotFound(UnreadableInput):
    """No such file or folder, or it may not be read."""

    code = "input-not-found"


class InputTooLarge(UnreadableInput):
    """Larger than any record this program was made for."""

    code = "input-too-large"


class UnknownInput(UnreadableInput):
    """Neither a bundle, nor an archive, nor a commune's book."""

    code = "unknown-input"


class VoteBookAlone(UnreadableInput):
    """A vote's own book without the commune's, which alone can vouch for it."""

    code = "vote-book-alone"


class OtherVersion(UnreadableInput):
    """Of another version, group or kind of question than this program knows: it can say nothing of it."""

    code = "other-version"


class CutShort(UnreadableInput):
    """An archive that ends in the middle of a file: a download that broke off."""

    code = "cut-short"


class BadAddress(UnreadableInput):
    """An address this program does not fetch from."""

    code = "bad-address"


class FetchFailed(UnreadableInput):
    """The server could not be reached, or did not have it."""

    code = "fetch-failed"


class BrokenBundle(UnreadableInput):
    """A zip or folder that begins like a bundle but is none."""

    code = "malformed-bundle"


class BadOption(UnreadableInput):
    """A key, policy, register or receipt that the user gave is none, or is not about this vote."""

    code = "bad-option"

    def __init__(self, option: str, why: str) -> None:
        super().__init__(f"{option}: {why}")
        self.option = option


class OutputFailed(UnreadableInput):
    """The report could not be written out: the device is full or closed."""

    code = "output-failed"


class InternalError(UnreadableInput):
    """A mistake of this program, which proves nothing about the vote."""

    code = "internal-error"


class BadState(UnreadableInput):
    """A witness's folder that is lost, broken, full, or another key's: nothing may be signed with it."""

    code = "bad-state"


class Stale(UnreadableInput):
    """What is shown of a vote is older than what the commune's book says of it: fetched between two of its entries."""

    code = "stale"


class NotTaken(UnreadableInput):
    """The server did not take a cosignature; the state is written, and the same head may be signed again."""

    code = "not-taken"


class Crime(VerifierError):
    """A check that does not hold."""


class WrongLogKey(Crime):
    """The book is signed with, or names, another key than the one that is trusted."""

    code = "wrong-log-key"


class WrongPolicy(Crime):
    """The policy beside the record is not the one in the record."""

    code = "wrong-policy"


class LogIncomplete(Crime):
    """Entries that the checkpoint counts are missing."""

    code = "log-incomplete"


class WrongRoot(Crime):
    """The entries do not hash to the root that was signed: a forked or changed book."""

    code = "wrong-root"


class WrongTile(Crime):
    """A tile beside the entries does not hold their hashes."""

    code = "wrong-tile"


class NotCosigned(Crime):
    """Witnesses enough have signed, but only for a time before what the vote ends with."""

    code = "end-not-cosigned"


class DatedBeforeCosignature(Crime):
    """An entry is dated before a time at which witnesses had seen the book without it."""

    code = "dated-before-cosignature"


class UnnamedPayload(Crime):
    """A file came along in the bundle that no entry of the commune's book names."""

    code = "unnamed-payload"


class MissingPayload(Crime):
    """A list that the record names by its hash is not in the bundle."""

    code = "missing-payload"


class WrongVote(Crime):
    """The archive is of another vote than the bundle says."""

    code = "wrong-vote"


class OtherElection(Crime):
    """The archive has the vote's uuid, but other questions or another key than the record opened."""

    code = "other-election"


class OtherTrustees(Crime):
    """The archive has other trustees than the record opened the vote with."""

    code = "other-trustees"


class OtherCredentials(Crime):
    """The archive has another credential list than the record opened the vote with."""

    code = "other-credentials"


class WrongRegister(Crime):
    """The card register is not the one whose hash the record fixed."""

    code = "wrong-register"


class RegisterOfAnotherVillage(Crime):
    """The card register is of another village than the vote."""

    code = "register-of-another-village"


class CredentialsDiffer(Crime):
    """The credential list is not the one that the card register gives."""

    code = "credentials-differ"


class SparesDiffer(Crime):
    """The credentials kept in reserve are not those of the register's spare cards."""

    code = "spares-differ"


class WrongTurnout(Crime):
    """The number of households that the record states is not that of the ballots."""

    code = "wrong-turnout"


class OutcomeDiffers(Crime):
    """The stated outcome is not what the rule of decision makes of the numbers."""

    code = "wrong-outcome"


class ArchiveDiffers(Crime):
    """The archive in the bundle is not the one that the record gives, byte for byte."""

    code = "archive-differs"


class WrongRecount(Crime):
    """Counted anew, the households' statements give other numbers than a book states."""

    code = "wrong-recount"


class WrongDocument(Crime):
    """A document beside the record has another hash than its name."""

    code = "wrong-document"


class ReceiptOfAnotherHistory(Crime):
    """The receipt's checkpoint and the book's root of the same size differ: the server has signed two histories."""

    code = "receipt-of-another-history"


class ReceiptLeftOut(Crime):
    """The receipt is for an entry beyond the size at which the record closed the book: it was left out."""

    code = "receipt-left-out"


class ReceiptOfNoBallot(Crime):
    """What stands at the receipt's place is no ballot."""

    code = "receipt-of-no-ballot"


class SeenOtherwise(Crime):
    """What somebody remembers contradicts what is shown today; no bundle by itself can show that."""

    code = "seen-otherwise"


class BookRolledBack(SeenOtherwise):
    """A book has fewer entries than it was seen to have."""

    code = "rolled-back"


class BookForked(SeenOtherwise):
    """A book has other entries than it was seen to have."""

    code = "forked"


class EntryChanged(SeenOtherwise):
    """An entry of a book is another than the one that was kept."""

    code = "entry-changed"


class DatedInTheFuture(SeenOtherwise):
    """An entry is dated later than now."""

    code = "dated-in-the-future"


class AnotherBook(SeenOtherwise):
    """The commune's book in a vote's bundle is not the one that the commune shows."""

    code = "another-book"


class ArchiveChanged(SeenOtherwise):
    """An archive does not begin with the one that was kept; it is a file that only grows."""

    code = "archive-changed"


class ScriptsDiffer(SeenOtherwise):
    """Kinds of browsers get different scripts from one page: some phones could be shown what others are not."""

    code = "scripts-differ"


class HeadsDiffer(SeenOtherwise):
    """Kinds of browsers get heads of another book than the one shown: ``notes``, by book and kind."""

    code = "heads-differ"

    def __init__(self, detail: str, notes: Mapping[str, bytes]) -> None:
        super().__init__(detail)
        self.notes = notes
