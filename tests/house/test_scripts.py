"""The browser's scripts: who may import whom, how long their parts are. static/js/README.md says it in words.

A folder of `static/js` is an audience (as in `voting/web`, `templates`), a twin (of a package of `voting`) or `page`,
which all may use. What lies beside the folders is an entry: it starts the page of one audience.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from fixtures.node import Run

from house.program import ROOT
from house.test_arrows import ARROWS, circles

pytestmark = pytest.mark.node

SCRIPTS = ROOT / "static" / "js"
FUNCTION_LINES, ENTRY_LINES = 40, 10
SHARED = "page"


def folders_of(path: Path) -> set[str]:
    """The names of the folders in a folder."""
    return {found.name for found in path.iterdir() if found.is_dir() and not found.name.startswith(("_", "."))}


def first_folder(path: str) -> str:
    """The first folder of a path below `static/js`; empty for an entry."""
    return path.partition("/")[0] if "/" in path else ""


AUDIENCES = folders_of(ROOT / "voting" / "web") & folders_of(ROOT / "templates")
TWINS = folders_of(SCRIPTS) & folders_of(ROOT / "voting") & ARROWS.keys() - AUDIENCES


@dataclass(frozen=True)
class Script:
    """One script of the browser."""

    name: str
    """Its path below `static/js`."""
    lines: int
    imports: tuple[str, ...]
    """Paths below `static/js`, or names of libraries."""

    @property
    def folder(self) -> str:
        """The folder below `static/js` it lies in, however deep; empty for an entry."""
        return first_folder(self.name)

    def folders(self) -> set[str]:
        """The folders that it imports from; an entry's is empty."""
        return {first_folder(name) for name in self.imports if name.endswith(".mjs")}

    def libraries(self) -> set[str]:
        """The packages from outside that it imports."""
        bare = {name for name in self.imports if not name.endswith(".mjs")}
        return {"/".join(name.split("/")[: 2 if name.startswith("@") else 1]) for name in bare}


@pytest.fixture(scope="module")
def sources(node: Run) -> list[dict]:
    """Every script of `static/`, the build's too, as the reader tells it."""
    paths = sorted(path for ending in ("*.mjs", "*.js") for path in (ROOT / "static").rglob(ending))
    return read(node, *(path for path in paths if "dist" not in path.parts))


def read(node: Run, *paths: Path) -> list[dict]:
    """What the reader tells of these files."""
    done = node("tests/house/read_scripts.mjs", *map(str, paths))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def scripts(sources: list[dict]) -> list[Script]:
    """The scripts that pages load."""
    found = [source for source in sources if Path(source["path"]).is_relative_to(SCRIPTS)]
    assert len(found) > len(TWINS)
    return [script_of(source) for source in found]


def script_of(source: dict) -> Script:
    """A script with its imports as paths below `static/js`."""
    name = Path(source["path"]).relative_to(SCRIPTS).as_posix()
    at = posixpath.dirname(name)
    imports = (posixpath.normpath(posixpath.join(at, one)) if one[0] == "." else one for one in source["imports"])
    return Script(name, source["lines"], tuple(imports))


def may_import(script: Script, folder: str) -> bool:
    """The arrows: a page's script to its own folder, `page` and the twins; a twin as its package in `voting` may."""
    if folder == script.folder:
        return bool(folder)
    if script.folder in TWINS:
        return folder in TWINS & ARROWS[script.folder][0]
    return script.folder != SHARED and folder in {SHARED} | TWINS


def crossing(scripts: list[Script]) -> list[str]:
    """Imports against the arrows, of all that is no entry."""
    inner = [script for script in scripts if script.folder]
    return [f"{one.name}: {folder}" for one in inner for folder in one.folders() if not may_import(one, folder)]


def test_each_folder_is_an_audience_a_twin_or_the_shared_one(scripts):
    assert {script.folder for script in scripts} - AUDIENCES - TWINS - {SHARED, ""} == set()


def test_tests_of_scripts_lie_in_folders_of_the_same_names():
    assert folders_of(ROOT / "tests" / "js") <= folders_of(SCRIPTS)


def test_imports_follow_the_arrows(scripts):
    assert crossing(scripts) == []


def test_an_entry_is_short_and_imports_one_audience(scripts):
    entries = [script for script in scripts if not script.folder]
    assert entries
    audiences = {one.name: one.folders() - {SHARED} for one in entries}
    assert [name for name, found in audiences.items() if len(found) != 1 or not found <= AUDIENCES] == []
    assert [one.name for one in entries if one.lines > ENTRY_LINES or one.libraries()] == []


def test_every_entry_is_built_and_nothing_else(scripts):
    listed = re.search(r"(?s)const ENTRIES = (\[.*?\]);", (ROOT / "static" / "build.mjs").read_text(encoding="utf-8"))
    assert {f"{name}.mjs" for name in json.loads(listed[1])} == {one.name for one in scripts if not one.folder}


def test_libraries_are_those_that_package_json_names(scripts):
    named = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"].keys()
    assert {library for script in scripts for library in script.libraries()} - named == set()


def test_no_script_imports_itself_by_any_detour(scripts):
    assert circles({one.name: {name for name in one.imports if name.endswith(".mjs")} for one in scripts}) == []


def test_no_function_is_too_long(sources):
    assert too_long(sources) == []


def too_long(sources: list[dict]) -> list[str]:
    """The functions with more lines than the limit, with their place."""
    places = [(source["path"], function) for source in sources for function in source["functions"]]
    assert places
    return [f"{path}:{one['line']} {one['name']}" for path, one in places if one["lines"] > FUNCTION_LINES]


def test_types_are_checked_everywhere_and_nothing_is_exempt(sources):
    configured = [
        (ROOT / "static" / name).read_text(encoding="utf-8") for name in ("jsconfig.json", "jsconfig.build.json")
    ]
    whole, build = map(json.loads, configured)
    assert (whole["include"], build["include"]) == (["js/**/*.mjs"], ["build.mjs", "sha2_roots.mjs"])
    assert whole["compilerOptions"]["checkJs"]
    assert whole["compilerOptions"]["strict"]
    beside = [ROOT / "static" / name for name in build["include"]]
    checked = {path.as_posix() for path in (*SCRIPTS.rglob("*.mjs"), *beside)}
    assert {source["path"] for source in sources} == checked
    assert [path for path in checked if "@ts-" in Path(path).read_text(encoding="utf-8")] == []


def test_what_is_wrong_would_be_seen(node, tmp_path):
    body = "\n" * FUNCTION_LINES
    for name, text in {
        "function": f"/** Long. */\nexport function one() {{{body}}}",
        "method": f"class It {{\n  /** Long. */\n  async *one(a = {{}}) {{{body}}}\n}}",
        "arrow": f"\nexport const one = (a) => ({{{body}}});",
        "just right": f"/** {body} */\n\nfunction one() {{{body[1:]}}}",
    }.items():
        file = tmp_path / "file.mjs"
        file.write_text(text)
        found = [place.removeprefix(f"{file}:") for place in too_long(read(node, file))]
        assert found == ([] if name == "just right" else [f"{3 if name == 'method' else 2} one"]), name


@pytest.mark.parametrize(
    "statement",
    ['import { a } from "X";', 'import "X";', 'export * from "X";', 'const one = async () => (await import("X")).a;'],
)
def test_every_way_to_import_is_seen(statement, node, tmp_path):
    file = tmp_path / "file.mjs"
    file.write_text(f"// no\n{statement}\n")
    assert read(node, file)[0]["imports"] == ["X"]


@pytest.mark.parametrize(
    ("name", "imported"),
    [
        ("booth/page.mjs", "organizer/making.mjs"),
        ("page/dom.mjs", "ballots/group.mjs"),
        ("page/dom.mjs", "booth/page.mjs"),
        ("ballots/group.mjs", "page/dom.mjs"),
        ("ledger/note.mjs", "ballots/group.mjs"),
        ("booth/page.mjs", "booth.mjs"),
    ],
)
def test_an_arrow_the_wrong_way_would_be_seen(name, imported):
    assert crossing([Script(name, 1, (imported,))])
    assert not crossing([Script("booth/page.mjs", 1, ("page/dom.mjs", "ballots/group.mjs", "booth/visit.mjs"))])
