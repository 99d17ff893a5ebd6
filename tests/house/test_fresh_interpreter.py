"""What an offline check drags in, and a server that starts: a linter misses an import hidden in an `__init__`, a fresh
Python does not.
"""

import os
import subprocess
import sys

import pytest

from voting.storage import migrate

HEAVY = ("flask", "sqlalchemy", "alembic", "openpyxl", "docx", "werkzeug", "jinja2", "click", "babel")


# What only some pages, papers, commands or languages need: the first ballot after a start does not wait for it.
NOT_AT_THE_START = (
    "alembic", "docx", "lxml", "openpyxl", "python_calamine", "holidays", "icalendar", "qrcode", "PIL",
    "babel.messages", "voting.manage.commands", "voting.verifier",
)  # fmt: skip


def all_modules_after(statement, root, **environment):
    """The names in sys.modules after running a statement in a new interpreter."""
    code = f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=os.environ | environment, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.splitlines())


def modules_after(statement, root):
    """Their top-level names."""
    return {name.split(".")[0] for name in all_modules_after(statement, root)}


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


def test_a_server_that_starts_loads_nothing_that_a_ballot_does_not_need(root, tmp_path):
    migrate.upgrade(f"sqlite:///{tmp_path / 'dinh.sqlite'}")
    loaded = all_modules_after("import wsgi", root, DATA_FOLDER=str(tmp_path), PUBLIC_URL="http://dinh.example")
    assert "voting.services.votes.casting" in loaded
    assert loaded & set(NOT_AT_THE_START) == set()


def test_a_library_that_is_loaded_would_be_seen(root):
    assert "sqlalchemy" in modules_after("import sqlalchemy", root)


@pytest.mark.parametrize("library", ["fido2", "authlib", "requests"])
def test_the_server_starts_without_the_libraries_of_signing_in(root, library):
    loaded = modules_after("import voting.web.app, voting.bootstrap", root)
    assert "flask" in loaded
    assert library not in loaded, "it costs a tenth of a second at every start"
