"""What an offline check drags in: a linter misses an import hidden in an `__init__`, a fresh Python does not."""

import subprocess
import sys

import pytest

HEAVY = ("flask", "sqlalchemy", "alembic", "openpyxl", "docx", "werkzeug", "jinja2", "click", "babel")


def modules_after(statement, root):
    """The top-level names in sys.modules after running a statement in a new interpreter."""
    code = f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return {line.split(".")[0] for line in ran.stdout.splitlines()}


def test_the_verifier_needs_neither_web_nor_database(root):
    loaded = modules_after("import voting.verifier", root)
    assert "voting" in loaded
    assert loaded & set(HEAVY) == set()


@pytest.mark.parametrize("package", ["crypto", "ballots", "ledger", "law", "record"])
def test_a_pure_package_needs_neither_web_nor_database(package, root):
    statement = (
        "import importlib, pkgutil\n"
        f"package = importlib.import_module('voting.{package}')\n"
        "for found in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "    importlib.import_module(found.name)"
    )
    assert modules_after(statement, root) & set(HEAVY) == set()


def test_every_module_of_the_verifier_loads_without_web_or_database(root):
    statement = (
        "import importlib, pkgutil, voting.verifier as package\n"
        "for found in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "    if not found.name.endswith('__main__'):\n"
        "        importlib.import_module(found.name)"
    )
    assert modules_after(statement, root) & set(HEAVY) == set()


def test_a_library_that_is_loaded_would_be_seen(root):
    assert "sqlalchemy" in modules_after("import sqlalchemy", root)
