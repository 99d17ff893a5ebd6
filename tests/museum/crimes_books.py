"""Crimes against the two kinds of books and what ties them: seals, moved closing times, openings, ends, places.

The server is the criminal: every checkpoint is signed by the commune's own key, and nearly all are co-signed.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from record import sample_village
from record.sample_village import CODE, ORIGIN

from museum.bundles import files_of
from museum.crimes_log import Files, book_by_the_stranger, last_of_book
from museum.crimes_setup import entry_says
from museum.deeds import Cancel, Cast, Deed, Extend, Seal, Write
from museum.honest import FOR, HOURS, NEIGHBOURS, several, small
from museum.telling import Told, Twist, Twists, tell
from museum.witnesses import cosigned, head_of
from voting.ledger.merkle import leaf_hash, tree_root
from voting.record.entries.entry import compact
from voting.record.fields import minute, show_minute

Deeds = list[Deed]
AT = small().after
OPENING = len(small().before)
"""Where the small vote's opening stands in the commune's book."""


def doing(*deeds: Deed) -> Twists:
    """These deeds too, at the end."""
    return {"deeds": lambda honest, told: [*honest, *deeds]}


def but(place: int, **other: Any) -> Twists:
    """One deed done otherwise."""
    return {"deeds": lambda honest, told: [*honest[:place], replace(honest[place], **other), *honest[place + 1 :]]}


def left_out(*places: int) -> Twists:
    """Some deeds never happened, as far as the books say."""
    return {"deeds": lambda honest, told: [one for n, one in enumerate(honest) if n not in places]}


def third_household(told: Told, hours: float, *, votes: tuple[int, ...] = FOR) -> Cast:
    """An honest ballot of the household that has not voted."""
    envelope = sample_village.sealed(told.election, told.vote.cards[2], (votes,), 1).raw
    return Cast(envelope, show_minute(minute(told.opened["at"]) + timedelta(hours=hours)))


def names_the_opening_before(honest: dict[str, Any], told: Told) -> dict[str, Any]:
    """The vote's book says that it belongs to the village's vote before."""
    index = next(n for n, raw in enumerate(told.commune) if b'"type":"vote-opened"' in raw)
    return {"opened_index": index, "opened_leaf": leaf_hash(told.commune[index]).hex()}


def cut_short(honest: Files, told: Told) -> Files:
    """The vote's book as it stood before its last ballot, under the head that was signed then."""
    book = told.book[:-1]
    kept = {name: raw for name, raw in honest.items() if not name.startswith("vote/")}
    return kept | {"vote/checkpoint": head_of(told.book_origin, book), **files_of("vote", book)}


def cut_before_the_end(honest: Files, told: Told) -> Files:
    """The commune's book without its last entry."""
    kept = {name: raw for name, raw in honest.items() if not name.startswith("commune/tile/")}
    return kept | files_of("commune", told.commune[:-1])


CUT: Twists = {
    "checkpoint": lambda honest, told: head_of(ORIGIN, told.commune[:-1]),
    "seen": lambda honest, told: cosigned(head_of(ORIGIN, told.commune), told.commune),
    "bundle_files": cut_before_the_end,
}
"""The commune's book as it stood before its last entry; beside it the longer head that the witnesses have seen."""


def book_of_the_next_vote(honest: Files, told: Told) -> Files:
    other = tell(several(), until="cast")
    kept = {name: raw for name, raw in honest.items() if not name.startswith("vote/")}
    return kept | {"vote/checkpoint": other.book_checkpoint, **files_of("vote", other.book)}


def roll_changes(households: int) -> Write:
    value = {"v": 1, "type": "roll-frozen", "village": sample_village.CODE, "at": AT(2), "households": households}
    return Write(compact(value | {"commitment": "0" * 64, "added": 0, "removed": 3 - households}))


def larger_roll(honest: list[bytes], told: Told) -> list[bytes]:
    """A fourth household was added, and got no card; the vote opens as if it were not there."""
    value = json.loads(roll_changes(3).raw) | {"at": told.vote.opened["at"], "households": 4, "added": 1}
    return [*honest, compact(value)]


def later(*lines: Callable[[Told], bytes]) -> Twists:
    """More entries of the commune's book, after all else."""
    return {"commune": lambda honest, told: [*honest, *(line(told) for line in lines)]}


def extension(told: Told) -> bytes:
    """An extension in the minute of the closing."""
    return told.line("vote-extended", told.closes_at, closes_at=AT(HOURS + 24), reason="mưa bão", by="head")


def cancellation(told: Told) -> bytes:
    end = {"size": len(told.book), "root": tree_root(told.book).hex()}
    return told.line("vote-cancelled", told.closes_at, **end, reason="sai câu hỏi", by="head")


def cancellation_of_more(told: Told) -> bytes:
    """A cancellation after the closing, of a book that has a line more than the closing counted."""
    end = {"size": len(told.book) + 1, "root": "0" * 64}
    return told.line("vote-cancelled", told.closes_at, **end, reason="sai câu hỏi", by="head")


def neighbours_say(kind: bytes, **said: Any) -> Twist:
    """An entry about the neighbouring village's vote says something else."""

    def twist(honest: Deeds, told: Told) -> Deeds:
        place = next(n for n, one in enumerate(honest) if isinstance(one, Write) and b'"type":"' + kind in one.raw)
        return [*honest[:place], Write(entry_says([honest[place].raw], 0, **said)[0]), *honest[place + 1 :]]

    return twist


def neighbours_without(kind: bytes) -> Twist:
    return lambda honest, told: [
        one for one in honest if not (isinstance(one, Write) and b'"type":"' + kind in one.raw)
    ]


def another_ballot_behind_the_seal(honest: Deeds, told: Told) -> Deeds:
    """Another ballot stands in the place of the household's; the commune's book has sealed the one that it cast."""
    seal = Seal(AT(3), {"root": tree_root(tell(told.vote, until="cast").book).hex()})
    return [*honest[:-1], third_household(told, 0), seal]


def sealed_twice_at_once(honest: Deeds, told: Told) -> Deeds:
    first = {"book": told.vote.uuid, "size": 1, "root": tree_root(told.book).hex()}
    return [*honest, Seal(AT(3), books=(first,))]


OPEN: dict[str, Twists] = {
    "seal-of-a-size-that-never-was": doing(Seal(AT(3), {"size": 9, "root": "0" * 64})),
    "seal-with-another-root": doing(Seal(AT(3), {"root": "0" * 64})),
    "seal-of-nothing": doing(Seal(AT(3), {"size": 0})),
    "sealed-twice-at-one-size": doing(Seal(AT(3)), Seal(AT(4))),
    "seal-smaller-than-the-last": doing(Seal(AT(3)), Seal(AT(4), {"size": 1})),
    "seal-of-a-book-nobody-opened": doing(Seal(AT(3), {"book": "11111111111111"})),
    "one-book-sealed-twice-at-once": {"deeds": sealed_twice_at_once},
    "seal-about-a-village": doing(Seal(AT(3), village=CODE)),
    "vote-book-cut-at-an-earlier-head": doing(Seal(AT(3))) | {"bundle_files": cut_short},
    "forked-vote-book": {"deeds": another_ballot_behind_the_seal},
    "roll-changed-while-the-vote-is-open": doing(roll_changes(2)),
    "larger-roll-passed-over": {"before": larger_roll},
    "ballot-in-the-communes-book": {"commune": lambda honest, told: [*honest, told.book[-1]]},
    "opening-in-the-votes-book": {"book": lambda honest, told: [*honest, compact(told.opened)]},
    "book-started-twice": {"book": lambda honest, told: [honest[0], *honest]},
    "book-never-started": {"book": lambda honest, told: honest[1:]},
    "book-of-another-opening": {"started": lambda honest, told: honest | {"opened_leaf": "0" * 64}},
    "ballot-entry-of-another-vote": last_of_book(vote=several().uuid),
    "ballot-entry-of-another-village": last_of_book(village=NEIGHBOURS),
    "vote-book-signed-by-another-key": {"book_checkpoint": book_by_the_stranger},
    "vote-book-signed-in-the-communes-name": {"book_checkpoint": lambda honest, told: head_of(ORIGIN, told.book)},
    "vote-book-of-the-next-vote": {"bundle_files": book_of_the_next_vote},
    "extended-beyond-ninety-days": doing(Extend(AT(3), AT(91 * 24))),
    "extended-to-an-earlier-hour": doing(Extend(AT(3), AT(24))),
    "extension-in-the-communes-book-only": doing(Extend(AT(3), AT(HOURS + 24), in_book=False)),
    "moved-to-another-hour": doing(Extend(AT(3), AT(HOURS + 24), says={"closes_at": AT(HOURS + 25)})),
    "moved-by-another-extension": doing(Extend(AT(3), AT(HOURS + 24), says={"extended_leaf": "0" * 64})),
    "moved-by-the-opening": doing(Extend(AT(3), AT(HOURS + 24), says={"extended_index": OPENING})),
    "closing-moved-after-its-hour": doing(Extend(AT(HOURS), AT(HOURS + 24), in_commune=False)),
    "cancelled-at-another-root": doing(Cancel(AT(6), {"root": "0" * 64})),
    "cancelled-at-an-earlier-size": doing(Cancel(AT(6), {"size": 1, "root": "0" * 64})),
}
"""Twists of the tiny vote while it is open."""

CLOSED: dict[str, Twists] = {
    "vote-book-shorter-than-the-closing": {"bundle_files": cut_short},
    "extended-after-the-closing": later(extension),
    "cancelled-after-the-closing": later(cancellation_of_more),
    "closed-twice": later(lambda told: told.commune[-1]),
    "sealed-after-the-closing": later(lambda told: Seal(told.closes_at).line(told)),
    "last-entry-cut-off": CUT,
}
"""Twists of the tiny vote until it is closed."""

EXTENDED: dict[str, Twists] = {
    "extension-in-the-votes-book-only": but(1, in_commune=False),
    "closed-at-the-old-hour": {
        "deeds": lambda honest, told: honest[:-1],
        "closing": lambda honest, told: honest | {"at": AT(HOURS)},
    },
    "extension-left-out-of-both-books": left_out(1),
}
"""Twists of the vote that is extended, until it is closed."""

CANCELLED: dict[str, Twists] = {"cut-before-the-cancellation": CUT}
"""Twists of the vote that is cancelled."""

BESIDE: dict[str, Twists] = {
    "neighbours-count-more-voters-than-households": {
        "deeds": neighbours_say(b"vote-closed", voted=4, ballots=4, size=5)
    },
    "neighbours-count-what-was-never-closed": {"deeds": neighbours_without(b"vote-closed")},
    "neighbours-book-smaller-than-its-seal": {"deeds": neighbours_say(b"vote-closed", size=1, ballots=0, voted=0)},
}
"""Twists of the vote while which the neighbours vote too."""

SECOND_VOTE: dict[str, Twists] = {
    "book-of-the-vote-before": {"started": names_the_opening_before},
}
"""Twists of the second vote, while it is open."""
