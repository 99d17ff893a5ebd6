"""Makes tests/vectors/statements/statements.json, which Python and JavaScript must both reproduce (PROTOCOL 10).

Deterministic: every scalar is `Hq("dinh/vectors|...")`. Run `python -m tests.vectors.make_statements` in the
repository; a test asserts that the file is what this program makes.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from voting.ballots import credentials
from voting.ballots.errors import BallotDataError
from voting.ballots.statement import (
    Letter,
    Said,
    Statement,
    Terms,
    check_signature,
    check_terms,
    check_words,
    make_statement,
    parse_statement,
    pseudonym,
    pseudonyms,
    statement_secret,
    statement_tweak,
    words_hash,
)

from .make_ballots import CARDS, Draws

FILE = Path(__file__).resolve().parent / "statements" / "statements.json"
SUBJECT, OTHER_SUBJECT = "Subject1ect1rN", "zzzzzzzzzzzzzz"
TERMS = Terms(SUBJECT, "list-review", ("right", "objection"), ("objection",))
WORDS = ("Hộ tôi còn thiếu con trai mới về.", "Tên bị viết sai: “Hoà” → “Hòa”.\nXin sửa giúp.")


def salt_of(case: str) -> bytes:
    """A fixed salt."""
    return sha256(f"dinh/vectors|salt|{case}".encode()).digest()


def secret_of(card: str, subject: str = SUBJECT) -> int:
    """The signing secret of a card in a subject."""
    return statement_secret(credentials.household_secret(card), subject)


def cards() -> list[dict[str, Any]]:
    """What each card is called in two subjects."""
    return [_card(card, subject) for card in CARDS for subject in (SUBJECT, OTHER_SUBJECT)]


def _card(card: str, subject: str) -> dict[str, Any]:
    key = credentials.household_key(card)
    return {
        "card": card, "subject": subject, "t": str(statement_tweak(key, subject)),
        "secret": str(secret_of(card, subject)), "P": pseudonym(key, subject).hex,
    }  # fmt: skip


def statements() -> list[dict[str, Any]]:
    """Statements that hold, with and without words."""
    rows = [_statement("right", CARDS[0], "right", None, 1), _statement("last", CARDS[2], "right", None, 2**53 - 1)]
    return rows + [_statement(f"words-{n}", CARDS[1], "objection", words, n) for n, words in enumerate(WORDS, 1)]


def _statement(case: str, card: str, value: str, words: str | None, sequence: int) -> dict[str, Any]:
    text = None if words is None else words_hash(salt_of(case), words)
    draws = Draws(f"statement|{case}")
    made = make_statement(Said(SUBJECT, TERMS.kind, value, sequence, text), secret_of(card), entropy=draws)
    require_acceptable(made)
    return {
        "card": card, "value": value, "words": words, "salt": salt_of(case).hex(), "sequence": sequence,
        "draws": draws.texts, "raw": made.raw.decode(), "tracker": made.tracker, "pseudonym": made.pseudonym,
        "letter": Letter(made, salt_of(case) if words else b"", words or "").raw.decode(),
    }  # fmt: skip


def require_acceptable(statement: Statement) -> None:
    """Steps 2 and 4 hold."""
    check_terms(statement, TERMS)
    check_signature(statement)


def crimes() -> dict[str, str]:
    """Broken statements, each named for what is wrong with it."""
    good, other = (json.loads(row["raw"]) for row in statements()[1:3])
    signature = good["signature"]
    changed: dict[str, Any] = {
        "another-subject": good | {"subject": OTHER_SUBJECT},
        "another-kind": good | {"kind": "poll"},
        "another-value": good | {"value": "perhaps"},
        "value-exchanged": good | {"value": "objection"},
        "words-where-none-are-asked": good | {"text": "ab" * 32},
        "words-exchanged": other | {"text": "ab" * 32},
        "words-taken-away": other | {"text": None},
        "sequence-lowered": good | {"sequence": 1},
        "of-another-household": good | {"pseudonym": other["pseudonym"]},
        "signature-of-another": good | {"signature": other["signature"]},
        "identity": good | {"pseudonym": f"{1:064x}"},
        "small-order": good | {"pseudonym": f"{2**255 - 20:064x}"},
        "upper-case": good | {"pseudonym": good["pseudonym"].upper()},
        "version-2": good | {"v": 2},
        "version-true": good | {"v": True},
        "sequence-0": good | {"sequence": 0},
        "sequence-too-large": good | {"sequence": 2**53},
        "value-in-capitals": good | {"value": "Right"},
        "value-empty": good | {"value": ""},
        "text-empty": good | {"text": ""},
        "text-short": good | {"text": "ab"},
        "leading-zero": good | {"signature": signature | {"response": "0" + signature["response"]}},
        "field-more": good | {"name": "Nguyễn Văn An"},
        "field-less": {name: one for name, one in good.items() if name != "text"},
        "fields-exchanged": dict(sorted(good.items())),
        "too-large": good | {"kind": "x" * 3000},
    }
    written = {name: json.dumps(one, ensure_ascii=False, separators=(",", ":")) for name, one in changed.items()}
    return written | {"with-spaces": json.dumps(good), "no-json": "statement", "a-list": "[]"}


def refused() -> list[dict[str, str]]:
    """Each crime with the name and code of its error."""
    return [{"crime": crime, "raw": raw, **_refusal(raw)} for crime, raw in crimes().items()]


def _refusal(raw: str) -> dict[str, str]:
    try:
        require_acceptable(parse_statement(raw.encode()))
    except BallotDataError as error:
        return {"name": error.name, "code": error.code}
    raise AssertionError("accepted: " + raw)


def content() -> str:
    """The file."""
    keys = [credentials.household_key(card) for card in CARDS]
    for row in statements():
        if row["words"] is not None:
            check_words(parse_statement(row["raw"].encode()), bytes.fromhex(row["salt"]), row["words"])
    value = {
        "terms": {"subject": SUBJECT, "kind": TERMS.kind, "values": TERMS.values, "worded": TERMS.worded},
        "cards": cards(), "list": pseudonyms(keys, SUBJECT).decode(), "statements": statements(), "refused": refused(),
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(content(), encoding="utf-8")
