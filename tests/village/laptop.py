"""A board's own laptop: it watches the books of a village behind a real server, and signs."""

from pathlib import Path

from village.life import Village
from village.people import COMMUNE
from voting.ballots.paper_code import format_paper_code
from voting.ledger.cosignature import CosignatureSigner
from voting.services.record.watchers import NewWatcher
from voting.verifier.commands import run_command
from voting.verifier.witness_state import Memory

NAMES = ("board.example/giam-sat", "front.example/mat-tran")
SECRETS = ("0123456789ABCDEFGHJKMNPQR", "ABCDEFGHJKMNPQRSTVWXYZ012")


class Laptop:
    """What a board has: a folder and a paper."""

    def __init__(self, folder: Path, number: int) -> None:
        self.folder, self.paper = folder / f"state-{number}", folder / f"paper-{number}"
        self.signer = CosignatureSigner.from_secret(NAMES[number], SECRETS[number])
        Memory(self.folder).begin(self.signer.vkey)
        self.paper.write_text(format_paper_code(SECRETS[number]))

    def witness(self, village: Village) -> int:
        log = f"{village.address}/api/v1/communes/{COMMUNE}/log"
        given = [log, "--state", str(self.folder), "--code", str(self.paper), "--processes", "1"]
        return run_command("witness", [*given, "--vkey", village.vkey], village.clock.now)


def watch(village: Village, laptop: Laptop, office: str, needed: int) -> None:
    village.services.watchers.add(village.actors["admin"], NewWatcher(office, laptop.signer.vkey, "", needed), "")
