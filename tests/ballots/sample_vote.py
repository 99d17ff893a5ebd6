"""Whole votes made by our own code, for the tests of archives, tallies and foreign verifiers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from voting.ballots import credentials, single, tally
from voting.ballots.archive import ArchiveWriter
from voting.ballots.ballot import Ballot, seal
from voting.ballots.certificates import MemberSecrets, make_certificate
from voting.ballots.election import Election, Question
from voting.ballots.pedersen import make_polynomial, make_verification_key, open_decryption_key, verification_input
from voting.ballots.tally import PartialDecryption, Result, Tally
from voting.ballots.trustees import PedersenKey, Trustees, parse_trustees, serialize_trustees
from voting.crypto.hashes import hash_to_scalar

TIMESTAMP = 1_795_354_632
USUAL = Question("Có làm đường hoa không?", ("Tán thành", "Không tán thành", "Ý kiến khác"))
WITH_BLANK = Question("Giờ thu gom rác", ("6 giờ", "18 giờ"), blank=True)
UP_TO_TWO = Question("Chọn tối đa hai loại hoa", ("Hoa giấy", "Mười giờ", "Cúc", "Dừa cạn"), 0, 2)


@dataclass(frozen=True)
class Committee:
    """Members' decryption secrets and the public list: the server's Single, then `threshold` of them."""

    server_secret: int
    secrets: tuple[int, ...]
    trustees: Trustees


def committee(size: int = 3, threshold: int = 2) -> Committee:
    """A committee that has gone through all steps of key generation."""
    members = [MemberSecrets.from_seed(single.random_seed()) for _ in range(size)]
    certs = [
        make_certificate(one, size=size, threshold=threshold, index=index) for index, one in enumerate(members, start=1)
    ]
    handed_in = [make_polynomial(one, certs) for one in members]
    outputs = [
        make_verification_key(one, certs, verification_input(handed_in, index))
        for index, one in enumerate(members, start=1)
    ]
    key = PedersenKey(
        threshold,
        tuple(certs),
        tuple(one.coefexps for one in handed_in),
        tuple(one.signature for one in handed_in),
        tuple(one.public_key for one in outputs),
    )
    secrets = tuple(open_decryption_key(one, out.private_key) for one, out in zip(members, outputs, strict=True))
    server = hash_to_scalar("server of a sample vote")
    return Committee(server, secrets, parse_trustees(serialize_trustees([single.make_single(server), key])))


@dataclass(frozen=True)
class SampleVote:
    """A vote of `households` cards; `votes` are (household, choices) in the order of acceptance."""

    committee: Committee
    election: Election
    cards: tuple[str, ...]
    ballots: tuple[Ballot, ...]

    @cached_property
    def credentials(self) -> bytes:
        keys = (credentials.household_key(card) for card in self.cards)
        return credentials.serialize_credentials(credentials.vote_credential(key, self.election.uuid) for key in keys)

    @cached_property
    def tally(self) -> Tally:
        return tally.encrypted_tally(self.election, self.ballots)

    def partial(self, owner: int) -> PartialDecryption:
        secret = self.committee.server_secret if owner == 1 else self.committee.secrets[owner - 2]
        return tally.partial_decryption(self.election, self.tally, secret)

    def result(self, owners: Sequence[int]) -> Result:
        partials = {owner: self.partial(owner) for owner in owners}
        return tally.combine(self.election, self.tally, self.committee.trustees, partials)

    def archive(self, owners: Sequence[int] = (1, 2, 4)) -> bytes:
        """The finished archive, opened by these owners."""
        writer = ArchiveWriter(TIMESTAMP)
        writer.setup(self.election.raw, self.committee.trustees.raw, self.credentials)
        for ballot in self.ballots:
            writer.ballot(ballot.raw)
        writer.end_ballots()
        writer.encrypted_tally(self.tally)
        partials = {owner: self.partial(owner) for owner in owners}
        for owner, partial in partials.items():
            writer.partial(owner, partial)
        writer.result(tally.combine(self.election, self.tally, self.committee.trustees, partials).raw)
        return writer.take()


def sample_vote(
    questions: Sequence[Question],
    votes: Sequence[tuple[int, Sequence[Sequence[int]]]],
    *,
    households: int = 4,
    by: Committee | None = None,
) -> SampleVote:
    """A vote on these questions with these ballots cast."""
    by = by or committee()
    election = Election.build("Họp thôn tháng 11", questions, by.trustees.public_key, description="Đường làng")
    cards = tuple(credentials.random_card() for _ in range(households))
    secrets = [credentials.vote_secret(credentials.household_secret(card), election.uuid) for card in cards]
    ballots = tuple(seal(election, secrets[household], choices) for household, choices in votes)
    return SampleVote(by, election, cards, ballots)
