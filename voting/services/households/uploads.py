"""A list as read from a file, kept for a day until somebody confirms it; once taken over, only that it was.

Of a file that is no list, why not is kept as long, so that the page that says so can be looked at again.
"""

from dataclasses import asdict, replace
from typing import Any

from voting.lists.rows import (
    Column,
    Fault,
    HouseholdRow,
    Notice,
    RollReading,
    Severity,
    SheetSeen,
    Skipped,
)
from voting.services.errors import NotFound, UnreadableList
from voting.services.permissions import Actor
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.rolls import RollUpload


def kept_form(choices: tuple[RollReading, ...]) -> list[dict[str, Any]]:
    """Every way to read the file, as JSON."""
    return [asdict(reading) for reading in choices]


def choices_of(upload: RollUpload) -> tuple[RollReading, ...]:
    """Every way to read the file, the likeliest first."""
    return tuple(map(_reading, upload.rows))


def version_taken(upload: RollUpload) -> int | None:
    """The version of the roll that this upload became, ``None`` while it waits."""
    return int(upload.faults["taken"]) if upload.faults else None


def unreadable(upload: RollUpload, error: UnreadableList) -> RollUpload:
    """The upload of a file that is no list: why, and nothing of what is in it."""
    why = {"code": error.code, "message_vi": error.message_vi, "message_en": error.message_en}
    return replace(upload, file_name="", rows=[], faults={"unreadable": why})


def mark_taken(tx: Transaction, upload: RollUpload, version: int) -> None:
    """Forget the people of an upload; that it was taken over stays, so that doing it again does nothing."""
    tx.rolls.delete_upload(upload.commune_id, upload.id)
    tx.rolls.add_upload(replace(upload, file_name="", rows=[], faults={"taken": version}))


def upload_of(tx: Transaction, actor: Actor, village: str, preview_id: str) -> RollUpload:
    """The upload of this id in this village; ``NotFound``, ``UnreadableList`` where the file was no list."""
    try:
        upload = tx.rolls.upload(actor.commune, preview_id)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-upload") from error
    if upload.village_code != village or isinstance(upload.faults, list):  # a list: kept by an older program
        raise NotFound(code="unknown-upload")
    if why := upload.faults.get("unreadable"):
        raise UnreadableList(why["code"], message_vi=why["message_vi"], message_en=why["message_en"], kept=upload.id)
    return upload


def _reading(kept: dict[str, Any]) -> RollReading:
    faults = (Fault(**{**fault, "severity": Severity(fault["severity"])}) for fault in kept["faults"])
    return RollReading(
        rows=tuple(HouseholdRow(**row) for row in kept["rows"]),
        faults=tuple(faults),
        columns=tuple(Column(**column) for column in kept["columns"]),
        header_row=kept["header_row"],
        sheet=kept["sheet"],
        skipped=tuple(Skipped(**row) for row in kept["skipped"]),
        unread=tuple(Column(**column) for column in kept["unread"]),
        sheets=tuple(SheetSeen(**sheet) for sheet in kept["sheets"]),
        notices=tuple(Notice(**notice) for notice in kept["notices"]),
        title=kept["title"],
    )
