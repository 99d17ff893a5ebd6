"""The bundle: reproducible, listed with true hashes, small, and readable by old browsers."""

import gzip
import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path

import pytest
from fixtures.node import Run

pytestmark = pytest.mark.node
ENTRIES = ("booth.js", "cards.js", "check.js", "committee.js", "find.js", "receipt.js")
# EXPERIENCE: the first load of the voting path is at most 40 kB gzipped; HTML and the answers need their share.
BOOTH_SCRIPT_MAX_BYTES = 23_600
BOOTH_STYLE_MAX_BYTES = 3_600


@pytest.fixture(scope="module")
def built(node: Run, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two builds of the same sources."""
    folders = [tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("again")]
    for folder in folders:
        done = node("static/build.mjs", "--out", str(folder))
        assert done.returncode == 0, done.stderr
    return folders


def test_the_same_sources_give_the_same_bytes(built: list[Path]) -> None:
    first, second = ({file.name: file.read_bytes() for file in folder.iterdir()} for folder in built)
    assert first == second


def test_the_manifest_tells_the_truth(built: list[Path]) -> None:
    manifest = json.loads((built[0] / "manifest.json").read_text(encoding="utf-8"))
    assert set(ENTRIES) <= set(manifest)
    assert {"site.css", "booth.css"} <= set(manifest)
    files = {entry["file"] for entry in manifest.values()}
    pressed_files = {f"{file}{kind}" for file in files for kind in (".gz", ".br")}
    assert files | pressed_files == {f.name for f in built[0].iterdir()} - {"manifest.json"}
    for entry in manifest.values():
        content = (built[0] / entry["file"]).read_bytes()
        assert entry["bytes"] == len(content)
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert entry["integrity"] == "sha384-" + b64encode(hashlib.sha384(content).digest()).decode()
        assert entry["sha256"][:10] in entry["file"]
        pressed = (built[0] / f"{entry['file']}.gz").read_bytes()
        assert gzip.decompress(pressed) == content
        assert entry["gzip_bytes"] == len(pressed) < len(gzip.compress(content, 9))
        smallest = built[0] / f"{entry['file']}.br"
        assert entry["brotli_bytes"] == smallest.stat().st_size < len(pressed)


def test_what_a_browser_reads_as_brotli_is_the_file(built: list[Path], node: Run) -> None:
    program = f"""
      import {{ readFileSync, readdirSync }} from "node:fs";
      import {{ brotliDecompressSync }} from "node:zlib";
      const folder = {json.dumps(str(built[0]))};
      const files = readdirSync(folder).filter((name) => name.endsWith(".br"));
      const isSame = (name) => brotliDecompressSync(readFileSync(`${{folder}}/${{name}}`))
        .equals(readFileSync(`${{folder}}/${{name.slice(0, -3)}}`));
      console.log(files.length > 20 && files.every(isSame));
    """
    assert node("--input-type=module", "--eval", program).stdout == "true\n"


def test_files_of_earlier_builds_are_removed(built: list[Path], node: Run) -> None:
    (built[1] / "booth-0000000000.js").write_text("old")
    assert node("static/build.mjs", "--out", str(built[1])).returncode == 0
    assert not (built[1] / "booth-0000000000.js").exists()


def test_the_booth_is_small(built: list[Path]) -> None:
    manifest = json.loads((built[0] / "manifest.json").read_text(encoding="utf-8"))
    sizes = {name: len(gzip.compress((built[0] / entry["file"]).read_bytes(), 9)) for name, entry in manifest.items()}
    assert sizes["booth.js"] <= BOOTH_SCRIPT_MAX_BYTES
    assert sizes["booth.css"] <= BOOTH_STYLE_MAX_BYTES


def test_the_checking_worker_keeps_every_code_and_leaves_out_the_details(node: Run) -> None:
    """Words for programmers, who have the sources; a page says sentences, by the codes."""
    program = """
      import { readFileSync } from "node:fs";
      import { terse } from "./static/build.mjs";
      console.log(JSON.stringify(terse(readFileSync(0, "utf8"))));
    """
    source = (
        'require(a, "wrong-seal", `size ${x} is another`); require(b, "no detail here"); check(c, "not a key");'
        'throw new NotShown("outcome.none"); throw new WrongTally("not the sum"); new Crime("a-code", "and why");'
        'require(d, CODE, "at"); say(e, "left as it is"); throw new RecordError("only a code");'
    )
    assert json.loads(node("--input-type=module", "-e", program, stdin=source).stdout) == (
        'require(a, "wrong-seal"); require(b, "no detail here"); check(c);'
        'throw new NotShown("outcome.none"); throw new WrongTally(); new Crime("a-code");'
        'require(d, CODE, "at"); say(e, "left as it is"); throw new RecordError("only a code");'
    )


def test_scripts_parse_without_bigint_and_hold_nothing_forbidden(built: list[Path]) -> None:
    manifest = json.loads((built[0] / "manifest.json").read_text(encoding="utf-8"))
    for name in ENTRIES:
        script = (built[0] / manifest[name]["file"]).read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.\"'#-])\d+n\b", script), f"{name}: BigInt literal"
        for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "?.", "??"):
            assert forbidden not in script, f"{name}: {forbidden}"
        # A counting member's page keeps which book it opened for a vote, nothing secret; no other keeps anything.
        assert ("localStorage" in script) == (name == "committee.js"), name
        assert not re.search(r"\beval\(|new Function", script), name
        assert "https://" not in script.replace("https://[", ""), f"{name}: another origin"


SUMS = """
import { bundle } from "./static/build.mjs";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
const [folder] = process.argv.slice(1);
const hashes = `${process.cwd()}/node_modules/@noble/hashes/sha2.js`;
const source = `import { sha256, sha512 } from "${hashes}"; globalThis.sums = { sha256, sha512 };`;
writeFileSync(`${folder}/sums.mjs`, source);
new Function(String(await bundle(`${folder}/sums.mjs`)))();
for (let size = 0; size < 300; size += 7) {
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 31 + size) % 256);
  for (const [name, sum] of Object.entries(globalThis.sums)) {
    if (Buffer.from(sum(bytes)).toString("hex") !== createHash(name).update(bytes).digest("hex")) throw name;
  }
}
"""


def test_the_hashes_that_are_shipped_with_computed_constants_are_sha2(node: Run, tmp_path: Path) -> None:
    done = node("--input-type=module", "--eval", SUMS, "--", str(tmp_path))
    assert done.returncode == 0, done.stderr
