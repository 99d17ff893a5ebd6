"""What the browser's verifier says is written where the command has it from, and sent along as it stands there."""

import json
from pathlib import Path

import pytest

from voting.verifier.checks import checks_for
from voting.verifier.evidence import Kind
from voting.verifier.signs import LOOKS
from voting.verifier.spoken import LANGUAGES, texts, written


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_that_are_sent_hold_the_sentences_of_today(root: Path, language: str) -> None:
    """Else: `python -m voting.verifier.spoken static/sentences`."""
    assert (root / "static" / "sentences" / f"{language}.json").read_text(encoding="utf-8") == written(language)


def test_both_languages_have_words_for_the_same() -> None:
    vi, en = map(texts, LANGUAGES)
    assert places(vi) == places(en)
    assert set(vi["titles"]) == {check.name for check in checks_for(Kind.BUNDLE)}
    assert len(vi["signs"]) > len(LOOKS)


def places(value: object, at: str = "") -> list[str]:
    """Where a text stands."""
    if isinstance(value, str):
        return [at]
    pairs = value.items() if isinstance(value, dict) else enumerate(json.loads(json.dumps(value)))
    return [place for name, one in pairs for place in places(one, f"{at}/{name}")]
