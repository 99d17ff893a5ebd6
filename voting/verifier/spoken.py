"""Every word that the browser's verifier says, as data: this package's and the law's sentences, language by language.

    python -m voting.verifier.spoken static/sentences

writes `vi.json` and `en.json`, which `static/build.mjs` sends along and static/js/verifier/sentences.mjs fills. The
words have their home here and in `law`; tests/verifier/test_spoken.py holds the files to it.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from voting.law import wording
from voting.law.articles import CITATIONS
from voting.law.matters import MATTERS, SHOWING_NAMES
from voting.law.road import OFFICES, STEPS
from voting.law.sentence import Sentence
from voting.record.entries.parsing import COMMUNE_TYPES, VOTE_TYPES
from voting.verifier import conclusion
from voting.verifier.beside_sentences import RECEIPTS, SIGNS
from voting.verifier.check_sentences import ANY_FAILURE, FAILURES, FINDINGS, TITLES
from voting.verifier.checks import checks_for
from voting.verifier.checks_road import AFTER, HELD, STEP
from voting.verifier.crime_sentences import CRIMES, UNKNOWN_CRIME
from voting.verifier.errors import SeenOtherwise
from voting.verifier.evidence import Kind
from voting.verifier.sentences import UNREADABLE

LANGUAGES = ("vi", "en")
OF_VOTES = tuple(check.name for check in checks_for(Kind.BUNDLE))
"""The checks that the browser makes."""
BESIDE_CHECKS = ("skipped", "without")
REMEMBERED = {one.code for one in SeenOtherwise.__subclasses__()} | {SeenOtherwise.code}
"""What only somebody who remembers an earlier state can say; the browser is shown one bundle."""
CITED = tuple(CITATIONS[matter.citation] for matter in MATTERS.values())
"""What an opening may cite; another rule is refused."""

WORDS: Mapping[str, Any] = {
    "titles": {name: TITLES[name] for name in OF_VOTES},
    "findings": {say: said for say, said in FINDINGS.items() if say.partition(".")[0] in {*OF_VOTES, *BESIDE_CHECKS}},
    "failures": {name: said for name, said in FAILURES.items() if name in OF_VOTES},
    "failure": ANY_FAILURE,
    "crimes": {code: Sentence(*pair) for code, pair in CRIMES.items() if code not in REMEMBERED},
    "crime": Sentence(*UNKNOWN_CRIME),
    "entries": {cls.type: Sentence(*cls.named) for cls in (*COMMUNE_TYPES, *VOTE_TYPES)},
    "entry": Sentence(*UNREADABLE),
    "receipts": RECEIPTS,
    "signs": SIGNS,
    "citations": {one.key: Sentence(one.short_vi, one.short_en) for one in CITED},
    "offices": {office.value: said for office, said in OFFICES.items()},
    "step": STEP,
    "held": HELD,
    "showings": {one.value: said for one, said in SHOWING_NAMES.items()},
    "acts": {mark.value: STEPS[mark].act for mark, _, _ in AFTER},
    "end": conclusion.WORDS,
    "results": wording.OF_RESULTS,
    "weekdays": list(wording.WEEKDAYS),
    "thousands": Sentence(".", ","),
}


def texts(language: str) -> Any:
    """Everything in one language."""
    return _in(language, WORDS)


def _in(language: str, value: Any) -> Any:
    if isinstance(value, Sentence):
        return getattr(value, language)
    if isinstance(value, list):
        return [_in(language, one) for one in value]
    return {name: _in(language, one) for name, one in value.items()}


def written(language: str) -> str:
    """The bytes of its file."""
    return json.dumps(texts(language), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for one in LANGUAGES:
        (Path(sys.argv[1]) / f"{one}.json").write_text(written(one), encoding="utf-8")
