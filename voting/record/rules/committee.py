"""Rules about a village's counting committee: who is in it, and how its key is made (PROTOCOL section 5)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from voting.ballots import polynomials, strict_json
from voting.ballots.certificates import Certificate, check_certificates, read_certificate
from voting.ballots.errors import BallotError
from voting.ballots.pedersen import check_confirmation, check_exponents, read_verification_key
from voting.ballots.signed_messages import SignedMessage, check_signature, read_signed
from voting.ballots.single import SingleKey, check_key, read_single
from voting.ballots.trustees import check_shares
from voting.law.clocks import value_of
from voting.record.changes import CommuneChange
from voting.record.committee_keys import certificates_of, key_digest, shared_key
from voting.record.entries.committee import (
    CommitteeCertificate,
    CommitteeCoefficients,
    CommitteeCommitted,
    CommitteeConfirmed,
    CommitteeFormed,
    CommitteeKey,
)
from voting.record.entries.entry import Entry
from voting.record.errors import OutOfOrder, WrongCommittee
from voting.record.facts import Committee, Village
from voting.record.lookups import CommuneBook, Context
from voting.record.rules.shared import require_strong, village_of

COMMITTEE_SIZES = range(value_of("counting.least"), value_of("counting.most") + 1)


def committee_formed(book: CommuneBook, entry: CommitteeFormed, _: Context) -> CommuneChange:
    """Three to five members; numbers run on, so that an older committee's keys are never taken for a newer's."""
    village = village_of(book, entry)
    number = village.committee.number + 1 if village.committee else 1
    if entry.committee != number:
        raise WrongCommittee(f"committee {entry.committee}, the next is {number}")
    if entry.members not in COMMITTEE_SIZES or not 1 < entry.threshold <= entry.members:
        raise WrongCommittee(f"{entry.threshold} of {entry.members} members")
    formed = replace(village, committee=Committee(entry.committee, entry.members, entry.threshold))
    return CommuneChange(villages={entry.village: formed})


def committee_certificate(book: CommuneBook, entry: CommitteeCertificate, _: Context) -> CommuneChange:
    """Step 1: a member's two keys, signed, for this place of this committee; no key belongs to two members."""
    village, committee = _making(book, entry)
    _require_turn(committee, entry.member, dict(committee.certificates), "certificate")
    with _named(entry.member):
        certificate = read_certificate(signed := _signed(entry.certificate))
        if (certificate.size, certificate.threshold) != (committee.members, committee.threshold):
            raise WrongCommittee(f"member {entry.member}: made out for {certificate.threshold} of {certificate.size}")
        if certificate.index != entry.member:
            raise WrongCommittee(f"member {entry.member}: made out to member {certificate.index}")
        check_signature(certificate.verification, signed.message, signed.signature)
        others = [read_certificate(one) for one in certificates_of(committee)]
    require_strong([key for one in (*others, certificate) for key in (one.verification, one.encryption)])
    row = (entry.member, entry.certificate)
    return _changed(entry.village, village, certificates=_with(committee.certificates, row))


def committee_committed(book: CommuneBook, entry: CommitteeCommitted, _: Context) -> CommuneChange:
    """Each binds itself to its coefficients before anybody shows theirs (ours: the last to speak cannot choose)."""
    village, committee = _making(book, entry)
    _require_all(committee, committee.certificates, "certificates")
    _require_turn(committee, entry.member, dict(committee.commitments), "commitment")
    return _changed(entry.village, village, commitments=_with(committee.commitments, (entry.member, entry.commitment)))


def committee_coefficients(book: CommuneBook, entry: CommitteeCoefficients, _: Context) -> CommuneChange:
    """Step 2: the exponents that the member is bound to, signed, and the signature over everybody's certificate."""
    village, committee = _making(book, entry)
    _require_all(committee, committee.commitments, "commitments")
    _require_turn(committee, entry.member, {one: raw for one, raw, _ in committee.coefficients}, "coefficients")
    with _named(entry.member):
        signed, certificates = _signed(entry.coefexps), certificates_of(committee)
        if polynomials.exponents_hash(signed) != dict(committee.commitments)[entry.member]:
            raise WrongCommittee(f"coefficients of member {entry.member}: not those it had bound itself to")
        member = check_certificates(certificates)[entry.member - 1]
        exponents = polynomials.read_exponents(signed, committee.threshold)
        check_signature(member.verification, signed.message, signed.signature)
        proof = strict_json.proof(strict_json.load(entry.signature.encode()))
        check_signature(member.verification, polynomials.commitments_text(certificates, exponents), proof)
    row = (entry.member, entry.coefexps, entry.signature)
    return _changed(entry.village, village, coefficients=_with(committee.coefficients, row))


def committee_key(book: CommuneBook, entry: CommitteeKey, _: Context) -> CommuneChange:
    """A member's key comes once, with proof that its secret is held, and no two members' keys belong together."""
    village, committee = _committee(book, entry)
    _require_turn(committee, entry.member, dict(committee.keys), "key")
    if committee.shared:
        _check_share(committee, entry)
    else:
        _check_own(committee, entry)
    return _changed(entry.village, village, keys=_with(committee.keys, (entry.member, entry.key)))


def committee_confirmed(book: CommuneBook, entry: CommitteeConfirmed, _: Context) -> CommuneChange:
    """A member vouches for the common key as all see it, with the signing key that only its paper gives."""
    village, committee = _making(book, entry)
    _require_all(committee, committee.keys, "keys")
    _require_turn(committee, entry.member, dict.fromkeys(committee.confirmed, ""), "confirmation")
    with _named(entry.member):
        member = _certificate(committee, entry.member)
        proof = strict_json.proof(strict_json.load(entry.signature.encode()))
        check_confirmation(member.verification, key_digest(committee), proof)
    return _changed(entry.village, village, confirmed=tuple(sorted((*committee.confirmed, entry.member))))


def _check_own(committee: Committee, entry: CommitteeKey) -> None:
    """A key of the member's own, beside those of the others: all members are needed to open a tally."""
    with _named(entry.member):
        key = _read_own(entry.key)
        others = [_read_own(raw).public_key for _, raw in committee.keys]
    require_strong([*others, key.public_key])
    with _named(entry.member):
        check_key(key.public_key, key.pok)


def _check_share(committee: Committee, entry: CommitteeKey) -> None:
    """Step 3: the member's share of the common key is what all the published exponents give for its place."""
    _require_all(committee, committee.coefficients, "coefficients")
    with _named(entry.member):
        share = read_verification_key(strict_json.load(entry.key.encode()))
        certificates = certificates_of(committee)
        signed = [_signed(raw) for _, raw, _ in committee.coefficients]
        proofs = [strict_json.proof(strict_json.load(raw.encode())) for _, _, raw in committee.coefficients]
        exponents = check_exponents(certificates, signed, proofs)
        check_shares([_certificate(committee, entry.member)], exponents, [share])
    if len(committee.keys) + 1 == committee.members:
        whole = replace(committee, keys=_with(committee.keys, (entry.member, entry.key)))
        made = shared_key(whole)
        require_strong([made.public_key, *(one.public_key for one in made.verification_keys)])


def _committee(book: CommuneBook, entry: Any) -> tuple[Village, Committee]:
    village = village_of(book, entry)
    committee = village.committee
    if committee is None or committee.number != entry.committee:
        raise OutOfOrder(f"no committee {entry.committee} in village {entry.village}")
    return village, committee


def _making(book: CommuneBook, entry: Any) -> tuple[Village, Committee]:
    """A committee that makes a key together; members of any other only publish a key of their own."""
    village, committee = _committee(book, entry)
    if not committee.shared:
        raise WrongCommittee(f"{entry.type}: all {committee.members} members of this committee have keys of their own")
    return village, committee


def _require_turn(committee: Committee, member: int, given: dict[int, str], what: str) -> None:
    if not 1 <= member <= committee.members or member in given:
        raise WrongCommittee(f"member {member} is not one of {committee.members} still without a {what}")


def _require_all(committee: Committee, given: tuple[Any, ...], what: str) -> None:
    if len(given) < committee.members:
        raise OutOfOrder(f"{len(given)} {what} of {committee.members} members")


def _certificate(committee: Committee, member: int) -> Certificate:
    return read_certificate(certificates_of(committee)[member - 1])


def _signed(raw: str) -> SignedMessage:
    return read_signed(strict_json.load(raw.encode()))


def _read_own(raw: str) -> SingleKey:
    return read_single(strict_json.load(raw.encode()))


def _with(rows: tuple[Any, ...], row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted((*rows, row)))


def _changed(code: str, village: Village, **new: Any) -> CommuneChange:
    """The village with what is new of its committee."""
    if village.committee is None:
        raise OutOfOrder("no committee")
    return CommuneChange(villages={code: replace(village, committee=replace(village.committee, **new))})


@contextmanager
def _named(member: int) -> Iterator[None]:
    """Whoever sent something wrong is named (PROTOCOL 5)."""
    try:
        yield
    except BallotError as error:
        raise WrongCommittee(f"member {member}: {error.name}: {error}") from error


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    CommitteeFormed: committee_formed,
    CommitteeCertificate: committee_certificate,
    CommitteeCommitted: committee_committed,
    CommitteeCoefficients: committee_coefficients,
    CommitteeKey: committee_key,
    CommitteeConfirmed: committee_confirmed,
}
