"""What has no name has no home yet; what has one lies where the others of that name lie."""

import ast

from house.program import ROOT, modules_under

NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc", "lib", "core"}
TOP_LEVEL = {
    "voting", "templates", "static", "migrations", "config.py", "wsgi.py", "tests", "README.md", "Makefile",
    "pyproject.toml", "package.json", "package-lock.json", "requirements.lock", "requirements-dev.lock",
    "requirements-witness.lock", "alembic.ini",
    "gunicorn.conf.py", "CHANGELOG.md", "LICENSE",
}  # fmt: skip
SOURCES = (".py", ".mjs", ".js", ".html", ".css", ".po")
MADE = {"node_modules", "var", "__pycache__"}


def test_no_module_has_a_name_that_says_nothing():
    assert [module.name for module in modules_under("voting") if set(module.name.split(".")) & NAMELESS] == []


def test_nothing_new_lies_at_the_top():
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - TOP_LEVEL - MADE == set()


def test_an_error_tree_has_one_file_a_package():
    trees = [module for module in modules_under("voting") if module.path.name == "errors.py"]
    assert len({module.package for module in trees}) == len(trees)


def test_mocks_of_our_own_code_are_not_used():
    mocking = [
        f"{module.name} line {line}"
        for module in modules_under("tests")
        for name, line in module.imports()
        if name.startswith(("unittest.mock", "mock.", "pytest_mock"))
    ]
    assert mocking == []


def test_a_test_that_reads_sources_reads_those_in_folders_too():
    flat = [
        f"{module.name} line {node.lineno}"
        for module in modules_under("tests")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "glob"
        if any(names_sources(pattern) for pattern in node.args)
    ]
    assert flat == []


def names_sources(pattern: ast.expr) -> bool:
    """Whether a pattern is for source files of one folder, the folders in it left out."""
    return isinstance(pattern, ast.Constant) and str(pattern.value).endswith(SOURCES) and "/" not in str(pattern.value)
