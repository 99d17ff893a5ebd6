"""The twins agree: entry types, fields and rules, the law's tables, texts that are refused or alike, a book's code."""

import json
import random
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from fixtures.node import Run

from voting.law import disclosure, practice, reporting, road
from voting.law.choices import CHOICES, DECIDING, VERDICT
from voting.law.clocks import CLOCKS
from voting.law.deadlines import months_after
from voting.law.matters import COUNTED_ON_PAPER, MATTERS, ONLINE_CLAUSE, SHOWINGS
from voting.law.outcome import OPINION, rule_of
from voting.law.periods import day_of
from voting.ledger.note import NoteSigner
from voting.record import fields
from voting.record.entries.entry import kinds_of
from voting.record.entries.parsing import TYPES
from voting.record.facts import Phase
from voting.record.opinion import is_deciding, names_practice, names_verdict
from voting.record.replay import RULES
from voting.record.rules.correction import CORRECTABLE
from voting.record.rules.matter import POLL_WAYS
from voting.record.rules.road import WAYS
from voting.record.rules.village import MOST_SUCCESSORS
from voting.record.setup import MAX_DURATION
from voting.record.subject_kinds import MOST_STATEMENTS, TERMS
from voting.texts.sameness import likeness, pairs_alike
from voting.texts.validity import InvalidText, require_valid
from voting.verifier.checks import CHECKS
from voting.verifier.checks_road import AFTER
from voting.verifier.evidence import Kind

pytestmark = pytest.mark.node
SEED = 20261122
KINDS = {id(kind): name for name, kind in vars(fields).items() if isinstance(kind, fields.Kind)}
ANSWERS = [
    "Đồng ý", "đồng  ý", "Đồng ý.", "ĐỒNG Ý", "Ðồng ý", "Đồng\u00a0ý", "Đong ý", "Không đồng ý", "hoà", "hòa", "Hoá",
    "Ý kiến khác", "ý kiên khác", "I", "l", "1", "O", "0", "“A”", '"A"', "a–b", "a-b", "Тán thành", "Tán thành",
    "Tân thành", "x", "×", "✓", "✔",
]  # fmt: skip
CHARACTERS = [
    *"aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ 0123456789.,;:-–—'’\"“”/|()\n\t",
    *map(chr, range(0x80, 0x600)), *map(chr, range(0x1E00, 0x2100)), *map(chr, range(0xFDD0, 0xFE30)),
]  # fmt: skip


def test_every_type_has_the_same_fields_of_the_same_kinds(told: dict[str, Any]) -> None:
    wanted = {
        book.value: {name: [[field, KINDS[id(kind)]] for field, kind in kinds_of(cls)] for name, cls in types.items()}
        for book, types in TYPES.items()
    }
    assert told["types"] == wanted


@pytest.fixture(scope="module")
def told(node: Run) -> dict[str, Any]:
    """The tables of the scripts."""
    done = node("tests/js/record/tables.mjs")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_type_has_a_rule_in_both(told: dict[str, Any]) -> None:
    wanted = {book.value: {cls.type for cls in rules} for book, rules in RULES.items()}
    assert {book: set(rules) for book, rules in told["rules"].items()} == wanted


def test_the_road_is_the_same(told: dict[str, Any]) -> None:
    """Every step with what it needs, what bars it and whose act it is, in the same order."""
    wanted = [
        [mark, {"needs": sorted(map(sorted, step.needs)), "bars": sorted(step.bars), "offices": list(step.offices)}]
        for mark, step in road.STEPS.items()
    ]
    found = [
        [mark, step | {"needs": sorted(map(sorted, step["needs"])), "bars": sorted(step["bars"])}]
        for mark, step in told["steps"]
    ]
    assert found == wanted
    assert {name: sorted(values) for name, values in told["road"].items()} == {
        "OFFICES": sorted(road.Office),
        "ONCE_MORE": sorted(road.ONCE_MORE),
        "OF_ROLL": sorted(road.OF_ROLL),
        "AFTER_TURNING": sorted(road.AFTER_TURNING),
        "ENDINGS": sorted(road.Ending),
    }


def test_the_numbers_of_the_law_are_the_same(told: dict[str, Any]) -> None:
    assert told["clocks"] == {key: [clock.value, *(clock.bounds or ())] for key, clock in CLOCKS.items()}
    assert told["matters"] == {
        str(clause): {
            "majority": one.majority,
            "takesEffect": one.takes_effect,
            "channels": list(one.channels),
            "citation": one.citation,
        }
        for clause, one in MATTERS.items()
    }
    assert told["recipients"] == [list(reporting.OF_VILLAGE), list(reporting.OF_COMMUNE)]
    assert told["showings"] == {channel: list(ways) for channel, ways in SHOWINGS.items()}
    assert sorted(told["counted"]) == sorted(COUNTED_ON_PAPER)


def test_what_is_made_public_is_the_same(told: dict[str, Any]) -> None:
    """Each item with its forms, how long each form goes on, the bounds of the last day."""
    assert told["items"] == {
        str(number): {"permanent": one.permanent, "lists": one.lists, "forms": list(one.forms)}
        for number, one in disclosure.ITEMS.items()
    }
    first = date(2026, 11, 22)
    assert told["lasts"] == {one: disclosure.last_of(one, first).isoformat() for one in disclosure.Form}
    assert told["due"] == [disclosure.SHORTEST_DUE, disclosure.LONGEST_DUE]


def test_the_checks_of_the_verifier_are_the_same(told: dict[str, Any]) -> None:
    """Those of a vote, with their numbers; and which steps follow a result."""
    wanted = [[one.number, one.name, Kind.ARCHIVE in one.kinds] for one in CHECKS if one.kinds != {Kind.SUBJECT}]
    assert told["checks"] == wanted
    assert told["after"] == [[mark, step.type, to] for mark, step, to in AFTER]


def test_the_lists_of_the_record_are_the_same(told: dict[str, Any]) -> None:
    assert told["subjects"] == {
        "terms": {kind: [list(values), list(worded)] for kind, (values, worded) in TERMS.items()},
        "most": MOST_STATEMENTS,
    }
    assert told["record"] == {
        "PHASES": list(Phase),
        "CORRECTABLE": [cls.type for cls in CORRECTABLE],
        "POLL_WAYS": list(POLL_WAYS),
        "WAYS": list(WAYS),
        "MOST_SUCCESSORS": MOST_SUCCESSORS,
        "longest": MAX_DURATION.days,
    }


def test_the_rule_and_the_decrees_answers_are_the_same(told: dict[str, Any]) -> None:
    rule = rule_of(ONLINE_CLAUSE)
    assert told["rule"] == {"clause": ONLINE_CLAUSE, "majority": rule.majority.value, "citation": rule.citation_key}
    assert tuple(told["choices"]) == CHOICES
    assert tuple(told["opinion"]) == (OPINION, VERDICT, *DECIDING)
    names = ("PRACTICE", "TITLE", "DESCRIPTION", "QUESTION", "ANSWERS", "MARK", "FEWEST_CARDS", "MOST_CARDS")
    wanted = {name: getattr(practice, name) for name in names}
    assert told["practice"] == wanted | {"ANSWERS": list(practice.ANSWERS)}


def opinion_texts() -> Iterator[str]:
    """Texts with and without a decision's words, whole and hidden."""
    parts = [
        *DECIDING,
        practice.MARK,
        "bỏ phiếu",
        "TẬP",
        "dượt",
        "thông",
        "qua",
        "quanh",
        "Giao",
        "đồng",
        "Ðồng",
        "ý",
        "THÔNG",
        "tho\u0302ng",
        "ý!",
        "²",
        "·",
        "“",
    ]
    chance = random.Random(SEED)
    for _ in range(5_000):
        text = "".join(chance.choice(parts) + chance.choice((" ", "", "  ", "-", "\u00a0", "\n")) for _ in range(4))
        yield unicodedata.normalize("NFC", text)


def test_what_looks_like_a_decision_does_so_for_both(node: Run) -> None:
    texts = list(opinion_texts())
    script = (
        'import { isDeciding, namesPractice, namesVerdict } from "./static/js/record/opinion.mjs";'
        'import { readFileSync } from "node:fs";'
        "const looks = [isDeciding, namesVerdict, namesPractice];"
        'const told = JSON.parse(readFileSync(0, "utf8")).map((one) => looks.map((look) => look(one)));'
        "process.stdout.write(JSON.stringify(told));"
    )
    done = node("--input-type=module", "--eval", script, stdin=json.dumps(texts))
    asked = (is_deciding, names_verdict, names_practice)
    assert json.loads(done.stdout) == [[looks(one) for looks in asked] for one in texts], done.stderr
    assert all({looks(one) for one in texts} == {True, False} for looks in asked)


def some_texts() -> Iterator[str]:
    """Answers that look alike, every character of a plane, and jumbles; what Unicode has not yet assigned, left out.

    (How a character folds is asked of the interpreter's Unicode version where the tables of `texts` do not say.)
    """
    yield from ANSWERS
    yield from (chr(code) for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000)
    chance = random.Random(SEED)
    yield from ("".join(chance.choices(CHARACTERS, k=chance.randrange(12))) for _ in range(20_000))


def fault_of(text: str, *, line_breaks: bool) -> list[str | int] | None:
    """As the script tells it."""
    try:
        require_valid(text, line_breaks=line_breaks)
    except InvalidText as error:
        return [error.fault.value, error.place]
    return None


def test_texts_are_refused_and_alike_for_both(node: Run) -> None:
    texts = [text for text in some_texts() if all(unicodedata.category(one) != "Cn" for one in text)]
    done = node("tests/js/texts/twin.mjs", stdin=json.dumps(texts))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    for text, answer in zip(texts, told["answers"], strict=True):
        wanted = [likeness(text), fault_of(text, line_breaks=False), fault_of(text, line_breaks=True)]
        assert answer == wanted, ascii(text)
    assert [tuple(pair) for pair in told["pairs"]] == list(pairs_alike(texts[:40]))


def test_days_and_months_are_the_same_to_the_end_of_the_calendar(node: Run) -> None:
    ends = ("2024-01-31", "2026-11-30", "2026-12-31", "9999-09-30", "9999-12-30", "9999-12-31")
    minutes = [f"{day}T{hour}:00Z" for hour in ("16", "17", "23") for day in ends]
    script = """import { dayOf, monthsAfter } from "./static/js/law/deadlines.mjs";
        import { lastOf } from "./static/js/law/disclosure.mjs";
        const days = process.argv.slice(1).map(dayOf);
        console.log(JSON.stringify(days.map((day) => [day, monthsAfter(day, 3), lastOf("posting", day)])));"""
    done = node("--input-type=module", "--eval", script, *minutes)
    assert done.returncode == 0, done.stderr
    days = [day_of(datetime.fromisoformat(one)) for one in minutes]
    assert json.loads(done.stdout) == [
        [f"{day}", f"{months_after(day, 3)}", f"{disclosure.last_of(disclosure.Form.POSTING, day)}"] for day in days
    ]


def test_the_key_of_a_votes_book_is_the_one_that_signs_it(node: Run) -> None:
    signer = NoteSigner("dinh.example/xa-dong-hoa", bytes(range(32)))
    script = 'import { voteKey } from "./static/js/ledger/note.mjs"; console.log(voteKey(...process.argv.slice(1)));'
    done = node("--input-type=module", "--eval", script, signer.vkey, "LQPJ8JgSd243rN")
    assert done.stdout.strip() == signer.named(f"{signer.name}/LQPJ8JgSd243rN").vkey, done.stderr
