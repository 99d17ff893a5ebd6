"""What each piece promises: piece | what refuses it | the server's code | what belenios-tool says, and the crime below.

What refuses it: all checks of the verifier that fail, each as `check:error` or `check:error/crime`, the first being the
one the piece is named for; "input" means that it cannot be read at all. The server's code is that of a posted ballot,
"-" where the crime is none. belenios-tool is shown the archive, also the one inside a bundle: "ok" where it says that
all checks passed, "no" where it does not.
"""

from dataclasses import dataclass

_TABLE = """
flipped-choice | replay:bad-proof/wrong-ballot-hash ballots:wrong-ballot-hash | bad-proof | no
    two ciphertexts of a ballot exchanged by the server
flipped-choice-hash-mended | replay:bad-proof/bad-signature ballots:bad-signature | bad-proof | no
    the same, and the ballot's hash made anew, which the signature then does not cover
bad-signature | replay:bad-proof/bad-signature ballots:bad-signature | bad-proof | no
    the response of the signature is one too high
signature-by-another-credential | replay:bad-proof/bad-signature ballots:bad-signature | bad-proof | no
    a ballot signed with the neighbour's key
seal-missing | replay:malformed/wrong-fields | malformed | ok
    an envelope without its sequence seal
seal-forged | replay:bad-proof/bad-seal | bad-proof | ok
    a sequence seal made with the neighbour's key
sequence-raised | replay:bad-proof/bad-seal | bad-proof | ok
    the server raises the sequence number of a ballot that it kept back
first-ballot-appended-after-the-second | replay:old-sequence | old-sequence | ok
    the server keeps a household's first ballot back and appends it after its second
same-sequence-again | replay:old-sequence | old-sequence | ok
    another ballot under the sequence number of the last
replayed-ballot | replay:duplicate/replayed-ballot archive-form:bad-member | duplicate | ok
    an accepted ballot a second time
copied-ciphertext | replay:duplicate/copied-ciphertext ballots:duplicate-ciphertext | bad-proof | no
    the neighbour's ciphertexts and proofs, signed and sealed by somebody else
rerandomised-copy | replay:bad-proof/bad-individual-proof ballots:bad-individual-proof | bad-proof | no
    the neighbour's ciphertexts re-randomised, with the neighbour's proofs
own-ciphertext-again | replay:duplicate/copied-ciphertext ballots:duplicate-ciphertext | duplicate | ok
    a household's own ciphertexts a second time, with fresh proofs that hold
ballot-of-a-stranger | replay:unknown-credential ballots:unknown-credential | unknown-credential | no
    a ballot under a credential that is not on the list
spare-card-votes-without-leave | replay:closed-credential | closed-credential | ok
    a ballot of a spare card that no household was given
wrong-fingerprint | replay:wrong-election/wrong-fingerprint ballots:wrong-fingerprint | wrong-election | no
    a ballot signed for other election bytes
wrong-uuid | replay:wrong-election/wrong-uuid ballots:wrong-uuid | wrong-election | no
    a ballot signed for another uuid
ballot-of-another-vote | replay:wrong-election/wrong-uuid ballots:unknown-credential | wrong-election | no
    the household's honest ballot of the village's next vote
two-choices | replay:bad-proof/bad-overall-proof ballots:bad-overall-proof | bad-proof | no
    two answers chosen where one is allowed
no-choice | replay:bad-proof/bad-overall-proof ballots:bad-overall-proof | bad-proof | no
    no answer chosen where one must be
two-votes-and-minus-one | replay:bad-proof/bad-individual-proof ballots:bad-individual-proof | bad-proof | no
    two for one answer and minus one for another: the sum is one
swapped-proofs | replay:bad-proof/bad-individual-proof ballots:bad-individual-proof | bad-proof | no
    the proofs of two choices exchanged
overall-proof-of-another-ballot | replay:bad-proof/bad-overall-proof ballots:bad-overall-proof | bad-proof | no
    the overall proof of the neighbour's ballot
wrong-subgroup | replay:bad-proof/element-not-in-group ballots:element-not-in-group | bad-proof | no
    an alpha with a component of order two; every challenge is even, so all equations hold
small-order | replay:bad-proof/element-not-in-group ballots:element-not-in-group | bad-proof | no
    an alpha of order two
off-curve | replay:bad-proof/element-not-in-group ballots:element-not-in-group | bad-proof | no
    an alpha that is no point of the curve
identity-alpha | replay:bad-proof/element-not-in-group ballots:element-not-in-group | bad-proof | ok
    no randomness: alpha is the identity and beta shows the vote to all; every proof holds
non-canonical-point | replay:malformed/bad-element-text ballots:bad-element-text | malformed | no
    a coordinate that is not reduced modulo p
upper-case-hex | replay:malformed/bad-element-text ballots:bad-element-text | malformed | no
    an element in upper-case hex
non-canonical-scalar | replay:malformed/bad-scalar-text ballots:bad-scalar-text | malformed | no
    a response to which q was added
challenge-off-by-q | replay:malformed/bad-scalar-text ballots:bad-scalar-text | malformed | no
    a challenge to which q was added
leading-zero-scalar | replay:malformed/bad-scalar-text ballots:bad-scalar-text | malformed | no
    a response with a zero in front
negative-scalar | replay:malformed/bad-scalar-text ballots:bad-scalar-text | malformed | no
    a response from which q was taken
duplicate-json-key | replay:malformed-entry/not-reprinted ballots:not-reprinted | malformed | no
    the credential named twice, the first time another
extra-field | replay:malformed/wrong-fields ballots:wrong-fields | malformed | no
    a field more, by which a vote could be shown to a buyer
reordered-fields | replay:malformed/wrong-fields ballots:wrong-fields | malformed | no
    the first field moved to the end
whitespace | replay:malformed-entry/not-reprinted ballots:not-reprinted | malformed | no
    a space after a comma
escaped-unicode | replay:malformed-entry/not-reprinted ballots:not-reprinted | malformed | no
    a letter written as an escape
short-proof-list | replay:malformed/wrong-shape ballots:wrong-shape | malformed | no
    an individual proof missing
long-proof-list | replay:malformed/wrong-shape ballots:wrong-shape | malformed | no
    an overall proof of one part too many
blank-proof-where-no-blank-is | replay:malformed/wrong-shape ballots:wrong-shape | malformed | no
    a blank proof to a question without blank
blank-and-a-choice | replay:bad-proof/bad-blank-proof ballots:bad-blank-proof | bad-proof | no
    blank and an answer at once; only the proof that blank excludes the others fails
missing-blank-proof | replay:malformed/wrong-shape ballots:wrong-shape | malformed | no
    no blank proof to a question with blank
blank-proof-of-another-ballot | replay:bad-proof/bad-blank-proof ballots:bad-blank-proof | bad-proof | no
    the blank proof of the neighbour's ballot
proof-of-another-question | replay:bad-proof/bad-individual-proof ballots:bad-individual-proof | bad-proof | no
    an individual proof of the second question under the first
answers-exchanged | replay:malformed/wrong-shape ballots:wrong-shape | malformed | no
    the answers to the two questions exchanged
short-answer-list | replay:malformed/wrong-shape ballots:wrong-shape | malformed | no
    one answer to two questions
added-credential | replay:wrong-credential-count | - | ok
    a credential more than the roll has households
opened-with-one-credential-more-than-the-roll | replay:wrong-setup | - | ok
    a credential more, and a household more than the frozen roll has
removed-credential | replay:wrong-credential-count | - | ok
    a household's credential left out
replaced-credential | card-register:credentials-differ | - | ok
    a household's credential replaced by one of the server's own; only the card register shows it
unsorted-credentials | replay:wrong-setup/bad-credentials setup:bad-credentials | - | ok
    the list in another order, which could tell the households
duplicate-credential | replay:wrong-setup/bad-credentials setup:bad-credentials | - | ok
    a credential listed twice
identity-credential | replay:wrong-setup/bad-credentials setup:bad-credentials | - | ok
    the identity as credential: anyone could sign for it
credential-outside-the-group | replay:wrong-setup/bad-credentials setup:bad-credentials | - | ok
    a credential with a component of order two
spare-card-counted-as-household | replay:wrong-cards | - | ok
    the spare card's credential is open from the start
card-register-of-another-day | replay:wrong-cards | - | ok
    the hash of another card register
election-key-is-not-the-product | replay:wrong-public-key setup:bad-election | - | no
    an election key that the committee does not hold
identity-key | replay:wrong-setup/bad-trustees setup:bad-trustees | - | ok
    the server's key is the identity: its part protects nothing
key-outside-the-group | replay:wrong-setup/bad-election setup:bad-election | - | no
    the server's key has a component of order two
trustee-key-without-proof | replay:wrong-setup/bad-key-proof setup:bad-key-proof | - | no
    nobody has proven to hold the server's secret key
rogue-key | replay:wrong-committee setup:bad-key-proof | - | no
    a member's key that cancels all others, so that this member alone could open
counting-member-left-out | replay:wrong-committee | - | ok
    a counting member's key left out of the election key
counting-member-exchanged | replay:wrong-committee | - | ok
    a counting member's key exchanged for the server's own
server-counts-alone | replay:wrong-committee | - | ok
    no counting member at all
wrong-majority-rule | replay:wrong-rule | - | ok
    a majority that no law knows
rule-without-an-article | replay:wrong-rule | - | ok
    a rule of decision by an article that does not exist
proposal-that-is-no-answer | replay:wrong-rule | - | ok
    a proposal beyond the answers
closes-before-it-opens | replay:wrong-setup | - | ok
    closing time is opening time
opened-before-it-was-recorded | replay:wrong-setup | - | ok
    opening time lies before the entry
election-of-another-uuid | replay:wrong-setup setup:wrong-vote | - | ok
    the election has another uuid than the vote
more-choices-than-answers | replay:wrong-setup/wrong-type setup:wrong-type | - | ok
    four choices allowed of three answers
election-with-an-escape | replay:wrong-setup/not-reprinted setup:not-reprinted | - | ok
    a letter of the election's name written as an escape
blank-false | replay:wrong-setup/wrong-fields setup:wrong-fields | - | ok
    a field that is absent when false
server-key-reused | replay:wrong-setup | - | ok
    the server's key of the vote before, whose secret is long gone from its safe
dropped-ballot | replay:wrong-closing vote-root:wrong-closing last-ballots:wrong-turnout | - | ok
    a ballot taken out after the closing was recorded
added-ballot-after-the-closing | replay:not-open | not-open | ok
    a ballot added after the closing was recorded
swapped-order | replay:wrong-closing vote-root:wrong-closing | - | ok
    two ballots changed places after the closing was recorded
vote-closed-states-a-ballot-less | replay:wrong-closing vote-root:wrong-closing | - | ok
    the closing counts a ballot less
vote-closed-states-a-household-more | replay:wrong-closing vote-root:wrong-closing last-ballots:wrong-turnout | - | ok
    the closing counts a household more
vote-closed-states-another-head | replay:wrong-closing | - | ok
    the closing states another head of the archive
vote-closed-states-another-root | replay:wrong-closing vote-root:wrong-closing | - | ok
    the closing states another root of the vote's entries
vote-closed-too-early | replay:closed-too-early | - | ok
    closed while a household has not voted and time is left
witnesses-saw-it-only-before-the-closing | quorum:closing-not-cosigned | - | ok
    the witnesses' last co-signed head lies before the closing
witnesses-saw-another-log | entries:wrong-root | - | ok
    the witnesses' last co-signed head is of another history
tally-including-a-replaced-ballot | replay:wrong-tally encrypted-tally:wrong-tally | - | ok
    the household that voted twice is counted with its first ballot
tally-of-both-ballots-of-a-household | replay:wrong-tally encrypted-tally:wrong-tally | - | ok
    both its ballots are counted
tally-leaving-a-ballot-out | replay:wrong-tally encrypted-tally:wrong-tally | - | ok
    a household's ballot is not counted
tally-with-a-vote-added | replay:wrong-tally encrypted-tally:wrong-tally | - | ok
    a vote in favour multiplied into the sum
wrong-num-tallied | replay:wrong-tally encrypted-tally:wrong-tally | - | ok
    the tally states a ballot more
wrong-total-weight | replay:wrong-tally encrypted-tally:wrong-tally | - | ok
    the tally states a weight more
tally-before-the-closing | replay:out-of-order | - | ok
    the ballots are added up and opened in a vote that was never closed
forged-partial-decryption | replay:wrong-partial-decryption/bad-decryption partial-decryptions:bad-decryption | - | no
    the server's factor opens a vote more in favour
forged-decryption-proof | replay:wrong-partial-decryption/bad-decryption partial-decryptions:bad-decryption | - | no
    two proofs of the server's factors exchanged
short-decryption | replay:wrong-partial-decryption/wrong-shape partial-decryptions:wrong-shape | - | no
    a factor and its proof missing
partial-by-wrong-owner | replay:wrong-partial-decryption/bad-decryption partial-decryptions:bad-decryption | - | no
    two members' parts under each other's number
partial-of-an-unknown-owner | replay:wrong-partial-decryption partial-decryptions:wrong-owner | - | no
    a part under the number of nobody
duplicate-partial | replay:wrong-partial-decryption partial-decryptions:wrong-owner | - | ok
    a member's part twice, with fresh proofs
result-without-the-last-member | replay:wrong-result/not-enough-decryptions result:not-enough-decryptions | - | no
    a result declared before the last member's part
result-off-by-one | replay:wrong-result result:wrong-result | - | no
    a vote moved from one answer to the other
result-of-a-vote-nobody-cast | replay:wrong-result result:wrong-result | - | no
    a vote more than was opened
outcome-off-by-one-household | replay:wrong-outcome outcome:wrong-outcome | - | ok
    passed with one household less than the majority
outcome-of-those-who-voted | replay:wrong-outcome outcome:wrong-outcome | - | ok
    the majority taken of those who voted, not of all households
result-declared-twice | replay:out-of-order | - | ok
    the result declared a second time
result-before-the-decryptions | replay:wrong-result/not-enough-decryptions | - | ok
    a result without any part in the record
forked-log | quorum:signature-invalid | - | ok
    another history under the log's own signature, with the witnesses' lines of the one they saw
entry-backdated | replay:dated-before-predecessor | - | ok
    a ballot dated before the vote opened
entry-to-the-second | replay:malformed-entry | - | ok
    a ballot dated to the second, which could tell who cast it
archive-of-another-vote | setup:wrong-vote archive-derived:archive-differs | - | ok
    the archive of the village's next vote in this vote's bundle
archive-differs | archive-derived:archive-differs | - | ok
    an archive without the ballot that the record has
re-signed-checkpoint | checkpoint:signature-missing quorum:signature-missing | - | ok
    the checkpoint signed by another key of the same name
log-restarted-under-another-key | log-key:wrong-log-key checkpoint:signature-missing | - | ok
    the whole log begun anew under another key, sound in itself
checkpoint-of-another-origin | checkpoint:signature-missing quorum:signature-missing | - | ok
    the head signed and co-signed as the neighbouring commune's
checkpoint-with-an-extension | checkpoint:checkpoint-malformed quorum:checkpoint-malformed | - | ok
    a fourth line under the head
unsigned-checkpoint | checkpoint:signature-missing quorum:signature-missing | - | ok
    the witnesses' signatures without the log's
stale-cosignature | quorum:signature-invalid | - | ok
    the witnesses' lines are of the log one entry shorter
cosignature-of-an-unknown-witness | quorum:quorum-not-met | - | ok
    one of two needed witnesses is nobody the policy names
one-cosignature-short | quorum:quorum-not-met | - | ok
    one witness where two are needed
one-witness-signs-twice | quorum:quorum-not-met | - | ok
    two lines of one witness
weakened-policy | log-key:wrong-policy | - | ok
    the policy beside the record asks for no witness
leaf-changed | entries:entry-not-in-log | - | ok
    a leaf hash changed in the tile
entry-changed | entries:entry-not-in-log | - | ok
    a salted commitment changed in an entry, where no rule can see it
entry-missing | replay:wrong-cards | - | ok
    the entry of the cards is not shown
first-entry-missing | replay:log-not-started | - | ok
    the entry that starts the log is not shown
entry-beyond-the-checkpoint | entries:entry-not-in-log | - | ok
    an entry at an index that the head does not cover
personal-data-in-an-entry | replay:malformed-entry | - | ok
    a name written beside the frozen roll
unknown-entry-type | replay:unknown-entry-type | - | ok
    an entry of a type nobody has defined
log-started-twice | replay:log-not-started | - | ok
    the first entry again
log-without-its-own-key-in-the-policy | replay:wrong-log | - | ok
    a policy that lists no log and no witness
roll-that-does-not-add-up | replay:wrong-roll-count | - | ok
    seven households, where six were added to none
more-cards-than-households | replay:wrong-cards | - | ok
    a card more than households
committee-of-two | replay:wrong-committee | - | ok
    two counting members, where the law wants three to five
committee-key-shown-twice | replay:wrong-committee | - | ok
    the second member shows the first one's key
committee-key-without-proof | replay:wrong-committee/bad-key-proof | - | ok
    a member's key without proof that its secret is held
document-of-another-hash | documents:wrong-document | - | ok
    a paper under a hash that is not its own
unknown-member | input:malformed-bundle | - | ok
    a web page among the bundle's files
tile-cut-short | input:malformed-bundle | - | ok
    a tile a byte short
member-in-a-folder-above | input:malformed-bundle | - | ok
    a file that unpacks outside its folder
policy-twice | input:malformed-bundle | - | ok
    two policies, of which each reader might see another
zip-bomb | input:input-too-large | - | ok
    half a gigabyte claimed by a few kilobytes
packed-with-bzip2 | input:malformed-bundle | - | ok
    packed in a way a browser does not unpack
truncated-bundle | input:malformed-bundle | - | ok
    the end of the zip missing
partials-of-t-minus-1 | result:not-enough-decryptions | - | no
    opened by the server and one member of two needed
server-opens-alone | result:not-enough-decryptions | - | no
    opened by the server without any member
committee-opens-without-the-server | result:not-enough-decryptions | - | no
    opened by all members without the server
wrong-lagrange-set | partial-decryptions:bad-decryption | - | no
    the third member's part under the second one's number: combined with another set's coefficients
member-opens-twice | partial-decryptions:wrong-owner | - | ok
    a member's part a second time, with fresh proofs
threshold-result-off-by-one | result:wrong-result | - | no
    a vote more than was opened
share-of-another-polynomial | setup:bad-coefficients | - | no
    a member's proven key that is no point of the published polynomials
forged-certificate | setup:bad-certificate | - | no
    a member's certificate signed by another
certificate-of-another-threshold | setup:bad-certificate | - | no
    a certificate by which one member suffices
unsigned-coefficients | setup:bad-certificate | - | no
    a member's coefficients signed by another
exchanged-verification-keys | setup:bad-certificate | - | no
    two members' keys exchanged
lower-threshold | setup:bad-coefficients | - | no
    the list says that one member suffices
missing-end-ballots | archive-form:bad-event-chain | - | ok
    the ballots never ended
missing-encrypted-tally | archive-form:bad-event-chain | - | no
    nothing was added up, and yet opened
ballot-after-end-ballots | archive-form:bad-event-chain | - | ok
    a ballot after the end of the ballots
archive-without-a-ballot | encrypted-tally:wrong-tally | - | ok
    the re-vote taken out of the archive
two-results | archive-form:bad-event-chain | - | no
    a second, other result
unused-data | archive-form:bad-member | - | no
    a data member that no event names
wrong-member-name | archive-form:bad-member | - | no
    a member not named by the hash of its content
another-parent | archive-form:bad-event-chain | - | no
    an event with another parent
another-version | archive-form:wrong-type | - | no
    an archive of version 2
member-twice | archive-form:bad-member | - | no
    a member repeated at the end
member-of-another-time | archive-form:bad-member | - | no
    a header with another time
bad-tar-checksum | archive-form:bad-tar-block | - | no
    a digit of a header's checksum changed
bad-tar-mode | archive-form:bad-tar-block | - | no
    a digit of a header's mode changed
bad-tar-padding | archive-form:bad-tar-block | - | no
    a letter in the zeros behind a member
tar-end-blocks | archive-form:bad-tar-block | - | no
    the two zero blocks that end other tar files
truncated-archive | archive-form:bad-tar-block | - | no
    the last block and a half missing
truncated-between-members | archive-form:bad-event-chain | - | no
    the last event missing
"""

_CANNOT_SEE = "the archive is sound: the crime is in the record beside it"
_TALLY = "it opens the published sum and does not multiply the ballots itself"
_LIST = "it takes the credential list as it comes, and looks at no credential that has not voted"
_PARTS = "it keeps one part of each owner"
_SIZE = "PROTOCOL 9: it looks at neither the number nor the weight"
_ENDING = "PROTOCOL 9: it does not ask where the ballots end"

WHY_IT_ACCEPTS = {
    "replayed-ballot": "it counts the last ballot of a credential, and the second is the first again",
    "own-ciphertext-again": "it has no rule against a ciphertext of the same credential seen before",
    "identity-alpha": "the identity is a member of the group, and every proof holds",
    "unsorted-credentials": _LIST,
    "duplicate-credential": _LIST,
    "identity-credential": _LIST,
    "credential-outside-the-group": _LIST,
    "identity-key": "the identity is a member of the group, and the proof holds",
    "more-choices-than-answers": "it leaves the sense of a question to whoever asks it",
    "election-with-an-escape": "it reads any JSON, and hashes the bytes as they are",
    "blank-false": "it reads an absent field and a false one alike",
    "tally-including-a-replaced-ballot": _TALLY,
    "tally-of-both-ballots-of-a-household": _TALLY,
    "tally-leaving-a-ballot-out": _TALLY,
    "tally-with-a-vote-added": _TALLY,
    "archive-without-a-ballot": _TALLY,
    "wrong-num-tallied": _SIZE,
    "wrong-total-weight": _SIZE,
    "duplicate-partial": _PARTS,
    "member-opens-twice": _PARTS,
    "missing-end-ballots": _ENDING,
    "ballot-after-end-ballots": _ENDING,
}
"""Archives that we refuse and belenios-tool 3.0 accepts, each with the reason."""


@dataclass(frozen=True)
class Label:
    """A row of the table, read."""

    crime: str
    refused_by: tuple[str, ...]
    server: str
    tool_refuses: bool

    @property
    def cannot_be_read(self) -> bool:
        """Whether the verifier refuses it before its first check."""
        return self.refused_by[0].startswith("input:")


def _read(row: str, crime: str) -> tuple[str, Label]:
    name, refused_by, server, tool = (column.strip() for column in row.split("|"))
    return name, Label(crime.strip(), tuple(refused_by.split()), server.strip("-"), tool == "no")


_LINES = _TABLE.strip().splitlines()
LABELS: dict[str, Label] = dict(_read(*pair) for pair in zip(_LINES[::2], _LINES[1::2], strict=True))


def why_the_tool_accepts(name: str, *, sound: bool) -> str:
    """Why belenios-tool accepts the archive of a bad piece; `sound` says that we find nothing wrong with it either."""
    return _CANNOT_SEE if sound else WHY_IT_ACCEPTS[name]
