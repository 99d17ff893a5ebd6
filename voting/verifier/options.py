"""What the user brings from elsewhere: every file is read and recognised before anything is checked.

A wrong file is the user's slip, `BadOption`, and never a word against a vote.
"""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from voting.ledger.errors import LedgerDataError
from voting.ledger.note import NoteVerifier
from voting.ledger.policy import MAX_POLICY_BYTES, parse_policy
from voting.record.errors import RecordError
from voting.record.receipts import parse_household_receipt
from voting.record.register import REGISTER_MAX_BYTES, parse_register
from voting.verifier import limits
from voting.verifier.errors import BadOption, InputNotFound, UnreadableInput
from voting.verifier.evidence import GivenReceipt, Trusted
from voting.verifier.inputs import hashes_in, read_file


def add_language(parser: argparse.ArgumentParser) -> None:
    """`--lang`."""
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ của báo cáo (language)")


def add_processes(parser: argparse.ArgumentParser) -> None:
    """`--processes`; as many as there are cores, if not told."""
    parser.add_argument("--processes", metavar="N", type=_processes, default=_cores(), help="số tiến trình (processes)")


def _processes(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 64:  # noqa: PLR2004
        raise argparse.ArgumentTypeError("1 .. 64")
    return number


def _cores() -> int:
    """The processor cores this process may use."""
    return min(64, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def read_trusted(options: argparse.Namespace) -> Trusted:
    """Everything the options name; raises `BadOption` that says which of them is wrong."""
    return Trusted(
        vkey=read_vkey(options.vkey) if options.vkey is not None else "",
        policy=read_policy(options.policy) if options.policy is not None else b"",
        register=read_register(options.register) if options.register is not None else b"",
        documents=read_documents(options.documents) if options.documents is not None else frozenset(),
        receipts=read_receipts(options.receipt),
    )


def read_vkey(given: str) -> str:
    """A key's text, or the file that holds it: only the text has plus signs and no file of that name."""
    is_text = "+" in given and "\0" not in given and not _exists(given)
    text = given.strip() if is_text else _text("--vkey", given, limits.KEY_MAX_BYTES).strip()
    try:
        return NoteVerifier.parse(text).vkey
    except LedgerDataError as error:
        raise BadOption("--vkey", str(error)) from error


def _exists(given: str) -> bool:
    try:
        return Path(given).exists()
    except OSError:  # a text too long for a name
        return False


def read_policy(path: str) -> bytes:
    """A policy's file."""
    return _read_as("--policy", path, MAX_POLICY_BYTES, parse_policy)


def read_register(path: str) -> bytes:
    """A card register's file."""
    return _read_as("--register", path, REGISTER_MAX_BYTES, parse_register)


def _read_as(option: str, path: str, most_bytes: int, parse: Callable[[bytes], object]) -> bytes:
    """A file that the option's own reader takes, else `BadOption`."""
    raw = _file(option, path, most_bytes)
    try:
        parse(raw)
    except (LedgerDataError, RecordError) as error:
        raise BadOption(option, str(error)) from error
    return raw


def read_documents(folder: str) -> frozenset[str]:
    """The hashes of the papers in a folder."""
    try:
        if not folder:
            raise InputNotFound("no folder's name")
        return frozenset(hashes_in(Path(folder)))
    except UnreadableInput as error:
        raise BadOption("--documents", str(error)) from error


def read_receipts(paths: list[str]) -> tuple[GivenReceipt, ...]:
    """Receipts; of which vote they are is for whoever knows the evidence (`receipts.require_receipts`)."""
    if len(paths) > limits.RECEIPTS_MAX:
        raise BadOption("--receipt", f"more than {limits.RECEIPTS_MAX} receipts")
    return tuple(_receipt(path) for path in paths)


def _receipt(path: str) -> GivenReceipt:
    text = _text("--receipt", path, limits.RECEIPT_MAX_BYTES)
    try:
        parse_household_receipt(text)
    except LedgerDataError as error:
        raise BadOption("--receipt", f"{path}: {error}") from error
    return GivenReceipt(Path(path).name, text)


def _file(option: str, path: str, most: int) -> bytes:
    try:
        return read_file(Path(path), most)
    except UnreadableInput as error:
        raise BadOption(option, str(error)) from error


def _text(option: str, path: str, most: int) -> str:
    try:
        return _file(option, path, most).decode()
    except UnicodeDecodeError as error:
        raise BadOption(option, f"{path}: not text") from error
