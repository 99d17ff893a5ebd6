"""Anything changed, with every hash and signature mended around it or none: refused by name, and never a surprise."""

import io
import json
import random
from dataclasses import replace

import pytest
from record import sample_village as sample

from verifier.forger import archive_alone, finished, rederived, report_on, retied, told
from verifier.mutations import mutated_archive, mutated_entries
from voting.ballots.archive import read_archive
from voting.ballots.errors import BallotError
from voting.record.bundle import members_of
from voting.record.errors import RecordError
from voting.record.strict_zip import write_zip
from voting.verifier.crime_sentences import UNKNOWN_CRIME
from voting.verifier.errors import UnreadableInput
from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify

HONEST = finished()
COMMUNE, BOOK, ARCHIVE = HONEST.commune, HONEST.book, HONEST.archive
HONEST_ARCHIVE = replace(read_archive(ARCHIVE), credentials=b"", head="")
TIMES = 30
OF_MATTERS = {"papers", "consents", "backed", "joint", "members", "in_favour", "against"}
FREE = {"commitment", "documents", "reason", "by", "at", "reissued", "books"} | OF_MATTERS
"""What an entry may say freely: only whoever holds the salt, the paper or the clock can check it; what people counted
outside the books, as long as it adds up; and how much of a book it seals, if the root is right."""


def holds(report):
    """Whether all is accepted; whatever is not has a code with a sentence, and can be printed."""
    assert json.dumps(report.value())
    for check in report.failures:
        assert check.error
        assert UNKNOWN_CRIME[0].format(code=check.error) not in check.sentence.vi
    return report.ok


def fields_changed(before, after):
    """The names of the fields in which entries differ."""
    pairs = [(json.loads(old), json.loads(new)) for old, new in zip(before, after, strict=True) if old != new]
    return {name for old, new in pairs for name in old if not isinstance(new, dict) or old[name] != new.get(name)}


def anew(one):
    """The same with ties and archive made right again, where what is left of it allows that."""
    try:
        made = rederived(retied(one))
    except (
        BallotError,
        RecordError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
        StopIteration,
        RecursionError,
    ):
        return {}
    return {made.commune + made.book: made}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("which", ["commune", "book"])
def test_a_book_with_any_value_changed_is_refused(seed, which):
    chance = random.Random(seed)
    honest = getattr(HONEST, which)
    for _ in range(TIMES):
        raws = tuple(mutated_entries(honest, chance))
        changed = fields_changed(honest, raws)
        one = replace(HONEST, **{which: raws})
        for given in {one.commune + one.book: one, **anew(one)}.values():
            assert given == HONEST or not holds(report_on(given)) or changed <= FREE, changed


@pytest.mark.parametrize("seed", range(3))
def test_an_archive_with_any_value_changed_is_refused(seed):
    """But for a household that has not voted and is left off the list: only the books or the register can show that."""
    chance = random.Random(seed)
    assert verify(archive_alone(HONEST)).ok
    for _ in range(TIMES):
        archive = mutated_archive(ARCHIVE, chance)
        if archive == ARCHIVE:
            continue
        assert not holds(report_on(HONEST.bundle(archive=archive)))
        if holds(verify(archive_alone(replace(HONEST, archive=archive)))):
            assert replace(read_archive(archive), credentials=b"", head="") == HONEST_ARCHIVE


# the bundle's members, changed by somebody without any key


def other_members():
    village = sample.settled(households=4)
    vote = village.open(2)
    village.cast(vote, 0, ((1, 0, 0),))
    return [raw for _, raw in members_of(told(village, vote).bundle())]


MEMBERS = list(members_of(HONEST.bundle()))
OTHERS = other_members()


def changes_of(raw, chance):
    """A member's content in other ways than it is."""
    yield b""
    yield raw[:-1]
    yield raw[1:]
    yield raw + raw
    for tail in (b"\n", b"\0", b" ", b"x"):
        yield raw + tail
    for _ in range(16):
        place = chance.randrange(len(raw))
        yield raw[:place] + bytes([raw[place] ^ 1 << chance.randrange(8)]) + raw[place + 1 :]
    for _ in range(5):
        place, length = chance.randrange(len(raw)), chance.randint(1, 64)
        yield raw[:place] + raw[place + length :]
        yield raw[:place] + raw[place : place + length] + raw[place:]
    yield raw.upper()
    yield raw.replace(b"\n", b"\r\n")
    yield from OTHERS
    yield from (content for _, content in MEMBERS)


def said_of(members):
    """Whether a bundle of these members holds; `False` where it is none."""
    out = io.BytesIO()
    write_zip(out, ((name, (raw,)) for name, raw in members))
    try:
        return holds(verify(read_bytes(out.getvalue(), "changed")))
    except UnreadableInput:
        return False


@pytest.mark.parametrize("place", range(len(MEMBERS)), ids=[name.rpartition("/")[2][:20] for name, _ in MEMBERS])
def test_a_bundle_with_any_member_changed_in_any_way_does_not_hold(place):
    chance = random.Random(place)
    name, raw = MEMBERS[place]
    assert said_of(MEMBERS)
    assert not said_of([*MEMBERS[:place], *MEMBERS[place + 1 :]])
    for changed in changes_of(raw, chance):
        assert changed == raw or not said_of([*MEMBERS[:place], (name, changed), *MEMBERS[place + 1 :]])


def test_members_under_each_others_names_do_not_hold():
    for first in range(len(MEMBERS)):
        for second in range(first):
            swapped = list(MEMBERS)
            swapped[first], swapped[second] = (
                (MEMBERS[first][0], MEMBERS[second][1]),
                (MEMBERS[second][0], MEMBERS[first][1]),
            )
            assert not said_of(swapped)
