"""The picture of the packages: arrows go down only, and nothing reaches past its neighbours.

Change the table, README and the pictures together, and say why in the commit.
"""

import sys
from collections.abc import Callable, Iterable

from house.program import Module, modules_under

FLASK_AND_FRIENDS = {
    "flask",
    "babel",
    "flask_babel",
    "flask_login",
    "flask_wtf",
    "itsdangerous",
    "wtforms",
    "werkzeug",
    "jinja2",
    "markupsafe",
}

# package: (what of voting it may import, which outside libraries)
ARROWS: dict[str, tuple[set[str], set[str]]] = {
    "crypto": (set(), {"nacl", "cryptography"}),
    "ballots": ({"crypto"}, set()),
    "ledger": (set(), {"cryptography"}),
    "law": (set(), set()),
    "texts": (set(), set()),
    "lists": ({"texts"}, {"openpyxl", "python_calamine"}),
    "record": ({"ballots", "ledger", "law", "texts"}, set()),
    "verifier": ({"record", "ballots", "ledger", "law"}, set()),
    "papers": ({"law"}, {"docx", "openpyxl", "qrcode"}),
    "storage": ({"ledger"}, {"sqlalchemy", "alembic", "cryptography"}),
    "services": ({"storage", "papers", "record", "ballots", "ledger", "law", "lists", "texts"}, {"holidays"}),
    "bootstrap": ({"services", "storage"}, set()),
    "web": ({"services"}, FLASK_AND_FRIENDS | {"authlib", "fido2", "icalendar", "joserfc", "qrcode", "requests"}),
    "manage": ({"bootstrap", "services", "verifier", "ballots", "lists"}, {"click", "qrcode", "gunicorn"}),
}
PURE = ("crypto", "ballots", "ledger", "law", "texts", "lists", "record")
WORLD = {"socket", "subprocess", "urllib.request", "http.client", "time", "sqlite3", "tempfile", "asyncio"}
"""Standard modules that reach outside: no clock, no network, no processes in the pure packages."""

QUARTERS = ("people", "households", "votes", "matters", "consultation", "oversight", "record", "reports")
"""Quarters of services, lowest first, those to come included: each imports those before it, and the ground."""
HOUSE = "voting.services.house"
ABOVE = {HOUSE}
"""The house lies above all quarters: it lists them all, and nothing of services reads it."""

VOTING = modules_under("voting")


def quarter_of(name: str) -> str:
    """The quarter of services a dotted name lies in; "" for the ground (services' own files) and everything else."""
    parts = name.split(".")
    return parts[2] if parts[:2] == ["voting", "services"] and len(parts) > 2 and parts[2] in QUARTERS else ""


def leaning(module: Module) -> set[str]:
    """What a module of services leans on against the order: a quarter above its own, or what lies above them all."""
    if module.package != "services" or module.name in ABOVE:
        return set()
    reach = QUARTERS.index(own) if (own := quarter_of(module.name)) else -1
    names = {name for name, _ in module.imports()}
    above = {name for name in names if (other := quarter_of(name)) and QUARTERS.index(other) > reach}
    return above | {name for name in names if any(name == one or name.startswith(f"{one}.") for one in ABOVE)}


def packages_of(module: Module) -> set[str]:
    """The other packages of voting that a module imports."""
    found = {name.split(".")[1] for name, _ in module.imports() if name.startswith("voting.")}
    return {package for package in found if package != module.package}


def libraries_of(module: Module) -> set[str]:
    """The libraries from outside that a module imports."""
    roots = {name.split(".")[0] for name, _ in module.imports()}
    return {root for root in roots if root not in sys.stdlib_module_names and root not in ("voting", "__future__")}


def breaks(found: Callable[[Module], set[str]], modules: Iterable[Module] = VOTING) -> list[str]:
    """What was found wrong, with the module it stands in."""
    return [f"{module.name}: {name}" for module in modules for name in sorted(found(module))]


def allowed_in(module: Module) -> tuple[set[str], set[str]]:
    """The packages and libraries a module may import."""
    return ARROWS.get(module.package, (set(), set()))


def test_a_module_imports_only_packages_below_its_own():
    assert breaks(lambda module: packages_of(module) - allowed_in(module)[0]) == []


def test_a_module_imports_only_the_libraries_of_its_package():
    assert breaks(lambda module: libraries_of(module) - allowed_in(module)[1]) == []


def test_nothing_in_voting_imports_config_or_what_lies_beside_voting():
    beside = {"config", "wsgi", "tests", "migrations"}
    assert breaks(lambda module: {name.split(".")[0] for name, _ in module.imports()} & beside) == []


def test_a_pure_package_has_no_clock_network_process_or_file():
    pure = [module for module in VOTING if module.package in PURE]
    assert len(pure) > len(PURE)
    assert breaks(lambda module: {name for name, _ in module.imports()} & WORLD, pure) == []


def test_the_top_package_is_a_docstring_and_nothing_else():
    (top,) = (module for module in VOTING if module.name == "voting")
    assert len(top.tree.body) == 1
    assert not list(top.imports())


def test_every_part_of_voting_is_in_the_picture():
    assert {module.package for module in VOTING} - {""} <= ARROWS.keys()


def test_quarters_of_services_lean_on_those_below_them_and_on_the_ground():
    assert breaks(leaning) == []


def test_every_folder_of_services_is_a_quarter():
    folders = {module.name.split(".")[2] for module in VOTING if module.package == "services" and module.is_package
               and module.name != "voting.services"}  # fmt: skip
    assert {"people", "households", "votes", "record"} <= folders <= set(QUARTERS)


def test_the_table_itself_has_arrows_going_down_only():
    order = list(ARROWS)
    drawn = {package: allowed for package, (allowed, _) in ARROWS.items()}
    seen: set[str] = set()
    while drawn.keys() - seen:
        free = {package for package in drawn if package not in seen and drawn[package] <= seen}
        assert free, f"a circle among {sorted(drawn.keys() - seen)}"
        seen |= free
    assert seen == set(order)


def test_no_module_imports_itself_by_any_detour():
    names = {module.name for module in VOTING}
    graph = {module.name: {name for name, _ in module.imports() if name in names} - {module.name} for module in VOTING}
    assert circles(graph) == []


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The sets of modules that reach each other: strongly connected components of more than one module (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in sorted(graph[name]):
            if other not in index:
                visit(other)
            if other in stack:
                low[name] = min(low[name], low[other])
        if low[name] == index[name]:
            at = stack.index(name)
            component, stack[at:] = stack[at:], []
            if len(component) > 1:
                found.append(sorted(component))

    for name in graph:
        if name not in index:
            visit(name)
    return found


def test_a_circle_would_be_seen():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    assert circles({"a": {"b"}, "b": set()}) == []
