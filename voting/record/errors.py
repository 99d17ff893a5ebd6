"""Why the record refuses an entry: one class for each fault, all under ``RecordError``.

``code`` is stable and goes to programs; the sentence is for people who read a verifier's report.
"""


class RecordError(Exception):
    """Someone sent an entry that cannot stand in the record. The state is untouched."""

    code = "refused-entry"


class MalformedEntry(RecordError):
    """Not the exact bytes of a known entry: shape, order of fields, encoding, size."""

    code = "malformed-entry"


class UnknownEntryType(MalformedEntry):
    """An entry type this version does not know; it must not guess."""

    code = "unknown-entry-type"


class OutOfOrder(RecordError):
    """The entry may be right, but not at this place: a step before it is missing or has already passed."""

    code = "out-of-order"


class DatedBeforePredecessor(OutOfOrder):
    """The entry is dated before the one that precedes it."""

    code = "dated-before-predecessor"


class NotStarted(OutOfOrder):
    """The first entry of a commune's book is ``log-started``, of a vote's ``book-started``; and only the first."""

    code = "log-not-started"


class WrongLog(RecordError):
    """The log's key, name and policy do not belong together."""

    code = "wrong-log"


class BadPolicy(RecordError):
    """A new witness policy that nobody could go by: not one, without the log's key, or no news."""

    code = "bad-policy"


class PolicyNotCosigned(RecordError):
    """A new policy is shown as in force, and the policy before it has not co-signed the book that carries it."""

    code = "policy-not-cosigned"


class WrongRollCount(RecordError):
    """Numbers of households that do not add up."""

    code = "wrong-roll-count"


class WrongSetting(RecordError):
    """A number that nobody sets, or not so: unknown, fixed by law, beyond its bounds, or the one in force already."""

    code = "wrong-setting"


class VillageIsOver(OutOfOrder):
    """The village became part of another one; nothing more happens in it."""

    code = "village-over"


class WrongSuccessor(RecordError):
    """A village becomes part of others that are known and go on, and not of itself."""

    code = "wrong-successor"


class RollOutdated(OutOfOrder):
    """Another village became part of this one after its household roll was frozen: it is frozen anew first."""

    code = "roll-outdated"


class WrongCards(RecordError):
    """Card numbers or the register's hash do not fit the frozen roll."""

    code = "wrong-cards"


class WrongCommittee(RecordError):
    """Members, keys or threshold of the counting committee do not fit."""

    code = "wrong-committee"


class WrongSetup(RecordError):
    """A vote whose election, trustees, credentials, rule or times do not fit together."""

    code = "wrong-setup"


class WrongCredentialCount(WrongSetup):
    """More or fewer credentials than households on the frozen roll."""

    code = "wrong-credential-count"


class WrongPublicKey(WrongSetup):
    """The election key is not the product of the trustees' keys."""

    code = "wrong-public-key"


class WrongRule(WrongSetup):
    """The rule of decision is not one the law knows for this matter."""

    code = "wrong-rule"


class WrongAnswers(WrongSetup):
    """What is put to the majority is not the yes of the decree's three answers, one to be chosen."""

    code = "wrong-answers"


class PosesAsDecision(WrongSetup):
    """An opinion vote that looks like a decision: by an answer of the decree's, or by the words "thông qua"."""

    code = "poses-as-decision"


class WrongPractice(WrongSetup):
    """A practice vote of other words than its own, of real cards, or beside another; or a real vote called practice."""

    code = "wrong-practice"


class WeakKey(WrongSetup):
    """A key whose secret anyone can guess, or two keys of one vote that are equal or cancel each other."""

    code = "weak-key"


class WrongText(WrongSetup):
    """A text that people read has invisible or turned characters, or two answers look alike."""

    code = "wrong-text"


class WrongOpening(RecordError):
    """A vote's book names another opening than the commune's book has."""

    code = "wrong-opening"


class WrongSeal(RecordError):
    """The commune's book seals a size or root that a vote's book does not have, or a book that it may not seal."""

    code = "wrong-seal"


class WrongMove(RecordError):
    """A closing time was moved in one of the two books only, or to two different times."""

    code = "wrong-move"


class WrongCorrection(RecordError):
    """A correction of what nobody said of this vote, or of a paper that was not shown with it."""

    code = "wrong-correction"


class UnknownVote(RecordError):
    """The entry names a vote that the record does not hold."""

    code = "unknown-vote"


class UnknownSubject(RecordError):
    """The entry names a subject that the record does not hold, or that has another book."""

    code = "unknown-subject"


class UnknownMatter(RecordError):
    """The entry names a matter that the record does not hold."""

    code = "unknown-matter"


class WrongNotice(RecordError):
    """An announcement made twice, of no office, for no time, or put right where none stands."""

    code = "wrong-notice"


class WrongSupervision(RecordError):
    """A session or a recommendation out of its order, of no board, or by somebody whose step it is not."""

    code = "wrong-supervision"


class WrongReport(RecordError):
    """A report of no period or of nobody's, without its files, or out of the order of its revisions."""

    code = "wrong-report"


class WrongDisclosure(RecordError):
    """Something made public twice, by nobody, of no item, with a list's title, in days to come, or ended too early."""

    code = "wrong-disclosure"


class StepMissing(OutOfOrder):
    """A step on the road of a matter that must come first is not there (LAW.md 5)."""

    code = "step-missing"


class WrongStep(RecordError):
    """A step whose numbers, office or papers are not as the law has them."""

    code = "wrong-step"


class RefusedBallot(RecordError):
    """A ballot that fails the acceptance list; ``code`` is the one of the HTTP interface."""

    code = "malformed"

    def __init__(self, message: str, *, code: str = "malformed", crime: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.crime = crime or code


class RefusedStatement(RecordError):
    """A statement that fails the acceptance list; ``code`` is the one of the HTTP interface."""

    code = "malformed"

    def __init__(self, message: str, *, code: str = "malformed", crime: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.crime = crime or code


class WrongClosing(RecordError):
    """``vote-closed`` states a size, root, count or archive head that is not that of the vote's book."""

    code = "wrong-closing"


class ClosedTooEarly(WrongClosing):
    """Closed before its time although not every household has voted."""

    code = "closed-too-early"


class WrongTally(RecordError):
    """The encrypted tally is not the product of the ballots that count."""

    code = "wrong-tally"


class WrongPartialDecryption(RecordError):
    """A partial decryption that is not by the named trustee, or whose proof fails."""

    code = "wrong-partial-decryption"


class WrongResult(RecordError):
    """The numbers are not what the partial decryptions open to."""

    code = "wrong-result"


class WrongOutcome(RecordError):
    """The outcome is not what the rule of decision makes of the numbers."""

    code = "wrong-outcome"


class MalformedBundle(RecordError):
    """Not a bundle: not one strictly formed zip, too large, members missing or unknown."""

    code = "malformed-bundle"
