"""A ballot opened to check a phone, on a laptop of one's own: `python -m voting.verifier.opening ELECTION OPENING`.

ELECTION is the vote's `election.json`, OPENING the line under the phone's QR code, or a file that holds it. Exit 0: the
choice printed was sealed (compare it, and the number, with what the phone showed before); 1: it was not; 2: unreadable.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from voting.ballots.election import Election, parse_election
from voting.ballots.errors import BadElection, BadOpening, BallotError, WrongUuid
from voting.ballots.opening import Opening, check_opening, chosen_answers, parse_opening
from voting.verifier.errors import UnreadableInput
from voting.verifier.inputs import read_file
from voting.verifier.sentence import printable

ELECTION_MAX_BYTES = 2**20
OPENING_MAX_BYTES = 4096
HOLDS, FAILS, UNREAD = 0, 1, 2
_BLANK, _NOTHING = "Phiếu trắng (blank)", "Không chọn gì (nothing)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, seal again, print; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m voting.verifier.opening",
        description="Kiểm tra một phiếu đã mở trên máy gửi phiếu (check a ballot that a phone has opened).",
    )
    parser.add_argument("election", metavar="ELECTION", help="tệp election.json của cuộc biểu quyết (the vote's file)")
    parser.add_argument("opening", metavar="OPENING", help="dòng chữ dưới mã vuông, hoặc tệp chứa nó (line, or file)")
    options = parser.parse_args(arguments)
    try:
        election = parse_election(read_file(Path(options.election), ELECTION_MAX_BYTES))
        opening = parse_opening(_line(options.opening))
        ballot = check_opening(election, opening)
    except (UnreadableInput, BadElection, BadOpening, WrongUuid, UnicodeDecodeError) as error:
        print(f"Không đọc được (cannot be read): {printable(str(error))}", file=sys.stderr)
        return UNREAD
    except BallotError as error:
        print(f"Máy kia KHÔNG niêm phong đúng như nó nói (the phone did NOT seal what it says): {error.name}")
        return FAILS
    print("\n".join(report(election, opening, ballot.tracker)))
    return HOLDS


def report(election: Election, opening: Opening, tracker: str) -> list[str]:
    """What was sealed, in lines to be read aloud."""
    lines = [f"Cuộc biểu quyết (vote): {printable(election.name)}", f"Số phiếu (number): {tracker}"]
    for question, answers in zip(election.questions, chosen_answers(election, opening.choices), strict=True):
        said = _BLANK if answers is None else ", ".join(answers) or _NOTHING
        lines.append(f"{printable(question.text)} -> {printable(said)}")
    return lines


def _line(given: str) -> str:
    """The opening itself, or what stands in the file of that name; an opening is no file's name."""
    if given.count(".") >= 7:  # noqa: PLR2004
        return given
    return read_file(Path(given), OPENING_MAX_BYTES).decode()


if __name__ == "__main__":
    sys.exit(main())
