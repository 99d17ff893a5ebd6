"""What only the verifier can find wrong: what it was given, and how its parts fit together.

`UnreadableInput` means there is nothing to check (exit 2). `Crime` is a check that failed; the crimes of a ballot, of
the log's formats and of the record have their own trees (`BallotDataError`, `LedgerDataError`, `RecordError`).
"""

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
    """Neither a bundle, nor an archive, nor a log."""

    code = "unknown-input"


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
    """A key, policy or register that the user gave cannot be read."""

    code = "bad-option"


class Crime(VerifierError):
    """A check that does not hold."""


class WrongLogKey(Crime):
    """The log is signed with, or names, another key than the one that is trusted."""

    code = "wrong-log-key"


class WrongPolicy(Crime):
    """The policy beside the record is not the one in the record."""

    code = "wrong-policy"


class LogIncomplete(Crime):
    """Entries that the checkpoint counts are missing."""

    code = "log-incomplete"


class WrongRoot(Crime):
    """The entries do not hash to the root that was signed: a forked or changed log."""

    code = "wrong-root"


class EntryNotInLog(Crime):
    """An entry is not the one that the log has at this place."""

    code = "entry-not-in-log"


class WrongTile(Crime):
    """A tile beside the entries does not hold their hashes."""

    code = "wrong-tile"


class ClosingNotCosigned(Crime):
    """Witnesses enough have signed, but only for a time before the vote was closed."""

    code = "closing-not-cosigned"


class WrongVote(Crime):
    """The archive or the entries are of another vote than the bundle says."""

    code = "wrong-vote"


class WrongRegister(Crime):
    """The card register is not the one whose hash the record fixed."""

    code = "wrong-register"


class CredentialsDiffer(Crime):
    """The credential list is not the one that the card register gives."""

    code = "credentials-differ"


class WrongTurnout(Crime):
    """The number of households that the record states is not that of the ballots."""

    code = "wrong-turnout"


class OutcomeDiffers(Crime):
    """The stated outcome is not what the rule of decision makes of the numbers."""

    code = "wrong-outcome"


class ArchiveDiffers(Crime):
    """The archive in the bundle is not the one that the record gives, byte for byte."""

    code = "archive-differs"


class WrongDocument(Crime):
    """A document beside the record has another hash than its name."""

    code = "wrong-document"
