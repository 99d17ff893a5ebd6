"""What whoever runs the server can see of ballots: everything but what they say.

The test takes the operator's place while the vote is open: the database (nothing of a committee's making is ever
removed from it, so that older copies hold no more), the key files, the `SECRET_KEY`, and the papers of members who do
not suffice; and tries to open a ballot.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import combinations
from math import prod

import pytest
from village.life import DATABASE, NO, YES, Village
from village.people import COMMUNE, VILLAGE
from village.states import settled
from village.together import FIVE, counted_by_five

from voting.ballots import pedersen
from voting.ballots.certificates import MemberSecrets
from voting.ballots.errors import BallotError
from voting.ballots.hashed_texts import Ciphertext
from voting.crypto.group import G
from voting.crypto.scalars import Q
from voting.record.entries.casting import BallotCast
from voting.services.votes.ceremony import KEPT, POLYNOMIAL, PRIVATE_KEY, SHARE
from voting.services.votes.closing import VOTE_KEY


class Operator:
    """Who has the machine."""

    def __init__(self, village: Village, vote: str) -> None:
        self.village, self.vote = village, vote
        with village.desk.database.reading() as tx:
            self.server_key = int.from_bytes(tx.secrets.get(COMMUNE, VOTE_KEY, vote), "big")
            seats = tx.committee.members(COMMUNE, VILLAGE, village.services.committees.current(VILLAGE).number)
            self.sealed = [
                one.sealed
                for seat in seats
                for kind in (KEPT, POLYNOMIAL, SHARE, PRIVATE_KEY)
                for one in tx.committee.messages(seat, kind)
            ]

    def first_choice(self) -> Ciphertext:
        """The ciphertext of the first answer in the first ballot of the vote's book: g^1 for a yes, g^0 otherwise."""
        book = self.village.entries(self.vote)
        return next(one for one in book if isinstance(one, BallotCast)).sealed.ballot.answers[0].choices[0]

    def shares(self, logins: Sequence[str]) -> dict[int, int]:
        """The shares of the key that these members' papers open, among all that was ever sealed, by member number."""
        found = {}
        for login in logins:
            secrets = MemberSecrets.from_seed(self.village.seeds[login].seed)
            for one in self.sealed:
                with suppress(BallotError):
                    found[FIVE.index(login) + 1] = pedersen.open_decryption_key(secrets, one)
        return found

    def opens(self, secret: int) -> bool:
        """Whether the server's key and this secret open the first ballot: then it says yes or no, not noise."""
        found = self.first_choice()
        return found.beta / found.alpha ** ((self.server_key + secret) % Q) in (G, G**0)


def interpolated(shares: Mapping[int, int]) -> int:
    """The secret whose shares these are, if there are enough of them (Lagrange at 0)."""
    total = 0
    for number, share in shares.items():
        others = [other for other in shares if other != number]
        weight = prod(other * pow(other - number, -1, Q) for other in others)
        total += weight * share
    return total % Q


@pytest.fixture(scope="module")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Operator:
    village = settled(tmp_path_factory.mktemp("operated"), households=4)
    counted_by_five(village)
    vote = village.open_vote()
    for household, choice in zip(("DH-001", "DH-002", "DH-003"), (YES, NO, YES), strict=True):
        village.cast(vote, household, choice)
    return Operator(village, vote)


def test_the_server_s_key_alone_opens_nothing(operator: Operator) -> None:
    assert not operator.opens(0)


@pytest.mark.parametrize("papers", [*combinations(FIVE, 1), *combinations(FIVE, 2)], ids="+".join)
def test_with_the_papers_of_fewer_than_are_needed_it_opens_nothing(operator: Operator, papers: tuple[str, ...]) -> None:
    shares = operator.shares(papers)
    assert len(shares) == len(papers)
    assert not any(operator.opens(one) for one in (*shares.values(), sum(shares.values()), interpolated(shares)))


@pytest.mark.parametrize("papers", [*combinations(FIVE, 3)], ids="+".join)
def test_with_as_many_papers_as_are_needed_it_would(operator: Operator, papers: tuple[str, ...]) -> None:
    """Else the tests above would show nothing; and README says so: more than half of them with the server."""
    assert operator.opens(interpolated(operator.shares(papers)))


def test_no_file_of_the_server_holds_a_member_s_secret(operator: Operator) -> None:
    files = [path for path in operator.village.folder.rglob("*") if path.is_file()]
    held = {path.name: path.read_bytes() for path in files}
    assert any(name.startswith(DATABASE) for name in held)
    for login in FIVE:
        seed = operator.village.seeds[login].seed
        secrets = MemberSecrets.from_seed(seed)
        numbers = (secrets.signing, secrets.decryption, *operator.shares([login]).values())
        traces = [seed.encode(), *(trace for number in numbers for trace in written(number))]
        assert [name for name, content in held.items() for trace in traces if trace in content] == []


def written(number: int) -> tuple[bytes, ...]:
    """A secret number in the ways a program would leave it lying about."""
    return (
        str(number).encode(),
        f"{number:064x}".encode(),
        number.to_bytes(32, "big"),
        number.to_bytes(32, "little"),
    )
