"""For each migration: rows to carry over it, upwards and downwards. Frozen with the migration: plain SQL, no models."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

AT = "2026-03-01 02:30:00+00:00"
HEX = "ab" * 32


def put(connection: Connection, table: str, **values: Any) -> None:
    columns = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({marks})"), values)


def rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(text(query))]


class Tester(ABC):
    """`before` fills the schema below the migration; `after_upgrade` looks and fills the new one; then downwards."""

    revision: ClassVar[str]
    tables: ClassVar[tuple[str, ...]]

    @abstractmethod
    def before(self, connection: Connection) -> None: ...

    @abstractmethod
    def after_upgrade(self, connection: Connection) -> None: ...

    @abstractmethod
    def after_downgrade(self, connection: Connection) -> None: ...

    def require_tables(self, connection: Connection, *, there: bool) -> None:
        present = set(inspect(connection).get_table_names())
        assert present.issuperset(self.tables) if there else present.isdisjoint(self.tables)


def put_commune(connection: Connection) -> None:
    ring = {"ring_name": "A", "ring_office": "Văn phòng", "ring_phone": "0912 345 678"}
    put(connection, "communes", code="c1", name="Xã Một", origin="bau.example/c1", **ring)
    put(connection, "villages", commune_id="c1", code="v1", name="Một", unit_kind="thôn")


COMMUNE = [("c1", "Xã Một", "bau.example/c1")]
ALL_COMMUNES = "SELECT code, name, origin FROM communes"


class People(Tester):
    revision = "0001"
    tables = (
        "communes", "villages", "accounts", "grants", "invitations", "passkeys", "identities", "used_challenges",
        "sealed_secrets", "forgotten_keys",
    )  # fmt: skip

    def before(self, connection: Connection) -> None:
        self.require_tables(connection, there=False)

    def after_upgrade(self, connection: Connection) -> None:
        put_commune(connection)
        put(
            connection, "accounts", commune_id="c1", id="a1", login="truong", name="Trưởng", phone="",
            password_hash="x", active=True, session_version=1, created_at_utc=AT,
        )  # fmt: skip
        put(connection, "grants", commune_id="c1", account_id="a1", role="head", village_code="v1", office="")
        put(connection, "invitations", commune_id="c1", account_id="a1", token_hash=b"t" * 32, expires_at_utc=AT)
        put(
            connection, "passkeys", commune_id="c1", id="p1", account_id="a1", credential_id=b"c" * 16,
            public_key=b"k", sign_count=2**32 - 1, name="Máy", created_at_utc=AT,
        )  # fmt: skip
        put(
            connection, "identities", commune_id="c1", id="i1", account_id="a1", issuer="https://noi-khac.example",
            subject_hash=b"s" * 32, created_at_utc=AT,
        )  # fmt: skip
        put(connection, "used_challenges", commune_id="c1", challenge_hash=b"h" * 32, used_at_utc=AT)
        put(
            connection, "sealed_secrets", commune_id="c1", kind="k", name="n", sealed=b"s" * 29, key_file="ab",
            created_at_utc=AT,
        )  # fmt: skip
        put(connection, "forgotten_keys", commune_id="c1", key_file="cd")
        assert rows(connection, ALL_COMMUNES) == COMMUNE

    def after_downgrade(self, connection: Connection) -> None:
        self.require_tables(connection, there=False)


class Households(Tester):
    revision = "0002"
    tables = (
        "rolls", "households", "roll_uploads", "cards", "practice_cards", "card_requests", "committee_members",
        "committee_messages", "subjects",
        "subject_households", "statement_words", "statement_answers",
    )  # fmt: skip

    def before(self, connection: Connection) -> None:
        People().after_upgrade(connection)

    def after_upgrade(self, connection: Connection) -> None:
        village = {"commune_id": "c1", "village_code": "v1"}
        put(connection, "rolls", **village, version=1, households=1, created_at_utc=AT, erased=False)
        put(
            connection, "households", **village, roll_version=1, code="h1", position=1, head_name="A",
            representative="A", address="", phone="", smartphone=False,
        )  # fmt: skip
        put(
            connection, "roll_uploads", commune_id="c1", id="u1", village_code="v1", account_id="a1", file_name="f",
            rows="[]", faults="[]", created_at_utc=AT,
        )  # fmt: skip
        put(connection, "cards", **village, household_code="h1", issue=1, key=HEX, issued_at_utc=AT)
        put(connection, "practice_cards", **village, number=1, key=HEX)
        put(
            connection, "card_requests", **village, id="r1", action="a", households="[]", reason="r", office="o",
            asked_by="a1", asked_at_utc=AT, state="asked",
        )  # fmt: skip
        put(connection, "committee_members", **village, committee=1, member=1, account_id="a1")
        message = {"committee": 1, "member": 1, "kind": "share", "recipient": 2, "sealed": "{}"}
        put(connection, "committee_messages", **village, **message)
        put(
            connection, "subjects", **village, subject_id="s1", kind="k", about="", state="open", roll_version=1,
            answered=0, opened_at_utc=AT, closes_at_utc="2026-03-02 02:30:00+00:00", opened_by="a1",
        )  # fmt: skip
        subject = {"commune_id": "c1", "subject_id": "s1"}
        put(
            connection, "subject_households", **subject, village_code="v1", pseudonym=HEX, household_code="h1", issue=1,
        )  # fmt: skip
        put(connection, "statement_words", **subject, tracker="t", salt=b"s" * 32, words="w", reason="")
        put(
            connection, "statement_answers", **subject, tracker="t", answer="a", answered_by="a1", answered_at_utc=AT,
        )  # fmt: skip
        assert rows(connection, "SELECT code FROM households") == [("h1",)]

    def after_downgrade(self, connection: Connection) -> None:
        self.require_tables(connection, there=False)
        assert rows(connection, ALL_COMMUNES) == COMMUNE
        assert rows(connection, "SELECT login FROM accounts") == [("truong",)]


class Votes(Tester):
    revision = "0003"
    tables = (
        "votes", "documents", "kept_forms", "kept_papers", "help_desks", "desk_ballots", "reminders",
        "waiting_closings",
    )  # fmt: skip

    def before(self, connection: Connection) -> None:
        Households().before(connection)
        Households().after_upgrade(connection)

    def after_upgrade(self, connection: Connection) -> None:
        put(
            connection, "votes", commune_id="c1", uuid="u1", village_code="v1", title="T", description="", plan="{}",
            state="draft", created_at_utc=AT, created_by="a1", practice=False,
        )  # fmt: skip
        put(
            connection, "documents", commune_id="c1", vote_uuid="u1", sha256=b"d" * 32, name="n", media_type="t",
            content=b"c", added_at_utc=AT,
        )  # fmt: skip
        put(
            connection, "kept_forms", commune_id="c1", id="f1", account_id="a1", place="p", fields="{}", kept_at_utc=AT,
        )  # fmt: skip
        put(
            connection, "kept_papers", commune_id="c1", form_id="f1", sha256=b"d" * 32, position=1, name="n",
            media_type="t", size_bytes=1, content=b"c",
        )  # fmt: skip
        put(
            connection, "help_desks", commune_id="c1", id=HEX, village_code="v1", opened_by="a1", opened_at_utc=AT,
        )  # fmt: skip
        put(connection, "desk_ballots", commune_id="c1", vote_uuid="u1", ballots=2)
        put(
            connection, "reminders", commune_id="c1", vote_uuid="u1", household_code="h1", way="call", by_account="a1",
            at_utc=AT,
        )  # fmt: skip
        put(connection, "waiting_closings", commune_id="c1", vote_uuid="u1", credential=HEX, spare=None)
        assert rows(connection, "SELECT uuid FROM votes") == [("u1",)]

    def after_downgrade(self, connection: Connection) -> None:
        self.require_tables(connection, there=False)
        assert rows(connection, "SELECT code FROM households") == [("h1",)]


class Record(Tester):
    revision = "0004"
    tables = (
        "log_heads", "log_entries", "log_checkpoints", "log_tiles", "record_payloads", "record_facts", "ballots",
        "ballot_ciphertexts", "statements", "cosignatures",
        "witnesses", "witness_evidence",
    )  # fmt: skip

    def before(self, connection: Connection) -> None:
        Votes().before(connection)
        Votes().after_upgrade(connection)

    def after_upgrade(self, connection: Connection) -> None:
        heads = rows(connection, "SELECT commune_id, book, origin, size, length(root), facts FROM log_heads")
        assert heads == [("c1", "", "bau.example/c1", 0, 32, "")], "a commune stored before has its empty book"
        self.fill(connection)

    def fill(self, connection: Connection) -> None:
        book = {"commune_id": "c1", "book": "u1"}
        root = {"root": b"r" * 32}
        put(connection, "log_heads", **book, **EMPTY, origin="bau.example/c1/u1")
        for book["book"] in ("", "u1"):
            put(connection, "log_entries", **book, **ENTRY, idx=0)
            put(connection, "log_checkpoints", **book, **root, size=1, note=b"note")
        put(connection, "log_tiles", **book, **root, level=0, n=0, tile=b"t" * 8192)
        put(connection, "record_facts", **book, kind="k", key="n", value="{}")
        vote = {"commune_id": "c1", "vote_uuid": "u1", "idx": 0}
        put(connection, "ballots", **vote, tracker="t", credential=HEX, sequence=1)
        put(connection, "ballot_ciphertexts", **vote, ciphertext_hash=b"h" * 32)
        subject = {"commune_id": "c1", "subject_id": "u1", "idx": 0}
        put(connection, "statements", **subject, pseudonym=HEX, sequence=1, tracker="t", value="v")
        put(connection, "record_payloads", commune_id="c1", sha256=b"p" * 32, content=b"")
        put(connection, "cosignatures", commune_id="c1", book="", size=1, witness="w", line="- w x")
        put(
            connection, "witnesses", commune_id="c1", vkey="w", office="Ban", size=1, final_size=0, failures=0,
            answer="signed", asked_at_utc=AT, stopped=False,
        )  # fmt: skip
        put(
            connection, "witness_evidence", commune_id="c1", digest=b"d" * 32, vkey="w", kind="k", at_utc=AT, size=1,
            note=b"n", earlier=b"", reply=b"",
        )  # fmt: skip

    def after_downgrade(self, connection: Connection) -> None:
        self.require_tables(connection, there=False)
        assert rows(connection, "SELECT uuid FROM votes") == [("u1",)]


class AppendOnly(Tester):
    revision = "0005"
    tables = Record.tables

    def before(self, connection: Connection) -> None:
        Record().before(connection)
        put(connection, "log_heads", commune_id="c1", book="", **EMPTY, origin="bau.example/c1")
        Record().fill(connection)

    def after_upgrade(self, connection: Connection) -> None:
        put(connection, "log_entries", commune_id="c1", book="u1", **ENTRY, idx=1)
        with pytest.raises(DBAPIError, match="append-only"), connection.begin_nested():
            put(connection, "log_entries", commune_id="c1", book="u1", **ENTRY, idx=3)
        with pytest.raises(DBAPIError, match="append-only"), connection.begin_nested():
            connection.execute(text("DELETE FROM ballots"))

    def after_downgrade(self, connection: Connection) -> None:
        assert rows(connection, "SELECT book, idx FROM log_entries ORDER BY book, idx") == [
            ("", 0),
            ("u1", 0),
            ("u1", 1),
        ]
        connection.execute(text("DELETE FROM log_entries WHERE idx = 1"))


class Matters(Tester):
    revision = "0006"
    tables = (
        "matters", "matter_papers", "petitions", "annex_openings", "announcements", "announcement_papers",
        "board_notes", "calendar_days",
    )  # fmt: skip

    def before(self, connection: Connection) -> None:
        Votes().before(connection)
        Votes().after_upgrade(connection)

    def after_upgrade(self, connection: Connection) -> None:
        put(
            connection, "matters", commune_id="c1", id="m1", village_code="v1", number=1, title="T", content="{}",
            notes="{}", vote_uuid="u1", created_at_utc=AT, created_by="a1",
        )  # fmt: skip
        put(
            connection, "matter_papers", commune_id="c1", matter_id="m1", position=1, step="proposed", kind="k",
            name="n", media_type="t", private=True, sha256=b"d" * 32, content=b"c", added_at_utc=AT,
        )  # fmt: skip
        put(
            connection, "petitions", commune_id="c1", id="k1", matter_id="m1", number=1, about="content",
            office="commune", state="received", words="w", sender="s", received_at_utc=AT, answer="",
        )  # fmt: skip
        put(
            connection, "annex_openings", commune_id="c1", matter_id="m1", kind="k", by_account="a1", at_utc=AT,
        )  # fmt: skip
        put(
            connection, "announcements", commune_id="c1", id="a1", village_code="v1", words="w", source="s",
            source_office="commune", until="2027-02-11", version=1, entry_index=7, reason="", office="head",
            posted_by="a1", posted_at_utc=AT,
        )  # fmt: skip
        put(
            connection, "announcement_papers", commune_id="c1", announcement_id="a1", version=1, media_type="t",
            sha256=b"d" * 32, content=b"c",
        )  # fmt: skip
        put(
            connection, "board_notes", commune_id="c1", id="n1", village_code="v1", kind="note", words="w",
            office="board", posted_by="a1", posted_at_utc=AT,
        )  # fmt: skip
        put(connection, "calendar_days", commune_id="c1", day="2027-02-11", off=True, name="n")
        assert rows(connection, "SELECT id FROM matters") == [("m1",)]

    def after_downgrade(self, connection: Connection) -> None:
        self.require_tables(connection, there=False)
        assert rows(connection, "SELECT uuid FROM votes") == [("u1",)]


class Messages(Tester):
    revision = "0007"
    tables = ("messages", "mail_wishes")

    def before(self, connection: Connection) -> None:
        Matters().before(connection)
        Matters().after_upgrade(connection)

    def after_upgrade(self, connection: Connection) -> None:
        put(
            connection, "messages", commune_id="c1", vote_uuid="u1", occasion="opening", household_code="h1", words="w",
            state="waiting", asked_by="a1", asked_at_utc=AT,
        )  # fmt: skip
        put(connection, "mail_wishes", commune_id="c1", account_id="a1", address="a@b.example", last_at_utc=AT)
        assert rows(connection, "SELECT household_code FROM messages") == [("h1",)]

    def after_downgrade(self, connection: Connection) -> None:
        self.require_tables(connection, there=False)
        assert rows(connection, "SELECT id FROM matters") == [("m1",)]


class Reports(Tester):
    revision = "0008"
    tables = ("report_figures", "frozen_reports")

    def before(self, connection: Connection) -> None:
        Messages().before(connection)
        Messages().after_upgrade(connection)

    def after_upgrade(self, connection: Connection) -> None:
        put(
            connection, "report_figures", commune_id="c1", village_code="v1", period="2027-1", sheet="hop", version=1,
            content="{}", typed_by="a1", typed_at_utc=AT,
        )  # fmt: skip
        put(
            connection, "frozen_reports", commune_id="c1", village_code="v1", period="2027-1", revision=1, kind="k",
            name="n", sha256=b"d" * 32, content=b"c",
        )  # fmt: skip
        assert rows(connection, "SELECT version FROM report_figures") == [(1,)]

    def after_downgrade(self, connection: Connection) -> None:
        self.require_tables(connection, there=False)
        assert rows(connection, "SELECT household_code FROM messages") == [("h1",)]


class Disclosures(Tester):
    revision = "0009"
    tables = ("disclosures", "disclosure_files")

    def before(self, connection: Connection) -> None:
        Reports().before(connection)
        Reports().after_upgrade(connection)

    def after_upgrade(self, connection: Connection) -> None:
        put(
            connection, "disclosures", commune_id="c1", id="d1", village_code="v1", item=2, title="t", plan="",
            document="", decided="2027-02-11", due="2027-02-18", forms="[]", first_day="2027-02-11", office="head",
            made_by="a1", made_at_utc=AT, entry_index=7, reason="", listed=False, erased=False,
        )  # fmt: skip
        put(
            connection, "disclosure_files", commune_id="c1", disclosure_id="d1", kind="photo", number=1, name="n",
            media_type="t", sha256=b"d" * 32, content=b"c",
        )  # fmt: skip
        assert rows(connection, "SELECT item, until, last_day FROM disclosures") == [(2, None, None)]

    def after_downgrade(self, connection: Connection) -> None:
        self.require_tables(connection, there=False)
        assert rows(connection, "SELECT version FROM report_figures") == [(1,)]


class Supervision(Tester):
    revision = "0010"
    tables = ("supervision_sessions", "recommendations")

    def before(self, connection: Connection) -> None:
        Disclosures().before(connection)
        Disclosures().after_upgrade(connection)

    def after_upgrade(self, connection: Connection) -> None:
        put(
            connection, "supervision_sessions", commune_id="c1", id="s1", village_code="v1", board="bttnd",
            topic="funds", subject="s", state="held", sent_at_utc=AT, held_at_utc=AT, words="w",
        )  # fmt: skip
        put(
            connection, "recommendations", commune_id="c1", id="r1", village_code="v1", session_id="s1", number=1,
            about="", recipient="government", state="drafted", words="w", drafted_by="a1", drafted_at_utc=AT,
            answer="", closing="",
        )  # fmt: skip
        assert rows(connection, "SELECT number FROM recommendations") == [(1,)]

    def after_downgrade(self, connection: Connection) -> None:
        self.require_tables(connection, there=False)
        assert rows(connection, "SELECT item FROM disclosures") == [(2,)]


EMPTY = {"root": b"r" * 32, "size": 0, "hashes": b"", "facts": ""}
ENTRY = {"leaf_hash": b"l" * 32, "raw": b"{}", "type": "log-started", "subject": ""}
TESTERS: dict[str, Tester] = {
    tester.revision: tester
    for tester in (
        People(),
        Households(),
        Votes(),
        Record(),
        AppendOnly(),
        Matters(),
        Messages(),
        Reports(),
        Disclosures(),
        Supervision(),
    )
}
