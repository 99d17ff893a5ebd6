"""Runs the tests that are written in JavaScript, beside the modules they test."""

import re
from pathlib import Path

import pytest
from fixtures.node import Run

pytestmark = pytest.mark.node
FILES = sorted(Path(__file__).parent.rglob("*.test.mjs"))


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.name}" for file in FILES])
def test_scripts(node: Run, file: Path) -> None:
    done = node("--test", "--test-reporter=tap", str(file))
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"(?m)^# pass [1-9]", done.stdout)
