"""A counting member with tools of its own: belenios-tool makes its paper, its part of the key and of the count."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from ballots.test_foreign import belenios, verdict
from village.life import NO, YES
from village.people import MEMBERS, VILLAGE
from village.states import settled

from voting.ballots import pedersen, strict_json
from voting.ballots.certificates import MemberSecrets
from voting.ballots.polynomials import exponents_hash
from voting.services.votes.ceremony import Lobby, Round

__all__ = ["belenios"]  # the fixture
pytestmark = [pytest.mark.belenios, pytest.mark.shared]
TREE = Path("/var/cache/belenios-root-sid")
"""3.3: members' sealed messages name their algorithm; Debian stable's 3.0 verifies archives, but seals otherwise."""
KEY_MAKING = ("setup", "generate-trustee-key-threshold", "--group", "Ed25519")


@dataclass(frozen=True)
class Tool:
    """belenios-tool in the tree that holds it, with a folder there for its files."""

    shell: Path
    folder: Path

    @property
    def inside(self) -> str:
        """The folder, as the tool sees it."""
        return f"/{self.folder.relative_to(TREE)}"

    def run(self, *arguments: str, given: str = "") -> str:
        """Its standard output; a failure is the test's."""
        asked = [self.shell, "--shell", "sh", "-c", 'cd "$1" && shift && exec belenios-tool "$@"', "sh", self.inside]
        asked += arguments
        where = os.environ | {"BELENIOS_ROOT": str(TREE)}
        done = subprocess.run(asked, input=given, env=where, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def write(self, name: str, lines: Sequence[str]) -> str:
        """A file of lines; its name."""
        (self.folder / name).write_text("".join(f"{one}\n" for one in lines))
        return name


@pytest.fixture
def tool(belenios: Path) -> Iterator[Tool]:
    if not (TREE / "usr/bin/belenios-tool").exists():
        pytest.skip(f"needs belenios-tool 3.3 (.ci/run unpacks it to {TREE})")
    folder = Path(tempfile.mkdtemp(dir=TREE / "tmp"))
    yield Tool(belenios, folder)
    shutil.rmtree(folder)


class MemberWithTools:
    """One member of three; what Đình adds to Belenios' rounds (a promise before, a signature after) is a line each."""

    def __init__(self, tool: Tool) -> None:
        self.tool = tool
        self.key = self.polynomial = ""

    def part(self, lobby: Lobby) -> bytes:
        """What this member hands in for the round."""
        match lobby.round:
            case Round.CERTIFICATE:
                context = f"{lobby.member}/{lobby.threshold}/{len(lobby.members)}"
                self.tool.run(*KEY_MAKING, "--step", "1", "--threshold-context", context)
                (self.key,) = (path.name for path in self.tool.folder.glob("*.key"))
                return (self.tool.folder / self.key).with_suffix(".cert").read_bytes().strip()
            case Round.COMMITMENT:
                self.tool.write("certs.jsons", lobby.certificates)
                self.polynomial = self._step(3)
                made = pedersen.read_polynomial(strict_json.load(self.polynomial.encode()))
                return strict_json.dump({"commitment": exponents_hash(made.coefexps), "kept": "with its own tools"})
            case Round.COEFFICIENTS:
                return self.polynomial.encode()
            case Round.KEY:
                coefexps, proofs = zip(*lobby.coefficients, strict=True)
                own = pedersen.read_polynomial(strict_json.load(self.polynomial.encode())).polynomial
                given = {
                    "polynomial": own,
                    "secrets": list(lobby.shares),
                    "coefexps": [strict_json.load(one.encode()) for one in coefexps],
                    "signatures": [strict_json.load(one.encode()) for one in proofs],
                }
                text = strict_json.dump(given).decode()
                return self._step(5, text).encode()
            case _:
                secrets = MemberSecrets.from_seed((self.tool.folder / self.key).read_text().strip())
                return strict_json.dump(strict_json.proof_value(pedersen.confirm(secrets, lobby.digest)))

    def _step(self, number: int, given: str = "") -> str:
        files = ("--key", self.key, "--certs", "certs.jsons")
        return self.tool.run(*KEY_MAKING, "--step", str(number), *files, given=f"{given}\n").strip()

    def partial_decryption(self, archive: bytes, uuid: str, trustee: int, sealed: str) -> bytes:
        """This member's part of the count, out of the archive as everybody has it."""
        (self.tool.folder / f"{uuid}.bel").write_bytes(archive)
        files = ("--key", self.key, "--decryption-key", self.tool.write("share.dkey", [sealed]))
        place = ("--dir", ".", "--trustee-id", str(trustee))
        part, _owned = self.tool.run("election", "decrypt-threshold", *place, *files).splitlines()
        return part.encode()


def test_a_member_with_belenios_tool_makes_the_key_and_counts_with_a_member_in_the_browser(
    belenios: Path, tool: Tool, tmp_path: Path
) -> None:
    village = settled(tmp_path, households=4)
    accounts = [village.actors[login].account_id for login in MEMBERS]
    village.services.committees.form_together(village.actors["head"], VILLAGE, accounts)
    stranger = MemberWithTools(tool)
    ceremony, head = village.services.ceremony, MEMBERS[1]
    while (now := ceremony.lobby(village.actors[head], VILLAGE)).round is not Round.DONE:
        for login in MEMBERS:
            lobby = ceremony.lobby(village.actors[login], VILLAGE)
            body = stranger.part(lobby) if login == head else village.seeds[login].part(lobby)
            ceremony.hand_in(village.actors[login], VILLAGE, now.round, body)

    vote = village.open_vote()
    for household, choice in zip(("DH-001", "DH-002", "DH-003"), (YES, YES, NO), strict=True):
        village.cast(vote, household, choice)
    village.close(vote)
    task = village.services.counting.task(village.actors[head], vote)
    part = stranger.partial_decryption(village.archive(vote), vote, task.member + 1, task.sealed[task.member - 1])
    village.services.counting.publish(village.actors[head], vote, part)
    village.count(vote, MEMBERS[2:])
    assert village.services.votes.get(vote).result is not None
    assert verdict(belenios, tmp_path, village.archive(vote)) == 0
