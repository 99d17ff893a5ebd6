"""Nothing grows too long: functions, files, parameter lists, templates; and everything says what it is for."""

import ast
import statistics
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from house.program import ROOT, Module, modules_under

PURE = {"crypto", "ballots", "ledger", "law", "lists", "record"}
FUNCTION_LINES, PURE_FUNCTION_LINES, MEDIAN_FUNCTION_LINES = 60, 40, 12
FILE_LINES, TEST_FILE_LINES, MEDIAN_FILE_LINES = 400, 500, 140
PARAMETERS = 6
TEMPLATE_LINES = 150

VOTING, TESTS = modules_under("voting"), modules_under("tests")
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def length(node: ast.AST) -> int:
    """Lines from the signature (decorators aside) to the end."""
    return node.end_lineno - node.lineno + 1


def functions_where(wrong: Callable[[Module, FunctionNode], object], modules: Iterable[Module] = VOTING) -> list[str]:
    """The functions for which something is wrong, with their place."""
    return [
        f"{module.name}:{node.lineno} {node.name}: {wrong(module, node)}"
        for module in modules
        for node in module.functions()
        if wrong(module, node)
    ]


def lines_above(limit: int, paths: Iterable[Path]) -> list[str]:
    """The files with more lines than the limit."""
    counted = ((path.relative_to(ROOT), len(path.read_text(encoding="utf-8").splitlines())) for path in paths)
    return [f"{path}: {lines} lines" for path, lines in counted if lines > limit]


def test_no_function_is_too_long():
    def wrong(module, node):
        limit = PURE_FUNCTION_LINES if module.package in PURE else FUNCTION_LINES
        return length(node) > limit and f"{length(node)} lines"

    assert functions_where(wrong) == []


def test_no_test_is_too_long():
    assert functions_where(lambda _, node: length(node) > FUNCTION_LINES and length(node), TESTS) == []


def test_no_file_is_too_long():
    assert lines_above(FILE_LINES, (module.path for module in VOTING)) == []
    assert lines_above(TEST_FILE_LINES, (module.path for module in TESTS)) == []


def test_no_script_of_the_browser_is_too_long():
    scripts = [path for ending in ("*.mjs", "*.js") for path in (ROOT / "static").rglob(ending)]
    assert lines_above(FILE_LINES, (path for path in scripts if "dist" not in path.parts)) == []


def test_no_template_is_too_long():
    assert lines_above(TEMPLATE_LINES, (ROOT / "templates").rglob("*.html")) == []


def test_no_function_takes_too_many_parameters():
    def wrong(_, node):
        names = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        count = len([name for name in names if name not in ("self", "cls")])
        return count > PARAMETERS and f"{count} parameters"

    assert functions_where(wrong) == []


def test_modules_public_classes_and_public_functions_say_what_they_are_for():
    silent = [module.name for module in VOTING if not ast.get_docstring(module.tree)]
    silent += [
        f"{module.name}:{node.lineno} {node.name}"
        for module in VOTING
        for node in public(module.tree)
        if not ast.get_docstring(node)
    ]
    assert silent == []


def public(tree: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | FunctionNode]:
    """Classes and functions that others may use: no leading underscore, not inside a function or a private class."""
    for node in tree.body:
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) or node.name.startswith("_"):
            continue
        if not any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list):
            yield node
        if isinstance(node, ast.ClassDef):
            yield from public(node)


def test_every_function_says_what_it_returns():
    assert functions_where(lambda _, node: node.returns is None and "no return type") == []


def test_half_of_all_functions_and_files_are_short():
    assert statistics.median(length(node) for module in VOTING for node in module.functions()) <= MEDIAN_FUNCTION_LINES
    assert statistics.median(module.lines for module in VOTING) <= MEDIAN_FILE_LINES
