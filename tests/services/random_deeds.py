"""Deeds good and bad, for a village whose books are judged twice; each is told by a name and two numbers."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from record.sample_village import CODE, DAYS, USUAL, WITH_BLANK, base58, changed, commitment, server_secret
from record.sample_witnesses import policy_of
from services.matter_deeds import MATTER_DEEDS
from services.twin_village import TwinVillage, error_of

from voting.ballots import strict_json
from voting.crypto.group import G
from voting.law.periods import day_of
from voting.record.entries.casting import BallotCast, BookStarted, ClosingMoved
from voting.record.entries.commune import BooksSealed, OfficialsChanged, PolicyChanged, SettingsChanged
from voting.record.entries.disclosure import Disclosed, DisclosureAdded, DisclosureEnded
from voting.record.entries.entry import Book, Entry, entry_bytes
from voting.record.entries.parsing import parse_entry
from voting.record.entries.publicity import NoticeCorrected, NoticePosted, NoticeWithdrawn, ReportFrozen, ReportSent
from voting.record.entries.village import VillageEnded
from voting.record.errors import RecordError
from voting.record.fields import Seal

VOTES = [base58(f"vote|{CODE}|{number}", 14) for number in range(1, 5)]
"""The first is open from the start, the others may be opened, the last never is."""
CHOICES = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
MINUTES = (1, 0, 60, 1, -1, 24 * 60)
Deed = Callable[[TwinVillage, int, int], object]


def time(village: TwinVillage, n: int, _: int) -> None:
    village.at += timedelta(minutes=MINUTES[n % len(MINUTES)])


# ballots


def envelope(village: TwinVillage, n: int, m: int) -> Any:
    """Household n (or the spare card, or a stranger); m is its choice and its sequence."""
    cards = [*(card or "nobody" for card in village.cards), *village.spares, "nobody"]
    return village.envelope(VOTES[0], cards[n % len(cards)], (CHOICES[m % 3],), m % 4 + 1)


def ballot(village: TwinVillage, n: int, m: int) -> Entry:
    return village.ballot(envelope(village, n, m))


def ballot_with_a_stolen_seal(village: TwinVillage, n: int, m: int) -> Entry:
    other = strict_json.load(envelope(village, n + 1, m).raw)
    return village.ballot(changed(envelope(village, n, m), seal=other["seal"]))


def ballot_with_stolen_ciphertexts(village: TwinVillage, n: int, m: int) -> Entry:
    mine, other = (strict_json.load(envelope(village, one, m).raw)["ballot"] for one in (n, n + 1))
    return village.ballot(changed(envelope(village, n, m), ballot=mine | {"answers": other["answers"]}))


def misplaced_ballot(village: TwinVillage, n: int, m: int) -> Entry:
    return replace(village.ballot(envelope(village, n, m)), vote=VOTES[1])


# what else stands in a vote's book


def started_again(village: TwinVillage, n: int, m: int) -> Entry:
    place = village.vote(VOTES[0]).opening
    return village.entry(BookStarted, vote=VOTES[0], opened_index=place.index + n % 2, opened_leaf=place.leaf)


def bar(village: TwinVillage, n: int, _: int) -> None:
    village.bar(VOTES[0], f"{CODE} {n % 8 + 1}")


def swap_in(village: TwinVillage, n: int, m: int) -> None:
    village.swap_in(VOTES[0], f"{CODE} {7 - m % 2}", f"{CODE} {n % 8 + 1}")


def exchange(village: TwinVillage, n: int, m: int) -> None:
    error_of(lambda: bar(village, n, m))
    swap_in(village, n, m)


def moved_without_extension(village: TwinVillage, n: int, m: int) -> Entry:
    closes_at = village.book(VOTES[0]).tallies.closes_at + timedelta(hours=m, days=100 * (n == 4))
    leaf = commitment("no extension")
    return village.entry(ClosingMoved, vote=VOTES[0], extended_index=n * 5, extended_leaf=leaf, closes_at=closes_at)


# the commune's book


def freeze(village: TwinVillage, n: int, _: int) -> None:
    village.freeze(6 + n % 2)


def issue(village: TwinVillage, n: int, _: int) -> None:
    village.issue(spares=n % 2)


def revoke(village: TwinVillage, n: int, _: int) -> None:
    if village.cards[n % 6]:
        village.revoke(n % 6, "mất thẻ" if n else "mất\u202ethẻ")


def form(village: TwinVillage, n: int, _: int) -> None:
    village.form(3 + n % 4)


def open_vote(village: TwinVillage, n: int, m: int) -> None:
    village.open(n % 3 + 1, ((USUAL,), (WITH_BLANK, DAYS))[m % 2], hours=(48, 1, 91 * 24)[m % 3])


def opening(village: TwinVillage, n: int, _: int) -> Entry:
    return village.opening(n % 3 + 1)


def extend(village: TwinVillage, n: int, _: int) -> None:
    village.extend(VOTES[0], hours=(24, 0, 100 * 24)[n % 3], reason=("mưa bão", "mưa\u200bbão")[n // 3 % 2])


def seal_books(village: TwinVillage, n: int, m: int) -> Entry:
    uuids = VOTES[: n % 4] or VOTES[:1]
    known = [village.books[one] for one in uuids if one in village.books]
    seals = [(one.setup.uuid, Seal(one.size + (m == 1), one.root_at(max(1, one.size - (m == 2))))) for one in known]
    return BooksSealed(village="", at=village.at, books=tuple(sorted(seals) if m != 3 else seals))


def change_policy(village: TwinVillage, n: int, m: int) -> Entry:
    """One that can be gone by, the newest again, or one that nobody could go by."""
    texts = (
        policy_of(0),
        policy_of(0, 1, least=1),
        policy_of(),
        "quorum none\n",
        policy_of(2).replace("https:", "at:"),
    )
    return PolicyChanged(village=CODE if m == 3 else "", at=village.at, policy=texts[n % 5], by="admin")


def correct(village: TwinVillage, n: int, m: int) -> None:
    """Of the opening's paper, of an opening's words, or of any entry near the end."""
    papers = [commitment(text) for text in ("giấy mời họp", "bản đúng", "bản thứ ba")]
    if m < 2:
        village.correct(VOTES[0], papers[n % 3], papers[(n + 1 + m) % 3])
    else:
        village.correct(VOTES[n % 2], corrects=max(0, village.commune.size - 1 - n % 4))


def cancel(village: TwinVillage, n: int, _: int) -> None:
    village.cancel(VOTES[n % 3])


def closing(village: TwinVillage, n: int, _: int) -> Entry:
    return village.closing(VOTES[n % 2])


def close(village: TwinVillage, n: int, _: int) -> None:
    village.close(VOTES[n % 2])


def tally(village: TwinVillage, n: int, _: int) -> None:
    village.tally(VOTES[n % 2])


def partial(village: TwinVillage, n: int, m: int) -> Entry:
    return village.partial(VOTES[n % 2], m % 4 + 1)


def result(village: TwinVillage, n: int, _: int) -> Entry:
    return village.result(VOTES[n % 2])


def count(village: TwinVillage, n: int, _: int) -> None:
    village.close(VOTES[n % 2])
    village.count(VOTES[n % 2])


def set_number(village: TwinVillage, n: int, m: int) -> Entry:
    key = ("online.notice", "result.posting", "online.send")[n % 3]
    return SettingsChanged(village="", at=village.at, key=key, value=(1, 7, 30, 0)[m % 4], reason="ở xa", by="admin")


def name_neighbours(village: TwinVillage, n: int, m: int) -> Entry:
    return OfficialsChanged(village="thon-khac", at=village.at, commitment=commitment(str(n)), by="admin")


def merge(village: TwinVillage, n: int, m: int) -> Entry:
    """The neighbours come, or, less often, the village itself goes to them."""
    over, into = (CODE, "thon-khac") if n == m == 0 else ("thon-khac", (CODE, "nowhere")[m == 1])
    return VillageEnded(village=over, at=village.at, successors=(into,), reason="nghị quyết", by="admin")


def tell(village: TwinVillage, n: int, m: int) -> Entry:
    """The village is told one of two things, in other words, or no more."""
    fields = {"notice": base58(f"tin|{m % 2}", 14), "by": ("head", "front", "commune", "team")[n % 4]}
    said = {"words": commitment(f"tin {n}"), "source": ("commune", "press")[n % 5 == 0], "papers": ()}
    said["until"] = village.at + timedelta(days=n % 3)
    match m % 3:
        case 0:
            return village.entry(NoticePosted, **fields, **said)
        case 1:
            return village.entry(NoticeCorrected, **fields, **said, reason="nhầm ngày")
    return village.entry(NoticeWithdrawn, **fields, reason="đã hoãn")


def report(village: TwinVillage, n: int, m: int) -> Entry:
    """The report of a half-year is settled, the first time or again."""
    fields = {"period": ("2026-1", "2026", "2099")[m % 3], "revision": n % 3, "reason": "chốt"}
    papers = (commitment("báo cáo"),) * (n % 5)
    return village.entry(ReportFrozen, **fields, by=("head", "commune")[n % 4 == 0], papers=papers)


def send_report(village: TwinVillage, n: int, m: int) -> Entry:
    """It is sent, or is said to be, to whom it goes or to somebody else, today or on another day."""
    fields = {"period": ("2026-1", "2026", "2099")[m % 3], "revision": n % 3, "by": ("head", "commune")[n % 4 == 0]}
    to, day = ("commune", "commune-front", "council", "head")[(n + m) % 4], day_of(village.at)
    return village.entry(ReportSent, **fields, to=to, sent=day + timedelta(days=(0, 0, 0, -1, 1)[m % 5]))


def make_public(village: TwinVillage, n: int, m: int) -> Entry:
    """Something is made public, in a further form, or no longer; of one of two things."""
    day = day_of(village.at)
    fields = {"disclosure": base58(f"mục|{n % 2}", 14), "by": ("head", "commune", "front")[m % 3]}
    match (n + m) % 3:
        case 0:
            paper = {"item": n % 16, "title": "Quyết toán" if n % 3 else "", "words": commitment("a"), "papers": ()}
            dates = {"decided": day - timedelta(days=m), "due": day + timedelta(days=7 - m), "first": day}
            forms = ("posting", "portal")[: 1 + n % 2]
            return village.entry(Disclosed, **fields, **paper, **dates, plan="", sector=m % 2, forms=forms)
        case 1:
            added = {"forms": ("other", "loudspeaker")[: n % 3], "photos": (commitment(f"ảnh {m}"),) * (m % 2)}
            return village.entry(DisclosureAdded, **fields, **added, first=day - timedelta(days=n % 2))
    return village.entry(DisclosureEnded, **fields, last=day, reason="" if n % 2 else "nhầm")


DEEDS: dict[str, Deed] = {
    deed.__name__: deed
    for deed in (
        time, ballot, ballot_with_a_stolen_seal, ballot_with_stolen_ciphertexts, misplaced_ballot,
        started_again, bar, exchange, moved_without_extension, freeze, issue, revoke, form, open_vote, opening, extend,
        seal_books, change_policy, set_number, name_neighbours, merge, tell, report, send_report, make_public, correct,
        cancel, closing, close, tally, partial, result, count,
    )
} | MATTER_DEEDS  # fmt: skip
ON_THE_ROAD = [*MATTER_DEEDS, "time", "count", "freeze"]
"""Those about matters, a vote's count among them."""

WHILE_OPEN = ["ballot"] * 6 + [
    "ballot_with_a_stolen_seal", "ballot_with_stolen_ciphertexts", "misplaced_ballot", "started_again", "bar",
    "exchange", "moved_without_extension", "extend", "correct", "seal_books", "change_policy", "revoke", "time",
    "set_number", "name_neighbours", "merge", "tell", "report", "make_public",
]  # fmt: skip
"""Those that go on while a vote is open, honest ballots more often than others."""


def do(village: TwinVillage, name: str, n: int, m: int, change: int) -> None:
    """One deed; if it gives an entry, that one, changed in one field (0: as it is), is offered to its book."""
    try:
        entry = DEEDS[name](village, n, m)
    except RecordError:
        return  # refused twice, or there is nothing yet to make such an entry of
    except (KeyError, AttributeError):
        return  # about a vote that was never opened, or something of it that is not there yet
    if isinstance(entry, Entry):
        offer(village, changed_in_one_field(entry, change))


def offer(village: TwinVillage, entry: Entry) -> None:
    """Written where it belongs, if it has a form at all."""
    in_vote = isinstance(entry, (BallotCast, BookStarted, ClosingMoved))
    if error_of(lambda: parse_entry(entry_bytes(entry), Book.VOTE if in_vote else Book.COMMUNE)) is not None:
        return
    error_of(lambda: village.write_in_vote(VOTES[0], entry) if in_vote else village.write(entry))


def changed_in_one_field(entry: Entry, change: int) -> Entry:
    """Another value of the same kind in the field of this number."""
    if not change:
        return entry
    names = [one.name for one in fields(entry)]
    name = names[change % len(names)]
    return replace(entry, **{name: _other(getattr(entry, name), change)})


def _other(value: Any, change: int) -> Any:
    match value:
        case int():
            return value + 1
        case date() if not isinstance(value, datetime):
            return value + timedelta(days=(1, -1, 30)[change % 3])
        case datetime():
            return value + timedelta(minutes=(1, -1, 60 * 24 * 100)[change % 3])
        case str() if len(value) == 64:
            return commitment(value)
        case str():
            return {CODE: "thon-khac", "": CODE, VOTES[0]: VOTES[1], VOTES[1]: VOTES[3]}.get(value, value + " ")
        case tuple():
            return value[:-1] if change % 2 else value[::-1] or (commitment("more"),)
        case _:
            return {}


def server_keys() -> list[str]:
    """The public keys of the server in these votes (hex)."""
    return [(G ** server_secret(uuid)).hex for uuid in VOTES]
