"""The pages as their source says they are: views known by their access mark, one folder an audience."""

import ast

from house.program import ROOT, Module, modules_under
from voting.services.house import Services
from voting.web.app import create_app
from voting.web.settings import WebSettings

VIEW_LINES = 30
MARKS = {"public", "signed_in", "requires"}
WITHOUT_PAGES = {"api"}
"""Audiences that are programs: they are answered, but shown nothing."""
SHARED = {"door", "speech"}
PAGES = modules_under("voting/web")
View = tuple[str, str]


def views() -> dict[View, ast.FunctionDef]:
    """Every function that says who may call it, by module and name."""
    return {(module.name, node.name): node for module in PAGES for node in marked(module)}


def marked(module: Module) -> list[ast.FunctionDef]:
    """The functions of a module that carry an access mark."""
    return [node for node in module.functions() if any(name_of(mark) in MARKS for mark in node.decorator_list)]


def name_of(decorator: ast.expr) -> str:
    """`public` for `@public` and `@access.public`, `requires` for `@requires(...)`."""
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "")


def audiences() -> set[str]:
    """The folders of web/ that make a blueprint."""
    return {path.parent.name for path in (ROOT / "voting" / "web").glob("*/blueprint.py")}


def folders(*parts: str) -> set[str]:
    """The folders in a folder."""
    return {path.name for path in ROOT.joinpath(*parts).iterdir() if path.is_dir() and path.name != "__pycache__"}


def test_every_view_is_short():
    long = {view: node.end_lineno - node.lineno + 1 for view, node in views().items()}
    assert {view: lines for view, lines in long.items() if lines > VIEW_LINES} == {}


def test_the_marked_functions_are_the_views_of_the_url_map():
    app = create_app(object.__new__(Services), WebSettings(secret_key="for a list of routes only"))
    served = {app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
    assert views().keys() == {(view.__module__, view.__name__) for view in served}


def test_an_audience_has_a_blueprint_its_routes_templates_and_tests_of_its_name():
    assert audiences() == folders("voting", "web") - SHARED
    assert {path.parent.name for path in (ROOT / "voting" / "web").glob("*/routes.py")} == audiences()
    assert folders("templates") - {"errors", "drawings"} == audiences() - WITHOUT_PAGES
    assert folders("tests", "web") - SHARED == audiences()
    tested = {path.parent.name for path in (ROOT / "tests" / "web").glob("*/test_*.py")}
    assert tested >= audiences()
