"""`python -m voting.verifier witness`: a board's laptop looks through the books, and signs what has only grown.

Exit 0: looked at and signed; 1: refused, with evidence on disk; 2: nothing can be said, or the signature was not taken.
The state is on the disk before the cosignature leaves.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from getpass import getpass
from pathlib import Path
from urllib.parse import urljoin

from voting.ballots.errors import BadCard
from voting.ballots.paper_code import format_paper_code, parse_paper_code, random_paper_code
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.errors import LedgerDataError
from voting.ledger.note import NoteVerifier
from voting.verifier.case import need
from voting.verifier.errors import BadOption, FetchFailed, InputNotFound, NotTaken
from voting.verifier.evidence import Evidence, Kind
from voting.verifier.fetching import commune_log, fetch, fetch_input, post
from voting.verifier.findings import crime_of
from voting.verifier.growth import sizes_to_sign
from voting.verifier.inputs import read_file
from voting.verifier.kept_files import files_of
from voting.verifier.limits import KEY_MAX_BYTES
from voting.verifier.options import add_language, add_processes, read_vkey
from voting.verifier.output import write_out
from voting.verifier.sentence import Sentence, printable
from voting.verifier.sentences import crime_sentence
from voting.verifier.watching import Refused, Watch, Watched
from voting.verifier.witness_sentences import CODE, EVIDENCE, HAD_IT, NEW, REFUSED, SIGNED, TAKEN
from voting.verifier.witness_state import Memory

EXIT_SIGNED, EXIT_REFUSED = 0, 1
ANSWER_MAX_BYTES = 65_536
HEADS_MAX_BYTES = 1_048_576
OK = 200


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(
        prog="python -m voting.verifier witness",
        description="Ban giám sát xét lại các sổ rồi ký xác nhận (a board checks the books, and co-signs).",
    )
    made.add_argument("url", metavar="URL", help="https://.../api/v1/communes/<mã xã>/log (the commune's book)")
    made.add_argument("--state", metavar="DIR", required=True, help="thư mục trạng thái của khóa này (its state)")
    made.add_argument("--vkey", metavar="FILE|TEXT", help="khóa của sổ in trên giấy; cần ở lần đầu (log key)")
    made.add_argument("--code", metavar="FILE", help="tệp chứa mã giấy; không có thì hỏi (file with the paper code)")
    made.add_argument("--new", metavar="NAME", help="lập mã giấy và khóa mới mang tên này (a new code and key)")
    add_language(made)
    add_processes(made)
    return made


def run(options: argparse.Namespace, now: datetime) -> int:
    """Do what the options say at this time; raises an `UnreadableInput` where nothing can be said."""
    memory = Memory(Path(options.state))
    log = commune_log(options.url)
    if options.new:
        return _begin(options, memory, log)
    signer = _signer(options, memory)
    with memory.alone():
        return _witness(options, memory, log, signer, now)


def _begin(options: argparse.Namespace, memory: Memory, log: str) -> int:
    code = random_paper_code()
    try:
        signer = CosignatureSigner.from_secret(options.new, code)
    except LedgerDataError as error:
        raise BadOption("--new", str(error)) from error
    memory.begin(signer.vkey)
    commune = log.rstrip("/").split("/")[-2]
    line = f"witness {options.new.rpartition('/')[2]} {signer.vkey} {urljoin(log, f'/ai-giam-sat/{commune}')}"
    said = NEW.filled({"code": format_paper_code(code), "line": line, "folder": str(memory.folder)})
    write_out(getattr(said, options.lang))
    return EXIT_SIGNED


def _signer(options: argparse.Namespace, memory: Memory) -> CosignatureSigner:
    """The key that the paper gives, which must be the one whose state this is."""
    name = memory.name()
    if options.code is not None:
        typed = read_file(Path(options.code), KEY_MAX_BYTES).decode("utf-8", "replace")
    else:
        typed = getpass(getattr(CODE, options.lang))
    try:
        signer = CosignatureSigner.from_secret(name, parse_paper_code(typed.strip()))
    except (BadCard, LedgerDataError) as error:
        raise BadOption("--code", str(error)) from error
    memory.require(signer.vkey)
    return signer


def _witness(options: argparse.Namespace, memory: Memory, log: str, signer: CosignatureSigner, now: datetime) -> int:
    notes = _heads(log)  # first: the book shown is then at least as large as each
    shown = fetch_input(log)
    vkey = _trusted_vkey(options, memory, shown)
    watch = Watch(
        memory,
        vkey,
        now,
        options.processes,
        fetch_vote=lambda uuid: _fetched(log, f"/api/v1/votes/{uuid}/bundle.zip", Kind.BUNDLE),
        fetch_subject=lambda name: _fetched(log, f"/api/v1/subjects/{name}/bundle.zip", Kind.SUBJECT),
    )
    try:
        books = watch.look(shown)
        others = {one.head.size: one for one in watch.others(shown, notes)}
    except Refused as refused:
        folder = memory.keep_evidence(f"{now:%Y%m%dT%H%M%SZ}", _evidence(memory, shown, refused))
        return _refuse(options, refused, folder)
    for one in books[1:]:  # before the commune's, which binds them
        memory.keep(one.remembered(vkey, now))
    before = memory.of(books[0].head.origin)
    for size in sizes_to_sign(before.size if before else 0, books[0].head.size, others):
        one = books[0] if size == books[0].head.size else others[size]
        memory.keep(one.remembered(vkey, now))
        answer = _send(log, one, signer, now)
    values = {"origin": printable(books[0].head.origin), "size": books[0].head.size, "books": len(books) - 1}
    lines = [SIGNED.filled(values), answer]
    write_out("\n".join(getattr(one, options.lang) for one in lines))
    return EXIT_SIGNED


def _trusted_vkey(options: argparse.Namespace, memory: Memory, shown: Evidence) -> str:
    """The key given, else the one that this witness has signed under before; the first time it must be given."""
    if options.vkey is not None:
        return read_vkey(options.vkey)
    try:
        before = memory.of(NoteVerifier.parse(shown.vkey).name)
    except LedgerDataError:
        before = None
    if before is None:
        raise BadOption("--vkey", "the key of the book, from paper, is needed the first time")
    return before.vkey


def _fetched(log: str, path: str, kind: Kind) -> Evidence:
    found = fetch_input(urljoin(log, path))
    if found.kind is not kind:
        raise NotTaken(f"{path}: not a bundle of that kind")
    return found


def _heads(log: str) -> list[bytes]:
    """The newest head that each witness has signed, as the server tells; a mirror without them tells of none."""
    try:
        told = json.loads(fetch(urljoin(log, "cosigned"), HEADS_MAX_BYTES))
    except InputNotFound:
        return []
    except ValueError as error:
        raise FetchFailed(f"cosigned: {error}") from error
    notes = told.get("notes") if isinstance(told, dict) else None
    if not isinstance(notes, list) or not all(isinstance(one, str) for one in notes):
        raise FetchFailed("cosigned: not a list of notes")
    return [one.encode() for one in notes]


def _send(log: str, book: Watched, signer: CosignatureSigner, now: datetime) -> Sentence:
    """Hand the line to the server; what it has taken, or `NotTaken`."""
    line = signer.sign(book.head, book.time_s or int(now.timestamp())).line
    status, raw = post(urljoin(log, "cosignatures"), f"size {book.head.size}\n{line}".encode(), ANSWER_MAX_BYTES)
    try:
        answer = json.loads(raw)
    except ValueError:
        answer = None
    value = answer if isinstance(answer, dict) else {}
    if status != OK or not isinstance(value.get("new"), bool):
        raise NotTaken(f"{status} {printable(value.get('code', ''))}")
    return TAKEN if value["new"] else HAD_IT


def _refuse(options: argparse.Namespace, refused: Refused, folder: Path) -> int:
    """Say what is wrong, and where it is kept."""
    said = [
        REFUSED.filled({"origin": printable(refused.origin), "crime": _crime(refused)}),
        EVIDENCE.filled({"folder": str(folder)}),
    ]
    write_out("\n".join(getattr(one, options.lang) for one in said))
    return EXIT_REFUSED


def _crime(refused: Refused) -> Sentence:
    if refused.failed is not None:
        return refused.failed.sentence
    return crime_sentence(crime_of(need(refused.crime, "replay")))


def _evidence(memory: Memory, commune: Evidence, refused: Refused) -> Iterator[tuple[str, bytes]]:
    """What was shown now, and what this witness signed or saw before: both under the log's own signature."""
    crime = _crime(refused)
    yield "why.txt", f"{refused.origin}\n{crime.vi}\n{crime.en}\n{refused.crime or ''}\n".encode()
    shown: Sequence[tuple[str, Evidence]] = [("commune-now", commune)]
    if refused.shown is not commune:
        shown = [*shown, ("book-now", refused.shown)]
    for folder, evidence in shown:
        yield from ((f"{folder}/{name}", raw) for name, raw in files_of(evidence))
    before = memory.of(refused.origin) if refused.origin else None
    if before is not None:
        yield "checkpoint-before", before.checkpoint.encode()
