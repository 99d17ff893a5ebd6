"""Crimes that hide a part of the truth: another result, a ballot, a household's last word, a card that was closed.

What is shown is whole in itself and signed; what was sealed, co-signed, or given to a household before shows the rest.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from record import sample_village
from record.sample_village import ORIGIN

from museum.crimes_books import AT, Deeds, but, doing, later, third_household
from museum.crimes_count import honest_closing, log_alone
from museum.deeds import Bar, Cancel, Cast, Seal, SwapIn
from museum.honest import AGAINST, FOR, HOURS
from museum.telling import Told, Twists, last_choices, tell
from museum.witnesses import cosigned, head_of
from voting.ledger.merkle import leaf_hash, node_reader
from voting.ledger.tlog_proof import make_receipt
from voting.record.entries.entry import compact


def opened_again(honest: list[bytes], told: Told) -> list[bytes]:
    """Before this opening, the same vote was opened, closed and counted already."""
    return tell(told.vote).commune


def a_week_later(honest: dict[str, Any], told: Told) -> dict[str, Any]:
    week = 7 * 24
    return honest | {"at": AT(week), "opens_at": AT(week), "closes_at": AT(week + HOURS)}


def the_other_way(honest: Deeds, told: Told) -> Deeds:
    return [third_household(told, 0, votes=AGAINST)]


def officials(at: str) -> bytes:
    """An entry about nothing that matters here."""
    value = {"v": 1, "type": "officials-changed", "village": sample_village.CODE, "at": at}
    return compact(value | {"commitment": "0" * 64, "by": "commune"})


def behind_the_witnesses(at: str) -> Twists:
    """The witnesses saw the book an hour after its result; then an entry was added with this date."""

    def seen_late(_: bytes, told: Told) -> bytes:
        entries = told.commune[:-1]
        return cosigned(head_of(ORIGIN, entries), [*entries, officials(AT(HOURS + 1))])

    return {**later(lambda told: officials(at)), "checkpoint": log_alone, "seen": seen_late}


def as_it_was_sealed(honest: Deeds, told: Told) -> Iterator[Seal]:
    """The seals that the commune's book got from the honest vote's book: they are co-signed, and stay."""
    sealed = [json.loads(raw) for raw in tell(told.vote, until="cast").commune if b'"type":"books-sealed"' in raw]
    for one in sealed:
        own = next(book for book in one["books"] if book["book"] == told.vote.uuid)
        yield Seal(one["at"], own)


def behind_the_seals(change: Callable[[Deeds, Told], Deeds]) -> Twists:
    """Other deeds stand in the vote's book, the seals are those of the honest one."""

    def twist(honest: Deeds, told: Told) -> Deeds:
        seals = as_it_was_sealed(honest, told)
        return [next(seals) if isinstance(one, Seal) else one for one in change(honest, told)]

    return {"deeds": twist}


def without_the_second_ballot(honest: Deeds, told: Told) -> Deeds:
    """The household that voted twice is shown with its first ballot only; another one votes, and numbers are kept."""
    first, _second, seal, third, _seal = honest
    return [first, seal, third, third_household(told, 6)]


def with_the_lost_card(honest: Deeds, told: Told) -> Deeds:
    """Nothing is said of the lost card: whoever found it votes, and the household's spare card does not."""
    first, _closed, _added, seal, _by_spare = honest
    second = sample_village.sealed(told.election, told.vote.cards[1], (FOR,), 1).raw
    return [first, third_household(told, 2), Cast(second, AT(3)), seal]


def exchanging(change: Callable[[Deeds, Sequence[str]], Deeds]) -> Twists:
    """Cards are closed and exchanged in another way; the cards are the households' and, last, the spare."""
    return {"deeds": lambda honest, told: change(honest, told.vote.cards)}


def held_by_the_third(told: Told) -> Told:
    """The vote's book as it was before the third household's ballot was left out of it, or exchanged for another."""
    return tell(told.vote, until="cast", deeds=lambda deeds, _: [*deeds, third_household(told, 6)])


def receipt(told: Told, index: int) -> bytes:
    """The receipt of an entry under the newest head of a book."""
    return make_receipt(index, told.book_checkpoint, node_reader([leaf_hash(raw) for raw in told.book])).encode()


LEFT_OUT: Twists = {
    "deeds": lambda honest, told: [*honest, third_household(told, 6)],
    "closing": honest_closing,
    "events": lambda honest, told: [one for one in honest if one.data[:1] != (told.ballots[-1],)],
    "counted": lambda honest, told: last_choices(told.envelopes[:-1]),
}
"""The book has a ballot of the third household; closing, archive and tally go on as if it had not."""

COUNTED: dict[str, Twists] = {
    "opened-twice": {"before": opened_again, "opened": a_week_later, "deeds": the_other_way},
    "opened-again-afterwards": later(lambda told: compact(a_week_later(told.opened, told))),
    "ballot-left-out-of-the-closing": LEFT_OUT,
    "cancelled-and-yet-counted": doing(Cancel(AT(6))),
    "dated-before-the-witnesses-saw-it": behind_the_witnesses(AT(HOURS)),
    "receipt-of-a-ballot-left-out": {},
    "receipt-of-another-history": {"deeds": lambda honest, told: [*honest, third_household(told, 6, votes=AGAINST)]},
}
"""Twists of the tiny vote, told to its end."""

ARCHIVED: dict[str, Twists] = {
    "second-ballot-kept-out-of-the-archive": {
        "events": lambda honest, told: [one for one in honest if one.data[:1] != (told.ballots[1],)]
    },
}
"""Twists of the small vote, until it is closed."""

SEALED: dict[str, Twists] = {
    "ballot-exchanged-behind-the-last-seal": behind_the_seals(
        lambda honest, told: [*honest[:3], third_household(told, 5), honest[4]]
    ),
    "second-ballot-of-a-household-hidden": behind_the_seals(without_the_second_ballot),
    "closed-before-its-last-seal": {"closing": lambda honest, told: honest | {"size": 3, "ballots": 2}},
    "closed-with-another-root-than-sealed": {"closing": lambda honest, told: honest | {"root": "0" * 64}},
}
"""Twists of the vote that is sealed twice, until it is closed."""

EXCHANGED: dict[str, Twists] = {
    "closed-credential-hidden": behind_the_seals(with_the_lost_card),
    "spare-card-for-a-household-that-has-voted": exchanging(
        lambda honest, cards: [honest[0], Bar(cards[0], AT(2)), SwapIn(cards[3], cards[0], AT(3))]
    ),
    "spare-card-for-nobody": exchanging(lambda honest, cards: [honest[0], SwapIn(cards[3], cards[2], AT(3))]),
    "closed-credential-not-counted": but(1, says={"count": 2}),
    "receipt-of-no-ballot": {},
}
"""Twists of the vote in which a card is exchanged, while it is open."""

BALLOTS_OF_OPEN: dict[str, Twists] = {
    "late-ballot-without-an-extension": {"deeds": lambda honest, told: [*honest, third_household(told, HOURS + 1)]},
}
"""A ballot, the last entry of the book of the small vote, that comes when it may not."""

BALLOTS_OF_EXCHANGED: dict[str, Twists] = {
    "ballot-of-a-closed-credential": {"deeds": lambda honest, told: [*honest[:-1], third_household(told, 6)]},
}
"""The same in the vote in which a card is exchanged."""

BALLOTS_OF_CANCELLED: dict[str, Twists] = {
    "ballot-after-the-cancellation": {"deeds": lambda honest, told: [*honest, third_household(told, 6)]},
}
"""The same in the vote that is cancelled."""

SEEN_EARLIER = behind_the_witnesses(AT(HOURS + 2))
"""No crime: an entry came after the witnesses saw the book, and is dated so."""

RECEIPTS: dict[str, Callable[[Told], bytes]] = {
    "receipt-of-a-ballot-left-out": lambda told: receipt(held_by_the_third(told), 2),
    "receipt-of-another-history": lambda told: receipt(held_by_the_third(told), 2),
    "receipt-of-no-ballot": lambda told: receipt(told, 2),
}
"""What a household holds in its hand beside these pieces."""
