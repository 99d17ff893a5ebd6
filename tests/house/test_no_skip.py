"""`DINH_NO_SKIP=1` lets no skip pass, whichever way a test skips."""

import os
import subprocess
import sys

import pytest

SKIPS = {
    "in the test": "import pytest\ndef test_it():\n    pytest.skip('no Go here')\n",
    "by a mark": "import pytest\n@pytest.mark.skip(reason='no Go here')\ndef test_it():\n    pass\n",
    "in a fixture": (
        "import pytest\n@pytest.fixture\ndef go():\n    pytest.skip('no Go here')\ndef test_it(go):\n    pass\n"
    ),
    "the whole file": "import pytest\npytest.skip('no Go here', allow_module_level=True)\n",
}
RUNS = "def test_it():\n    pass\n"
EXPECTED = "import pytest\n@pytest.mark.xfail(reason='known')\ndef test_it():\n    assert False\n"


def outcome(source, tmp_path, root, forbid):
    """The exit status and output of pytest on one file."""
    (tmp_path / "test_sample.py").write_text(source)
    environment = {**os.environ, "PYTHONPATH": str(root / "tests"), "DINH_NO_SKIP": forbid}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "fixtures.no_skip",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        ".",
    ]
    done = subprocess.run(
        [*command, "test_sample.py"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("way", SKIPS)
def test_a_skip_fails_when_skips_are_forbidden(way, tmp_path, root):
    status, text = outcome(SKIPS[way], tmp_path, root, "1")
    assert status not in (0, 5)
    assert "which DINH_NO_SKIP forbids" in text
    assert "no Go here" in text


@pytest.mark.parametrize("way", SKIPS)
def test_a_skip_passes_otherwise(way, tmp_path, root):
    status, text = outcome(SKIPS[way], tmp_path, root, "")
    assert status in (0, 5)
    assert "1 skipped" in text


@pytest.mark.parametrize("source", [RUNS, EXPECTED])
def test_what_is_not_skipped_is_left_alone(source, tmp_path, root):
    assert outcome(source, tmp_path, root, "1")[0] == 0
