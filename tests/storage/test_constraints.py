"""Every constraint of the schema is broken on purpose once, and the error says which it was."""

from datetime import date
from secrets import token_hex
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Table, UniqueConstraint

from storage.sample import HOUR, NOW, digest, hex_of
from voting.storage.database import Database
from voting.storage.errors import BadValue, Conflict, MissingReference
from voting.storage.tables import metadata

C = {"commune_id": "?"}
V = {**C, "village_code": "v-?"}
B = {**C, "book": ""}
# One good row for each table; they fit together.
SESSION = dict.fromkeys(("board", "topic", "subject", "state", "words"), "t")
RECOMMENDED = dict.fromkeys(("about", "recipient", "state", "words", "drafted_by", "answer", "closing"), "t")
GOOD: dict[str, dict[str, Any]] = {
    "communes": {"code": "?", "name": "Xã", "origin": "bau.example/?"},
    "villages": {**C, "code": "v-?", "name": "Một", "unit_kind": "thôn"},
    "accounts": {
        **C, "id": "a1", "login": "truong", "name": "Trưởng", "phone": "", "password_hash": "x", "active": True,
        "session_version": 1, "created_at_utc": NOW,
    },
    "grants": {**C, "account_id": "a1", "role": "head", "village_code": "", "office": ""},
    "invitations": {**C, "account_id": "a1", "token_hash": digest("t"), "expires_at_utc": NOW},
    "passkeys": {
        **C, "id": "p1", "account_id": "a1", "credential_id": b"c" * 16, "public_key": b"k", "sign_count": 0,
        "name": "Máy", "created_at_utc": NOW,
    },
    "identities": {
        **C, "id": "i1", "account_id": "a1", "issuer": "https://noi-khac.example/?", "subject_hash": digest("s"),
        "created_at_utc": NOW,
    },
    "used_challenges": {**C, "challenge_hash": digest("c"), "used_at_utc": NOW},
    "sealed_secrets": {**C, "kind": "k", "name": "n", "sealed": b"s" * 29, "created_at_utc": NOW},
    "forgotten_keys": {**C, "key_file": "ab"},
    "rolls": {
        **V, "version": 1, "households": 1, "erased": False, "commitment": digest("roll"), "created_at_utc": NOW,
        "frozen_at_utc": NOW,
    },
    "households": {
        **V, "roll_version": 1, "code": "h1", "position": 1, "head_name": "A", "representative": "A", "address": "",
        "phone": "", "members": 3, "smartphone": False,
    },
    "roll_uploads": {
        **V, "id": "u1", "account_id": "a1", "file_name": "f", "rows": [], "faults": [], "created_at_utc": NOW,
    },
    "cards": {**V, "household_code": "h1", "issue": 1, "key": hex_of("K"), "issued_at_utc": NOW},
    "practice_cards": {**V, "number": 1, "key": hex_of("K")},
    "card_requests": {
        **V, "id": "r1", "action": "a", "households": [], "reason": "r", "office": "o", "asked_by": "a1",
        "asked_at_utc": NOW, "state": "asked",
    },
    "committee_members": {**V, "committee": 1, "member": 1, "account_id": "a1"},
    "committee_messages": {**V, "committee": 1, "member": 1, "kind": "share", "recipient": 2, "sealed": "{}"},
    "subjects": {
        **V, "subject_id": "s-?", "kind": "k", "about": "", "state": "open", "roll_version": 1, "answered": 0,
        "opened_at_utc": NOW, "closes_at_utc": NOW + HOUR, "opened_by": "a1",
    },
    "subject_households": {
        **V, "subject_id": "s-?", "pseudonym": hex_of("P"), "household_code": "h1", "issue": 1,
    },
    "statement_words": {
        **C, "subject_id": "s-?", "tracker": "t", "salt": digest("s"), "words": "w", "shown": None, "reason": "",
    },
    "statement_answers": {
        **C, "subject_id": "s-?", "tracker": "t", "answer": "a", "answered_by": "a1", "answered_at_utc": NOW,
    },
    "votes": {
        **V, "uuid": "u-?", "title": "T", "description": "", "plan": {}, "state": "open", "households": 1,
        "opens_at_utc": NOW, "closes_at_utc": NOW + HOUR, "created_at_utc": NOW, "created_by": "a1",
        "practice": False,
    },
    "documents": {
        **C, "vote_uuid": "u-?", "sha256": digest("d"), "name": "n", "media_type": "t", "content": b"",
        "added_at_utc": NOW,
    },
    "kept_forms": {**C, "id": "f1", "account_id": "a1", "place": "p", "fields": {}, "kept_at_utc": NOW},
    "kept_papers": {
        **C, "form_id": "f1", "sha256": digest("d"), "position": 1, "name": "n", "media_type": "t", "size_bytes": 0,
        "content": b"",
    },
    "help_desks": {**V, "id": hex_of("D"), "opened_by": "a1", "opened_at_utc": NOW},
    "desk_ballots": {**C, "vote_uuid": "u-?", "ballots": 1},
    "reminders": {
        **C, "vote_uuid": "u-?", "household_code": "h1", "way": "call", "by_account": "a1", "at_utc": NOW,
    },
    "waiting_closings": {**C, "vote_uuid": "u-?", "credential": hex_of("C"), "spare": hex_of("S")},
    "messages": {
        **C, "vote_uuid": "u-?", "occasion": "opening", "household_code": "h1", "words": "w", "state": "waiting",
        "asked_by": "a1", "asked_at_utc": NOW,
    },
    "mail_wishes": {**C, "account_id": "a1", "address": "a@b.example", "last_at_utc": NOW},
    "matters": {
        **V, "id": "m-?", "number": 1, "title": "T", "content": {}, "notes": {}, "vote_uuid": "u-?",
        "created_at_utc": NOW, "created_by": "a1",
    },
    "matter_papers": {
        **C, "matter_id": "m-?", "position": 1, "step": "proposed", "kind": "k", "name": "n", "media_type": "t",
        "private": True, "sha256": digest("d"), "content": b"", "added_at_utc": NOW,
    },
    "petitions": {
        **C, "id": "k-?", "matter_id": "m-?", "number": 1, "about": "content", "office": "commune", "state": "received",
        "words": "w", "sender": "", "received_at_utc": NOW, "answer": "",
    },
    "supervision_sessions": {**V, "id": "s-?", "sent_at_utc": NOW, "held_at_utc": NOW, **SESSION},
    "recommendations": {**V, "id": "r-?", "session_id": "s-?", "number": 1, "drafted_at_utc": NOW, **RECOMMENDED},
    "annex_openings": {**C, "matter_id": "m-?", "kind": "k", "by_account": "a1", "at_utc": NOW},
    "announcements": {
        **V, "id": "a-?", "words": "w", "source": "s", "source_office": "commune", "until": date(2027, 2, 11),
        "version": 1, "entry_index": 7, "reason": "", "office": "head", "posted_by": "a1", "posted_at_utc": NOW,
    },
    "announcement_papers": {
        **C, "announcement_id": "a-?", "version": 1, "media_type": "t", "sha256": digest("d"), "content": b"",
    },
    "frozen_reports": {
        **V, "period": "2027-1", "revision": 1, "kind": "k", "name": "n", "sha256": digest("d"), "content": b"",
    },
    "board_notes": {
        **V, "id": "n-?", "kind": "note", "words": "w", "office": "board", "posted_by": "a1", "posted_at_utc": NOW,
    },
    "report_figures": {
        **V, "period": "2027-1", "sheet": "hop", "version": 1, "content": {}, "typed_by": "a1", "typed_at_utc": NOW,
    },
    "disclosures": {
        **V, "id": "d-?", "item": 2, "title": "t", "plan": "", "document": "", "decided": date(2027, 2, 11),
        "due": date(2027, 2, 18), "forms": [], "first_day": date(2027, 2, 11), "until": date(2027, 3, 12),
        "office": "head", "made_by": "a1", "made_at_utc": NOW, "entry_index": 7, "reason": "", "listed": False,
        "erased": False,
    },
    "disclosure_files": {
        **C, "disclosure_id": "d-?", "kind": "photo", "number": 1, "name": "n", "media_type": "t",
        "sha256": digest("d"), "content": b"",
    },
    "calendar_days": {**C, "day": date(2027, 2, 11), "off": True, "name": "Nghỉ bù Tết"},
    "log_heads": {**B, "origin": "bau.example/?", "size": 0, "hashes": b"", "root": digest(""), "facts": ""},
    "log_entries": {**B, "idx": 0, "leaf_hash": digest("l"), "raw": b"{}", "type": "t", "subject": ""},
    "log_checkpoints": {**B, "size": 1, "root": digest("r"), "note": b"note"},
    "log_tiles": {**B, "level": 0, "n": 0, "root": digest("r"), "tile": b"t" * 8192},
    "record_payloads": {**C, "sha256": digest("p"), "content": b""},
    "record_facts": {**B, "kind": "k", "key": "", "value": ""},
    "ballots": {**C, "vote_uuid": "", "tracker": "t", "credential": hex_of("S"), "sequence": 1, "idx": 0},
    "ballot_ciphertexts": {**C, "vote_uuid": "", "ciphertext_hash": digest("c"), "idx": 0},
    "statements": {
        **C, "subject_id": "", "pseudonym": hex_of("P"), "sequence": 1, "tracker": "t", "value": "v", "idx": 0,
    },
    "cosignatures": {**B, "size": 1, "witness": "w", "line": "l"},
    "witnesses": {
        **C, "vkey": "w", "office": "", "size": 0, "final_size": 0, "failures": 0, "answer": "", "stopped": False,
    },
    "witness_evidence": {
        **C, "digest": digest("e"), "vkey": "w", "kind": "k", "at_utc": NOW, "size": 1, "note": b"n", "earlier": b"",
        "reply": b"",
    },
}  # fmt: skip

# What to change in the good row so that just this constraint is broken.
CHECKS: dict[str, dict[str, Any]] = {
    "ck_communes_code_given": {"code": ""}, "ck_communes_origin_given": {"origin": ""},
    "ck_communes_ring_whole": {"ring_phone": "0912 345 678"}, "ck_villages_code_given": {"code": ""},
    "ck_villages_ring_whole": {"ring_name": "A", "ring_office": "Trưởng thôn"},
    "ck_accounts_login_given": {"login": ""}, "ck_invitations_token_hash_is_sha256": {"token_hash": b"short"},
    "ck_grants_role_given": {"role": ""}, "ck_passkeys_id_given": {"id": ""}, "ck_passkeys_name_given": {"name": ""},
    "ck_identities_id_given": {"id": ""}, "ck_identities_issuer_given": {"issuer": ""},
    "ck_identities_subject_hash_is_sha256": {"subject_hash": b"short"},
    "ck_passkeys_credential_id_whole": {"credential_id": b"short"},
    "ck_passkeys_sign_count_counted": {"sign_count": -1},
    "ck_used_challenges_challenge_hash_is_sha256": {"challenge_hash": b"short"},
    "ck_sealed_secrets_sealed_whole": {"sealed": b"s" * 28}, "ck_rolls_version_counted": {"version": 0},
    "ck_rolls_households_counted": {"households": 0}, "ck_rolls_frozen_with_commitment": {"frozen_at_utc": None},
    "ck_rolls_commitment_is_sha256": {"commitment": b"short"}, "ck_households_code_given": {"code": ""},
    "ck_households_members_counted": {"members": -1}, "ck_cards_issue_counted": {"issue": 0},
    "ck_cards_key_is_hex": {"key": "ab"}, "ck_cards_spare_counted": {"spare": 0},
    "ck_practice_cards_number_counted": {"number": 0}, "ck_practice_cards_key_is_hex": {"key": "ab"},
    "ck_card_requests_decided_by_somebody": {"decided_by": "a1"},
    "ck_committee_members_committee_counted": {"committee": 0}, "ck_committee_members_member_counted": {"member": 0},
    "ck_committee_messages_kind_given": {"kind": ""}, "ck_committee_messages_recipient_counted": {"recipient": 0},
    "ck_subjects_subject_id_given": {"subject_id": ""}, "ck_subjects_state_given": {"state": ""},
    "ck_subjects_closes_after_opening": {"closes_at_utc": NOW - HOUR},
    "ck_subject_households_pseudonym_is_hex": {"pseudonym": "ab"},
    "ck_statement_words_salt_whole": {"salt": b"short"}, "ck_statement_words_words_given": {"words": ""},
    "ck_votes_uuid_given": {"uuid": ""}, "ck_votes_state_given": {"state": ""},
    "ck_votes_households_counted": {"households": 0}, "ck_votes_closes_after_opening": {"closes_at_utc": NOW},
    "ck_documents_sha256_whole": {"sha256": b"short"}, "ck_documents_name_given": {"name": ""},
    "ck_kept_forms_id_given": {"id": ""}, "ck_kept_papers_sha256_whole": {"sha256": b"short"},
    "ck_kept_papers_name_given": {"name": ""}, "ck_help_desks_id_whole": {"id": "ab"},
    "ck_desk_ballots_ballots_counted": {"ballots": 0}, "ck_reminders_way_given": {"way": ""},
    "ck_waiting_closings_credential_whole": {"credential": "ab"}, "ck_waiting_closings_spare_whole": {"spare": "ab"},
    "ck_messages_words_given": {"words": ""}, "ck_messages_state_given": {"state": ""},
    "ck_mail_wishes_address_given": {"address": ""}, "ck_matters_id_given": {"id": ""},
    "ck_matters_number_counted": {"number": 0}, "ck_matter_papers_sha256_whole": {"sha256": b"short"},
    "ck_matter_papers_name_given": {"name": ""}, "ck_petitions_id_given": {"id": ""},
    "ck_petitions_number_counted": {"number": 0}, "ck_petitions_answered_by_somebody": {"answered_at_utc": NOW},
    "ck_supervision_sessions_id_given": {"id": ""},
    "ck_supervision_sessions_sent_before": {"held_at_utc": NOW - HOUR}, "ck_recommendations_id_given": {"id": ""},
    "ck_recommendations_number_counted": {"number": 0},
    "ck_recommendations_certified_by_somebody": {"certified_at_utc": NOW},
    "ck_recommendations_certified_first": {"sent_at_utc": NOW},
    "ck_recommendations_sent_first": {"answered_at_utc": NOW},
    "ck_annex_openings_kind_given": {"kind": ""},
    "ck_announcements_words_given": {"words": ""},
    "ck_announcements_source_given": {"source": ""},
    "ck_announcements_hidden_with_reason": {"hidden_at_utc": NOW, "hidden_by": "a1", "hidden_index": 8},
    "ck_announcements_hidden_by_somebody": {"hidden_at_utc": NOW, "hidden_because": "r", "hidden_index": 8},
    "ck_announcements_hidden_in_the_book": {"hidden_at_utc": NOW, "hidden_because": "r", "hidden_by": "a1"},
    "ck_announcements_version_counted": {"version": 0},
    "ck_announcement_papers_sha256_whole": {"sha256": b"short"},
    "ck_frozen_reports_revision_counted": {"revision": 0},
    "ck_frozen_reports_sha256_whole": {"sha256": b"short"},
    "ck_board_notes_kind_given": {"kind": ""},
    "ck_board_notes_words_given": {"words": ""},
    "ck_report_figures_period_given": {"period": ""},
    "ck_report_figures_sheet_given": {"sheet": ""},
    "ck_report_figures_version_counted": {"version": 0},
    "ck_disclosures_item_known": {"item": 15},
    "ck_disclosures_title_given": {"title": ""},
    "ck_disclosures_ended_in_the_book": {"last_day": date(2027, 3, 12)},
    "ck_disclosure_files_number_counted": {"number": 0},
    "ck_disclosure_files_sha256_whole": {"sha256": b"short"},
    "ck_calendar_days_name_given": {"name": ""},
    "ck_log_heads_origin_given": {"origin": ""},
    "ck_log_heads_size_counted": {"size": -1},
    "ck_log_heads_root_is_sha256": {"root": b"short"},
    "ck_log_heads_hashes_whole": {"hashes": b"31 bytes, not a whole hash ...."},
    "ck_log_entries_idx_counted": {"idx": -1},
    "ck_log_entries_leaf_hash_is_sha256": {"leaf_hash": b"short"},
    "ck_log_entries_raw_fits_bundle": {"raw": b"x" * 65_536},
    "ck_log_entries_type_given": {"type": ""},
    "ck_log_checkpoints_size_counted": {"commune_id": "other", "size": 0},
    "ck_log_checkpoints_root_is_sha256": {"root": b"short"},
    "ck_log_tiles_level_counted": {"level": 64},
    "ck_log_tiles_n_counted": {"n": -1},
    "ck_log_tiles_root_is_sha256": {"root": b"short"},
    "ck_log_tiles_tile_full": {"tile": b"t" * 8191},
    "ck_record_payloads_sha256_whole": {"sha256": b"short"},
    "ck_record_facts_kind_given": {"kind": ""},
    "ck_ballots_tracker_given": {"tracker": ""},
    "ck_ballots_credential_is_hex": {"credential": "ab"},
    "ck_ballots_sequence_counted": {"sequence": 0},
    "ck_ballot_ciphertexts_hash_is_sha256": {"ciphertext_hash": b"short"},
    "ck_statements_pseudonym_is_hex": {"pseudonym": "ab"},
    "ck_statements_sequence_counted": {"sequence": 0},
    "ck_statements_tracker_given": {"tracker": ""},
    "ck_statements_value_given": {"value": ""},
    "ck_cosignatures_book_is_the_communes": {"book": "u1"},
    "ck_cosignatures_witness_given": {"witness": ""},
    "ck_cosignatures_line_given": {"line": ""},
    "ck_witnesses_vkey_given": {"vkey": ""},
    "ck_witnesses_size_counted": {"size": -1},
    "ck_witnesses_final_size_counted": {"final_size": -1},
    "ck_witnesses_failures_counted": {"failures": -1},
    "ck_witness_evidence_digest_is_sha256": {"digest": b"short"},
    "ck_witness_evidence_vkey_given": {"vkey": ""},
    "ck_witness_evidence_kind_given": {"kind": ""},
    "ck_witness_evidence_size_counted": {"size": 0},
}
# Where a trigger looks for a row with this key first (SQLite): another key.
FRESH: dict[str, dict[str, Any]] = {
    "log_heads": {"book": "u3", "origin": "bau.example/?/u3"},
    "log_entries": {"idx": 1},
    "log_checkpoints": {"size": 2},
    "log_tiles": {"n": 1},
    "ballots": {"tracker": "t3", "sequence": 3, "idx": 1},
    "statements": {"tracker": "t3", "sequence": 3, "idx": 1},
    "cosignatures": {"witness": "w3"},
    "witness_evidence": {"digest": digest("e3")},
}
# Where the whole row again would break another unique constraint too.
PRIMARY: dict[str, dict[str, Any]] = {
    "communes": {"origin": "other.example"},
    "log_heads": {"origin": "other.example"},
    "accounts": {"login": "other"},
    "passkeys": {"credential_id": b"d" * 16},
    "identities": {"issuer": "https://x.example", "subject_hash": digest("t")},
    "households": {"position": 2},
    "cards": {"key": hex_of("K2"), "revoked_at_utc": NOW},
    "committee_members": {"account_id": "a2"},
    "subject_households": {"household_code": "h2"},
    "matters": {"number": 2, "vote_uuid": "u2"},
    "petitions": {"number": 2},
    "recommendations": {"number": 2},
    "ballots": {"sequence": 2, "idx": 1},
    "statements": {"tracker": "t2", "idx": 1},
    "waiting_closings": {"spare": hex_of("S2")},
    "practice_cards": {"key": hex_of("K2")},
}
EITHER = {
    "villages": "uq_villages_code",
    "votes": "uq_votes_uuid",
    "subjects": "uq_subjects_subject_id",
    "matters": "uq_matters_id",
}
# Another row, in all but this.
UNIQUE: dict[str, dict[str, Any]] = {
    "uq_communes_origin": {"code": "other-?"},
    "uq_villages_code": {"commune_id": "second"},
    "uq_votes_uuid": {"commune_id": "second", "village_code": "v-second"},
    "uq_subjects_subject_id": {"commune_id": "second", "village_code": "v-second"},
    "uq_matters_id": {"commune_id": "second", "village_code": "v-second"},
    "uq_matters_number": {"id": "m2-?", "vote_uuid": "u2"},
    "uq_matters_vote": {"id": "m2-?", "number": 2},
    "uq_petitions_number": {"id": "k2-?"},
    "uq_recommendations_number": {"id": "r2-?"},
    "uq_subject_households_code": {"pseudonym": hex_of("P2")},
    "uq_log_heads_origin": {"book": "u1"},
    "uq_accounts_login": {"id": "a2"},
    "uq_passkeys_credential": {"id": "p2"},
    "uq_identities_subject": {"id": "i2", "account_id": "a2"},
    "uq_identities_issuer": {"id": "i2", "subject_hash": digest("t")},
    "uq_households_position": {"code": "h2"},
    "uq_cards_key": {"household_code": "h2"},
    "uq_cards_active": {"issue": 2, "key": hex_of("K2")},
    "uq_practice_cards_key": {"number": 2},
    "uq_committee_members_account": {"member": 2},
    "uq_waiting_closings_spare": {"credential": hex_of("C2")},
    "uq_ballots_sequence": {"tracker": "t2", "idx": 1},
    "uq_ballots_idx": {"tracker": "t2", "credential": hex_of("S2")},
    "uq_statements_tracker": {"sequence": 2, "idx": 1},
    "uq_statements_idx": {"tracker": "t2", "sequence": 2},
}
MISSING = {"commune_id": "nowhere"}
FOREIGN: dict[str, dict[str, Any]] = {
    "fk_villages_communes": MISSING | {"code": "v2-?"},
    "fk_accounts_communes": MISSING,
    "fk_grants_accounts": {"account_id": "nobody"},
    "fk_invitations_accounts": {"account_id": "nobody"},
    "fk_identities_accounts": {"id": "i2", "issuer": "https://x.example", "account_id": "nobody"},
    "fk_passkeys_accounts": {"id": "p2", "credential_id": b"d" * 16, "account_id": "nobody"},
    "fk_used_challenges_communes": MISSING,
    "fk_sealed_secrets_communes": MISSING,
    "fk_forgotten_keys_communes": MISSING,
    "fk_rolls_villages": {"village_code": "nowhere"},
    "fk_households_rolls": {"roll_version": 9},
    "fk_roll_uploads_villages": {"id": "u2", "village_code": "nowhere"},
    "fk_roll_uploads_accounts": {"id": "u2", "account_id": "nobody"},
    "fk_cards_villages": {"village_code": "nowhere", "key": hex_of("K2")},
    "fk_practice_cards_villages": {"village_code": "nowhere", "key": hex_of("K2")},
    "fk_card_requests_villages": {"id": "r2", "village_code": "nowhere"},
    "fk_card_requests_accounts": {"id": "r2", "asked_by": "nobody"},
    "fk_committee_members_villages": {"village_code": "nowhere"},
    "fk_committee_members_accounts": {"member": 2, "account_id": "nobody"},
    "fk_committee_messages_committee_members": {"member": 9},
    "fk_subjects_villages": {"subject_id": "s2-?", "village_code": "nowhere"},
    "fk_subject_households_subjects": {"subject_id": "s2"},
    "fk_statement_words_subjects": {"subject_id": "s2"},
    "fk_statement_answers_subjects": {"subject_id": "s2"},
    "fk_votes_villages": {"uuid": "u2-?", "village_code": "nowhere"},
    "fk_documents_votes": {"vote_uuid": "u2"},
    "fk_help_desks_villages": {"id": hex_of("D2"), "village_code": "nowhere"},
    "fk_help_desks_accounts": {"id": hex_of("D2"), "opened_by": "nobody"},
    "fk_desk_ballots_votes": {"vote_uuid": "u2"},
    "fk_reminders_votes": {"vote_uuid": "u2"},
    "fk_reminders_accounts": {"household_code": "h2", "by_account": "nobody"},
    "fk_waiting_closings_votes": {"vote_uuid": "u2"},
    "fk_messages_votes": {"vote_uuid": "u2"},
    "fk_messages_accounts": {"household_code": "h2", "asked_by": "nobody"},
    "fk_mail_wishes_accounts": {"account_id": "nobody"},
    "fk_matters_villages": {"id": "m2-?", "village_code": "nowhere", "vote_uuid": "u2"},
    "fk_matter_papers_matters": {"matter_id": "m2"},
    "fk_petitions_matters": {"id": "k2-?", "matter_id": "m2"},
    "fk_supervision_sessions_villages": {"id": "s2-?", "village_code": "nowhere"},
    "fk_recommendations_villages": {"id": "r2-?", "number": 2, "village_code": "nowhere"},
    "fk_recommendations_supervision_sessions": {"id": "r2-?", "session_id": "none"},
    "fk_annex_openings_matters": {"matter_id": "m2"},
    "fk_annex_openings_accounts": {"by_account": "nobody"},
    "fk_announcements_villages": MISSING,
    "fk_board_notes_villages": MISSING,
    "fk_announcement_papers_announcements": {"announcement_id": "a2"},
    "fk_frozen_reports_communes": MISSING,
    "fk_report_figures_accounts": {"version": 2, "typed_by": "nobody"},
    "fk_disclosures_accounts": {"id": "d2-?", "made_by": "nobody"},
    "fk_disclosure_files_disclosures": {"disclosure_id": "d2"},
    "fk_calendar_days_communes": MISSING,
    "fk_kept_forms_accounts": {"id": "f2", "account_id": "nobody"},
    "fk_kept_papers_kept_forms": {"form_id": "f2"},
    "fk_log_heads_communes": MISSING | {"origin": "other.example"},
    "fk_log_entries_log_heads": {"book": "u9"},
    "fk_log_checkpoints_log_heads": {"book": "u9"},
    "fk_log_tiles_log_heads": {"book": "u9"},
    "fk_record_facts_log_heads": {"book": "u9"},
    "fk_record_payloads_communes": MISSING,
    "fk_ballots_log_entries": {"tracker": "t2", "sequence": 2, "idx": 9},
    "fk_ballot_ciphertexts_log_entries": {"ciphertext_hash": digest("c2"), "idx": 9},
    "fk_statements_log_entries": {"tracker": "t2", "sequence": 2, "idx": 9},
    "fk_cosignatures_log_checkpoints": {"size": 9},
    "fk_witnesses_communes": MISSING,
    "fk_witness_evidence_communes": MISSING,
}


def constraints(kind: type) -> dict[str, Table]:
    tables = metadata.tables.values()
    return {str(one.name): table for table in tables for one in table.constraints if isinstance(one, kind)}


def unique_indexes() -> dict[str, Table]:
    return {str(one.name): table for table in metadata.tables.values() for one in table.indexes if one.unique}


def insert(database: Database, table: Table, row: dict[str, Any]) -> None:
    with database.transaction() as tx:
        tx._work.run(table.insert().values(row))


@pytest.fixture
def commune(database: Database) -> str:
    """The code of a commune with the good row in each table."""
    code = f"c{token_hex(4)}"
    for table in metadata.sorted_tables:
        insert(database, table, good(table, code))
    return code


@pytest.fixture(scope="module", autouse=True)
def _second(database: Database) -> None:
    """A second commune with a village, where uniqueness goes beyond the commune."""
    for name in ("communes", "villages"):
        insert(database, metadata.tables[name], good(metadata.tables[name], "second"))


def good(table: Table, commune: str, **changes: Any) -> dict[str, Any]:
    """The good row of a commune, in all but the changes; `?` stands for the commune in both."""
    row = GOOD[table.name] | changes
    return {name: value.replace("?", commune) if isinstance(value, str) else value for name, value in row.items()}


def test_no_constraint_is_forgotten() -> None:
    assert set(GOOD) == set(metadata.tables)
    assert set(CHECKS) == set(constraints(CheckConstraint))
    assert set(UNIQUE) == set(constraints(UniqueConstraint)) | set(unique_indexes())
    assert set(FOREIGN) == set(constraints(ForeignKeyConstraint))


def test_the_commune_is_part_of_every_key() -> None:
    """So that a commune can be a shard of its own; six names are unique in the whole installation besides."""
    everywhere = {
        "uq_communes_origin", "uq_villages_code", "uq_votes_uuid", "uq_subjects_subject_id", "uq_matters_id",
        "uq_log_heads_origin",
    }  # fmt: skip
    for table in metadata.tables.values():
        keys = [one for one in table.constraints if isinstance(one, UniqueConstraint) and one.name not in everywhere]
        for key in [table.primary_key, *keys, *(index for index in table.indexes if index.unique)]:
            first = next(iter(key.columns)).name
            assert first == ("code" if table.name == "communes" else "commune_id"), key.name


@pytest.mark.parametrize("name", CHECKS)
def test_a_value_out_of_bounds_is_refused(database: Database, commune: str, name: str) -> None:
    table = constraints(CheckConstraint)[name]
    with pytest.raises(BadValue, match=name):
        insert(database, table, good(table, commune, **FRESH.get(table.name, {}) | CHECKS[name]))


@pytest.mark.parametrize("name", metadata.tables)
def test_a_primary_key_twice_is_a_conflict(database: Database, commune: str, name: str) -> None:
    table = metadata.tables[name]
    with pytest.raises(Conflict) as caught:
        insert(database, table, good(table, commune, **PRIMARY.get(name, {})))
    # Where a part of the key is unique by itself, either may be named.
    assert caught.value.constraint in {f"pk_{name}", EITHER.get(name)}


@pytest.mark.parametrize("name", UNIQUE)
def test_a_unique_value_twice_is_a_conflict(database: Database, commune: str, name: str) -> None:
    table = (constraints(UniqueConstraint) | unique_indexes())[name]
    entry = good(metadata.tables["log_entries"], commune, idx=1)
    insert(database, metadata.tables["log_entries"], entry)
    with pytest.raises(Conflict) as caught:
        insert(database, table, good(table, commune, **UNIQUE[name]))
    assert caught.value.constraint == name


@pytest.mark.parametrize("name", FOREIGN)
def test_a_reference_to_nothing_is_refused(database: Database, commune: str, name: str) -> None:
    table = constraints(ForeignKeyConstraint)[name]
    with pytest.raises(MissingReference):
        insert(database, table, good(table, commune, **FOREIGN[name]))


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_a_missing_value_is_refused(database: Database, commune: str, table: Table) -> None:
    for column in table.columns:
        if not column.nullable and column.type.python_type is not dict:
            with pytest.raises((BadValue, Conflict)):
                insert(database, table, good(table, commune) | {column.name: None})


def test_a_row_referred_to_cannot_be_deleted(database: Database, commune: str) -> None:
    for name, key in [("rolls", "village_code"), ("accounts", "id"), ("votes", "uuid")]:
        table = metadata.tables[name]
        which = (table.c.commune_id == commune) & (table.c[key] == good(table, commune)[key])
        with pytest.raises(MissingReference), database.transaction() as tx:
            tx._work.run(table.delete().where(which))
