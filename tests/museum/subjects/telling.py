"""Both books of a subject as the holder of the commune's key can tell them: hashed and signed rightly, true or not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from typing import Any

from record import sample_village as sample
from record.road import Matter
from record.sample_subject import SpeakingVillage, signed, speaking, spoken
from verifier.forger import STRANGER
from verifier.forger import signed as signed_book

from voting.ballots import strict_json
from voting.ledger.merkle import leaf_hash, root_of
from voting.record.book_files import BookFiles
from voting.record.subject_bundle import SubjectBundle, members_of_subject

Raws = tuple[bytes, ...]
Change = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Told:
    """What a server tells of one subject."""

    subject: str
    commune: Raws
    book: Raws
    payloads: Mapping[str, bytes]

    def bundle(self, **other: Any) -> SubjectBundle:
        """Its bundle, all signatures right."""
        fields: dict[str, Any] = {
            "subject": self.subject,
            "vkey": sample.LOG_KEY.vkey,
            "policy": sample.POLICY,
            "commune": signed_book(self.commune),
            "book": signed_book(self.book, f"/{self.subject}"),
            "payloads": self.payloads,
        }
        return SubjectBundle(**fields | other)

    def files(self, **other: Any) -> dict[str, bytes]:
        """Its bundle's members."""
        return dict(members_of_subject(self.bundle(**other)))


@cache
def honest() -> Told:
    """A closed subject of five households: two spoke twice, one objection had words."""
    village, name = spoken()
    return _told(village, name)


@cache
def still_open() -> Told:
    """A subject that still takes statements, sealed once."""
    village = speaking(4)
    name = village.open_subject(1)
    village.say(name, 0)
    village.seal_subjects()
    village.say(name, 1, "objection", 1, "Thiếu một người.")
    return _told(village, name)


@cache
def polled() -> Told:
    """Twelve of twenty households want to vote online; the matter's poll says so."""
    village = speaking(20)
    matter = Matter(village)
    matter.walk("settle")
    name = village.open_subject(1, "form-poll", matter.id)
    for household in range(14):
        village.say(name, household, "yes" if household < 12 else "no")
    village.close_subject(name)
    matter.poll(way="card", counted_in=name, in_favour=12, against=2)
    return _told(village, name)


@cache
def consented(backed: int = 0) -> Told:
    """Two of twenty households consent to a proposal; or one, which the Front backs."""
    village = speaking(20)
    matter = Matter(village)
    matter.raise_()
    name = village.open_subject(1, "consent", matter.id)
    for household in range(2 - backed):
        village.say(name, household, "yes")
    village.close_subject(name)
    if backed:
        matter.back()
    matter.propose("citizens", consents=2 - backed, counted_in=name, backed=backed)
    return _told(village, name)


def _told(village: SpeakingVillage, name: str) -> Told:
    opened = village.commune.entries[village.commune.subjects[name].opening.index]
    listed = {opened.pseudonyms: village.payloads[opened.pseudonyms]}
    return Told(name, tuple(village.commune_raws), tuple(village.said[name]), listed)


def place_of(raws: Raws, kind: str, nth: int = 0) -> int:
    """Where the nth entry of a type stands."""
    return [n for n, raw in enumerate(raws) if raw.startswith(b'{"v":1,"type":"%s",' % kind.encode())][nth]


def changed(raws: Raws, place: int, change: Change) -> Raws:
    """The entries with the one at this place changed as JSON and printed again."""
    value = strict_json.load(raws[place])
    change(value)
    return (*raws[:place], strict_json.dump(value), *raws[place + 1 :])


def without(raws: Raws, place: int) -> Raws:
    """The entries without the one at this place."""
    return (*raws[:place], *raws[place + 1 :])


def retied(one: Told, *, seals: bool = True) -> Told:
    """With the hashes and sizes by which the two books name each other made right again, seals if wanted."""
    commune, book = list(one.commune), list(one.book)
    opened = place_of(one.commune, "subject-opened")
    first = strict_json.load(book[0]) | {"opened_index": opened, "opened_leaf": leaf_hash(commune[opened]).hex()}
    book[0] = strict_json.dump(first)
    hashes = [leaf_hash(raw) for raw in book]
    for place, raw in enumerate(commune):
        value = strict_json.load(raw)
        if value["type"] == "subject-closed":
            value |= {"size": len(book), "root": root_of(len(book), hashes).hex(), "statements": len(book) - 1}
        elif value["type"] == "books-sealed" and seals:
            for seal in value["books"]:
                seal["size"] = min(seal["size"], len(book))
                seal["root"] = root_of(seal["size"], hashes).hex()
        commune[place] = strict_json.dump(value)
    return replace(one, commune=tuple(commune), book=tuple(book))


def counted(one: Told, **counts: int) -> Told:
    """With these counts in the closing."""
    place = place_of(one.commune, "subject-closed")
    told = [{"value": value, "count": number} for value, number in counts.items()]
    return replace(one, commune=changed(one.commune, place, lambda value: value.update(counts=told)))


def with_statement(one: Told, card: str, *, place: int, value: str = "right", n: int = 1, subject: str = "") -> Told:
    """With another signed statement at this place of the book, dated as the one before it."""
    made = signed(subject or one.subject, card, value, n, None)
    entry = strict_json.load(one.book[place - 1])
    row = {"v": 1, "type": "statement", "village": entry["village"], "at": entry["at"], "subject_id": one.subject}
    raw = strict_json.dump(row | {"statement": strict_json.load(made.raw)})
    return replace(one, book=(*one.book[:place], raw, *one.book[place:]))


def with_list(one: Told, listed: list[str]) -> Told:
    """With another list of pseudonyms, rightly named by the opening."""
    raw = strict_json.dump(sorted(listed, key=lambda text: bytes.fromhex(text)[::-1]))
    name = sha256(raw).hexdigest()
    place = place_of(one.commune, "subject-opened")
    commune = changed(one.commune, place, lambda value: value.update(pseudonyms=name))
    return replace(one, commune=commune, payloads={name: raw})


def by_a_stranger(one: Told) -> BookFiles:
    """The subject's book under a checkpoint of somebody else's key."""
    return signed_book(one.book, f"/{one.subject}", STRANGER)
