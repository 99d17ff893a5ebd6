"""From what was found to a plain sentence in Vietnamese and English.

The words stand in `check_sentences`, `beside_sentences` and `crime_sentences`; what an entry is called, in its class.
"""

from collections.abc import Mapping

from voting.law.articles import CITATIONS
from voting.record.entries.parsing import COMMUNE_TYPES, SUBJECT_TYPES, VOTE_TYPES
from voting.verifier.beside_sentences import RECEIPTS, SIGNS
from voting.verifier.check_sentences import ANY_FAILURE, FAILURES, FINDINGS, TITLES
from voting.verifier.crime_sentences import CRIMES, UNKNOWN_CRIME
from voting.verifier.findings import Finding, ReceiptFinding, Status, code_of, crime_of
from voting.verifier.sentence import Sentence, joined, printable

UNREADABLE = ("không đọc được", "unreadable")
"""What an entry is called whose type cannot be read; the others are called as their class says."""
_NAMED = {cls.type: cls.named for cls in (*COMMUNE_TYPES, *VOTE_TYPES, *SUBJECT_TYPES)}


def sentence_of(check: str, finding: Finding) -> Sentence:
    """The plain sentence of a finding, in both languages."""
    values = _shown(finding.values) | {"title": TITLES[check]}
    if finding.status is not Status.FAIL:
        return FINDINGS.get(finding.say, FINDINGS["not-examined"]).filled(values)
    kind = _NAMED.get(str(values.get("type", "")), UNREADABLE)
    lead = FAILURES.get(check, ANY_FAILURE) if finding.values else ANY_FAILURE
    return lead.filled(values | {"crime": crime_sentence(finding.crime, finding.error), "entry": Sentence(*kind)})


def receipt_sentence(finding: ReceiptFinding) -> Sentence:
    """What became of one receipt."""
    values = _shown(finding.values)
    if finding.error is not None:
        values["crime"] = crime_sentence(crime_of(finding.error), code_of(finding.error))
    said = RECEIPTS[finding.say].filled(values)
    if finding.cosigned is None:
        return said
    seen = RECEIPTS["receipt.cosigned" if finding.cosigned else "receipt.sealed"]
    names = {"witnesses": len(finding.cosigned), "names": printable(", ".join(finding.cosigned))}
    return joined(" ", [said, seen.filled(names)])


def sign_sentence(name: str, values: Mapping[str, object]) -> Sentence:
    """What is worth a look."""
    return SIGNS[name].filled(_shown(values))


def crime_sentence(*codes: str) -> Sentence:
    """The sentence of the finest code that has one."""
    known = next((CRIMES[code] for code in codes if code in CRIMES), UNKNOWN_CRIME)
    return Sentence(*known).filled({"code": codes[-1]})


def _shown(values: Mapping[str, object]) -> dict[str, object]:
    """Values fit to be shown; a citation in words."""
    shown = {name: one if isinstance(one, Sentence) else printable(one) for name, one in values.items()}
    if cited := CITATIONS.get(str(values.get("citation"))):
        shown["citation"] = Sentence(cited.short_vi, cited.short_en)
    return shown
