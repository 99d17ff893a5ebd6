"""Makes the pieces and their labels: `PYTHONPATH=.:tests python -m museum.subjects.make`. A label is what the verifier
says of a piece: the failing checks with their crimes, or why it is unreadable.
"""

import json
from pathlib import Path

from record.sample_subject import spoken

from museum.bundles import zipped
from museum.subjects.crimes import CRIMES, GOOD
from voting.verifier.errors import UnreadableInput
from voting.verifier.evidence import Trusted
from voting.verifier.findings import Status
from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify

FOLDER = Path(__file__).resolve().parent
PIECES, LABELS, REGISTER = FOLDER / "pieces", FOLDER / "labels.json", FOLDER / "pieces" / "register.json"
NEEDS_REGISTER = {"stranger-on-the-list"}


def label_of(raw: bytes, register: bytes) -> dict[str, str]:
    """Failing check -> crime; or `unreadable` -> code."""
    try:
        evidence = read_bytes(raw, "piece")
    except UnreadableInput as error:
        return {"unreadable": error.code}
    report = verify(evidence, trusted=Trusted(register=register))
    return {one.name: one.crime for one in report.checks if one.status is Status.FAIL}


def register_for(name: str) -> bytes:
    """The register the judge of a piece holds, where it takes one."""
    return spoken()[0].register.raw if name in NEEDS_REGISTER | {"good-closed"} else b""


def main() -> None:
    """Write everything."""
    PIECES.mkdir(exist_ok=True)
    labels = {}
    for name, made in {**GOOD, **CRIMES}.items():
        raw = zipped(made())
        (PIECES / f"{name}.zip").write_bytes(raw)
        labels[name] = label_of(raw, register_for(name))
    REGISTER.write_bytes(spoken()[0].register.raw)
    LABELS.write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
