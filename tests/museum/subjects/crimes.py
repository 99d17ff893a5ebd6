"""What can be wrong with a subject's bundle: crime -> the members of its zip."""

import json
from collections.abc import Callable
from dataclasses import replace

from record.sample_subject import spoken
from record.sample_village import commitment

from museum.subjects.telling import (
    Told,
    by_a_stranger,
    changed,
    consented,
    counted,
    honest,
    place_of,
    polled,
    retied,
    still_open,
    with_list,
    with_statement,
    without,
)

Files = dict[str, bytes]
OTHER_CARD = "tay-hoa 1"


def card(household: int) -> str:
    """A household's card in the honest village."""
    return spoken()[0].cards[household]


def book_changed(place: int, change: Callable[[dict], None]) -> Told:
    one = honest()
    return retied(replace(one, book=changed(one.book, place, change)))


def value_flipped() -> Files:
    """The server turns an objection into a yes."""
    told = book_changed(2, lambda entry: entry["statement"].update(value="right", text=None))
    return told.files()


def replayed() -> Files:
    """The first statement of a household stands again at the end, so that it counts."""
    one = honest()
    entry = json.loads(one.book[1]) | {"at": json.loads(one.book[-1])["at"]}
    raw = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return counted(retied(replace(one, book=(*one.book, raw))), right=3, objection=0).files()


def older_last() -> Files:
    """Two statements of a household change places."""
    one = honest()
    first, last = json.loads(one.book[1]), json.loads(one.book[5])
    first["statement"], last["statement"] = last["statement"], first["statement"]
    raws = list(one.book)
    for place, entry in ((1, first), (5, last)):
        raws[place] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return counted(retied(replace(one, book=tuple(raws))), right=3, objection=0).files()


def of_another_subject() -> Files:
    one = honest()
    return retied(with_statement(one, card(3), place=3, subject="1" * 14)).files()


def of_another_village() -> Files:
    return retied(with_statement(honest(), OTHER_CARD, place=3)).files()


def late() -> Files:
    one = honest()
    closes = json.loads(one.commune[place_of(one.commune, "subject-opened")])["closes_at"]
    return book_changed(5, lambda entry: entry.update(at=closes)).files()


def left_out_before_the_seal() -> Files:
    one = honest()
    return counted(retied(replace(one, book=without(one.book, 2)), seals=False), right=1, objection=1).files()


def left_out_at_the_end() -> Files:
    """The book is cut short and signed; the commune's book has closed a longer one."""
    one = honest()
    return replace(one, book=one.book[:-1]).files()


def counts_exchanged() -> Files:
    return counted(honest(), right=1, objection=2).files()


def stranger_on_the_list() -> Files:
    """One household's pseudonym gives way to a stranger's: to be seen with the card register."""
    one = honest()
    (raw,) = one.payloads.values()
    silent = spoken()[0].statement(one.subject, 3).statement["pseudonym"]
    stranger = with_statement(one, "nobody", place=3).book[3]
    listed = [name for name in json.loads(raw) if name != silent]
    return retied(with_list(one, [*listed, json.loads(stranger)["statement"]["pseudonym"]])).files()


def another_list() -> Files:
    one = honest()
    (name,) = one.payloads
    return one.files(payloads={name: b"[]"})


def one_more_on_the_list() -> Files:
    one = honest()
    (raw,) = one.payloads.values()
    extra = json.loads(with_statement(one, "nobody", place=3).book[3])["statement"]["pseudonym"]
    return retied(with_list(one, [*json.loads(raw), extra])).files()


def list_missing() -> Files:
    return honest().files(payloads={})


def something_unnamed() -> Files:
    one = honest()
    raw = b"Ho so 2: Nguyen Van An"
    from hashlib import sha256  # noqa: PLC0415

    return one.files(payloads={**one.payloads, sha256(raw).hexdigest(): raw})


def closed_twice() -> Files:
    one = honest()
    return replace(one, commune=(*one.commune, one.commune[-1])).files()


def opened_twice() -> Files:
    one = honest()
    place = place_of(one.commune, "subject-opened")
    raws = (*one.commune[: place + 1], one.commune[place], *one.commune[place + 1 :])
    return retied(replace(one, commune=raws)).files()


def closed_too_early() -> Files:
    one = honest()
    place = place_of(one.commune, "subject-closed")
    at = json.loads(one.book[-1])["at"]
    return replace(one, commune=changed(one.commune, place, lambda entry: entry.update(at=at))).files()


def words_in_the_book() -> Files:
    return book_changed(2, lambda entry: entry.update(words="Hộ tôi đã tách hộ.")).files()


def other_opening() -> Files:
    one = honest()
    return replace(
        one, book=changed(one.book, 0, lambda entry: entry.update(opened_leaf=commitment("another opening")))
    ).files()


def by_stranger() -> Files:
    one = honest()
    return one.files(book=by_a_stranger(one))


def never_opened() -> Files:
    one = honest()
    kept = tuple(raw for raw in one.commune if b'"subject-' not in raw and b'"books-sealed"' not in raw)
    return replace(one, commune=kept).files()


def extra_member() -> Files:
    return {**honest().files(), "subject/names.csv": b"DH-001;Nguyen Van An\n"}


def step_changed(one: Told, step: str, **fields: object) -> Files:
    """A step of the matter says something else."""
    place = place_of(one.commune, step)
    return replace(one, commune=changed(one.commune, place, lambda entry: entry.update(fields))).files()


def backed_by_nobody() -> Files:
    """The Front's own act is left out."""
    one = consented(backed=1)
    return replace(one, commune=without(one.commune, place_of(one.commune, "matter-backed"))).files()


def spoken_too_often() -> Files:
    """A card's twenty-first number."""
    one = honest()
    return counted(retied(with_statement(one, card(3), place=6, n=21)), right=3, objection=1).files()


GOOD: dict[str, Callable[[], Files]] = {
    "good-closed": lambda: honest().files(),
    "good-open": lambda: still_open().files(),
    "good-form-poll": lambda: polled().files(),
    "good-consents": lambda: consented().files(),
    "good-consents-backed": lambda: consented(backed=1).files(),
}
CRIMES: dict[str, Callable[[], Files]] = {
    "value-flipped": value_flipped,
    "statement-replayed": replayed,
    "older-statement-last": older_last,
    "statement-about-another-subject": of_another_subject,
    "statement-by-another-villages-card": of_another_village,
    "statement-after-the-closing": late,
    "statement-left-out-before-a-seal": left_out_before_the_seal,
    "statement-left-out-at-the-end": left_out_at_the_end,
    "counts-exchanged": counts_exchanged,
    "stranger-on-the-list": stranger_on_the_list,
    "another-list": another_list,
    "one-more-on-the-list": one_more_on_the_list,
    "list-missing": list_missing,
    "something-unnamed": something_unnamed,
    "closed-twice": closed_twice,
    "opened-twice": opened_twice,
    "closed-too-early": closed_too_early,
    "words-in-the-book": words_in_the_book,
    "book-of-another-opening": other_opening,
    "book-signed-by-a-stranger": by_stranger,
    "never-opened": never_opened,
    "member-more": extra_member,
    "poll-says-more-than-the-cards": lambda: step_changed(polled(), "matter-polled", in_favour=13),
    "poll-typed-though-asked-by-card": lambda: step_changed(polled(), "matter-polled", way="group", counted_in=""),
    "poll-of-a-subject-never-asked": lambda: step_changed(polled(), "matter-polled", counted_in="1" * 14),
    "poll-of-a-subject-about-another-matter": lambda: step_changed(polled(), "subject-opened", about="1" * 14),
    "poll-values-exchanged": lambda: step_changed(polled(), "subject-opened", values=["no", "yes"]),
    "consents-more-than-the-cards": lambda: step_changed(consented(), "matter-proposed", consents=3),
    "consents-to-other-words": lambda: step_changed(consented(), "matter-proposed", content="0" * 64),
    "consents-older-than-three-months": lambda: step_changed(consented(), "matter-proposed", at="2027-03-01T01:00Z"),
    "backing-left-out": backed_by_nobody,
    "backing-by-the-head": lambda: step_changed(consented(backed=1), "matter-backed", by="head"),
    "spoken-too-often": spoken_too_often,
}
