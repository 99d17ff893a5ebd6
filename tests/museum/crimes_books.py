"""Crimes that show a part of the truth: of an opening, a ballot, a cancellation, an extension, a roll, a card, a seal.

Every checkpoint in them is signed by the commune's own key, and nearly all are co-signed: the server is the criminal.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from record.sample_village import LOG_KEY, ORIGIN, sealed

from museum import honest as stories
from museum.bundles import files_of
from museum.deeds import Bar, Cancel, Cast, Deed, Extend, Seal, SwapIn, Write, WriteInBook, ballot_line
from museum.honest import NO, YES, small
from museum.telling import Told, Twist, Twists, tell
from museum.vote import Vote
from museum.witnesses import cosigned, head_of
from voting.ledger.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from voting.ledger.merkle import leaf_hash, tree_root
from voting.ledger.note import NoteSigner, add_signatures, parse_note
from voting.record.entries.entry import compact
from voting.record.fields import minute, show_minute
