"""Checks of one vote's archive: its form, its setup and whose it is, the card register, every ballot."""

from base64 import b64encode
from collections.abc import Iterator, Sequence, Set
from hashlib import sha256

from voting.ballots import audit, strict_json, tally
from voting.ballots.archive import Archive, read_archive
from voting.ballots.ballot import Ballot, parse_ballot
from voting.ballots.election import parse_election
from voting.ballots.errors import BallotDataError, UnknownCredential
from voting.ballots.trustees import check_trustees, parse_trustees
from voting.ballots.weak_keys import require_strong_keys
from voting.record.entries.count import PartialDecryption, ResultDeclared, Tally
from voting.record.entries.vote import VoteClosed, VoteOpened
from voting.record.export import archive_of
from voting.record.facts import Setup as RecordSetup
from voting.record.register import CardRegister, parse_register
from voting.verifier.case import Case, Cast, need
from voting.verifier.errors import (
    ArchiveDiffers,
    CredentialsDiffer,
    OtherCredentials,
    OtherElection,
    OtherTrustees,
    RegisterOfAnotherVillage,
    SparesDiffer,
    WrongRegister,
    WrongTurnout,
    WrongVote,
)
from voting.verifier.evidence import Kind
from voting.verifier.findings import Failure, Finding, Needs, NotShown, Status, held

AFTER = (VoteClosed, Tally, PartialDecryption, ResultDeclared)
"""The entries of the commune's book that an archive goes on with after the ballots."""


def archive_form(case: Case) -> Finding:
    """10. The archive is well-formed: every byte of its blocks, every hash, the chain and order of its events."""
    case.archive = archive = read_archive(case.evidence.archive)
    events = len(archive.ballots) + 1 + len(archive.partials) + archive.ended
    events += (archive.encrypted_tally is not None) + (archive.result is not None)
    return held("archive-form.read", events=events, bytes=len(case.evidence.archive))


def setup(case: Case) -> Finding:
    """11. Election, trustees (every proof and key) and credential list are right, and those of the record's opening."""
    archive = need(case.archive, "archive-form")
    found = _read_setup(archive, case.book.setup if case.book else None)
    if case.evidence.vote and found.election.uuid != case.evidence.vote:
        raise WrongVote(f"the archive is of vote {found.election.uuid}, the bundle of {case.evidence.vote}")
    if case.kind is Kind.ARCHIVE:  # the rules of the record ask this of every vote they open
        require_strong_keys(one.public_key for one in found.trustees.entries)
    if case.opened is not None:
        _require_same(archive, case.opened)
    case.setup = found
    return held(
        "setup.fits-archive" if case.kind is Kind.ARCHIVE else "setup.fits",
        title=found.election.name,
        trustees=len(found.trustees.owners),
        credentials=len(found.credentials),
    )


def _read_setup(archive: Archive, known: RecordSetup | None) -> audit.Setup:
    """As `audit.check_setup`; a credential list of the very bytes that the record has was looked through already."""
    if known is None or archive.credentials != known.credentials_raw:
        return audit.check_setup(archive)
    election, trustees = parse_election(archive.election), parse_trustees(archive.trustees)
    check_trustees(trustees, election)
    credentials = strict_json.load(archive.credentials, size_max_bytes=len(archive.credentials))
    return audit.Setup(election, trustees, tuple(credentials))


def _require_same(archive: Archive, opened: VoteOpened) -> None:
    if archive.election != opened.election.encode():
        raise OtherElection("the archive's election is not, byte for byte, the one that the record opened")
    if archive.trustees != opened.trustees.encode():
        raise OtherTrustees("the archive's trustees are not those that the record opened the vote with")
    if sha256(archive.credentials).hexdigest() != opened.credentials:
        raise OtherCredentials("the archive's credential list is not the one that the record opened the vote with")


def card_register(case: Case) -> Finding:
    """12. The credential list is the one that the village's card register gives: nobody added, nobody left out."""
    if not case.trusted.register:
        raise NotShown("card-register.none")
    register = parse_register(case.trusted.register)
    listed = need(case.setup, "setup").credentials
    if case.kind is not Kind.ARCHIVE:
        _require_register(register, need(case.opened, "replay"))
    given = register.credentials(case.uuid)
    if given != listed:
        added, missing = len(set(listed) - set(given)), len(set(given) - set(listed))
        error = CredentialsDiffer(f"{added} credentials of no card, {missing} cards without a credential")
        raise Failure(error, added=added, missing=missing)
    if case.opened is not None and set(case.opened.spares) != set(register.spare_credentials(case.uuid)):
        raise SparesDiffer("the credentials kept in reserve are not those of the spare cards")
    return held("card-register.matches", cards=len(register.cards), spares=len(register.spares))


def _require_register(register: CardRegister, opened: VoteOpened) -> None:
    if register.village != opened.village:
        raise RegisterOfAnotherVillage(f"a register of {register.village[:80]!r}, a vote of {opened.village!r}")
    if register.sha256 != opened.register:
        raise WrongRegister("the register is not the one whose hash the record fixed")


def ballots(case: Case) -> Finding:
    """13. Every ballot of the archive: credential on the list, nothing twice, signature and all proofs."""
    archive, known = need(case.archive, "archive-form"), need(case.setup, "setup")
    taken = {one.tracker: Cast(one.tracker, one.credential, one.choices) for one in case.taken.values()}
    trackers = [_tracker(raw) for raw in archive.ballots]
    if taken.keys() >= set(trackers) and len(set(trackers)) == len(trackers):
        # the rules have accepted each of these very bytes for this very election
        case.ballots = tuple(taken[tracker] for tracker in trackers)
    else:
        case.ballots = _checked(case, archive.ballots, set(known.credentials))
    say = "ballots.hold-archive" if case.kind is Kind.ARCHIVE else "ballots.hold"
    return held(say, ballots=len(case.ballots))


def _tracker(raw: bytes) -> str:
    return b64encode(sha256(raw).digest()).decode().rstrip("=")


def _checked(case: Case, raws: Sequence[bytes], credentials: Set[str]) -> tuple[Cast, ...]:
    """Ballots that no book vouches for, each looked through; proofs that held before are not asked for again."""
    found = tuple(_read_ballots(raws, credentials))
    audit.require_fresh(found)
    rest = [place for place, one in enumerate(found) if one.tracker not in case.proven]
    election = need(case.setup, "setup").election
    errors = case.proofs.of_ballots(election, [found[place] for place in rest])
    for place, error in zip(rest, errors, strict=True):
        if error is not None:
            raise _bad_ballot(error, raws, place)
    return tuple(Cast(one.tracker, one.credential, one.choices) for one in found)


def _read_ballots(raws: Sequence[bytes], credentials: Set[str]) -> Iterator[Ballot]:
    for place, raw in enumerate(raws):
        try:
            ballot = parse_ballot(raw)
            if ballot.credential not in credentials:
                raise UnknownCredential("the credential is not in the list")
        except BallotDataError as error:
            raise _bad_ballot(error, raws, place) from error
        yield ballot


def _bad_ballot(error: BallotDataError, raws: Sequence[bytes], place: int) -> Failure:
    """The error with the ballot's tracker and its place, which people count from 1."""
    return Failure(error, tracker=_tracker(raws[place]), place=place + 1, total=len(raws))


def last_ballots(case: Case) -> Finding:
    """14. One ballot a household counts, its last one; as many households as the record states."""
    cast = need(case.ballots, "ballots")
    counted = len({one.credential for one in cast})
    for entry in case.entries_of_vote():
        if isinstance(entry, VoteClosed) and entry.voted != counted:
            error = WrongTurnout(f"vote-closed states {entry.voted} households, the ballots are of {counted}")
            raise Failure(error, stated=entry.voted, counted=counted)
    case.counted = counted
    return held("last-ballots.counted", counted=counted, replaced=len(cast) - counted)


def recounted(case: Case) -> tally.Tally:
    """The encrypted tally of the ballots that count, recomputed."""
    last = {one.credential: one.choices for one in need(case.ballots, "ballots")}
    return tally.tally_choices(need(case.setup, "setup").election, list(last.values()))


def archive_derived(case: Case) -> Finding:
    """19. The archive given is, byte for byte, the one that the two books give."""
    for name in ("replay", "vote-book"):
        if case.statuses[name] is not Status.PASS:
            raise Needs(name)
    opened, book = need(case.opened, "replay"), need(case.book, "vote-book")
    after = (entry for entry in case.entries_of_vote() if isinstance(entry, AFTER))
    given, at = case.evidence.archive, 0
    for piece in archive_of(opened, book.setup.credentials_raw, case.ballot_entries(), after):
        if not given.startswith(piece, at):
            raise ArchiveDiffers(f"differs from the record's after byte {at}")
        at += len(piece)
    if at != len(given):
        raise ArchiveDiffers(f"{len(given)} bytes, the record gives {at}")
    return held("archive-derived.same", bytes=at)
