"""One evening in a village of six households, as it was, and as a dishonest server has it.

Three households vote and the board signs; two hours later two more vote, and the board signs again; the sixth votes
late. Two of six were in favour, four were not. Each cheat begins with a copy of the database of some moment.
"""

import json
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from shutil import copytree

from verifier.forger import rewritten
from village.laptop import Laptop, watch
from village.life import NO, YES, Village
from village.people import COMMUNE, VILLAGE, give_cards, import_roll, roll_of
from village.states import settled

from cheats.dishonest import about, lying, retell, slip_in, write_unjudged
from cheats.front import Front, fronted
from voting.ballots import strict_json
from voting.ballots.credentials import credential_order
from voting.ballots.envelope import parse_envelope
from voting.manage.rehearsal import Phone
from voting.record.entries.count import ResultDeclared
from voting.record.entries.vote import VoteClosed, VoteOpened
from voting.record.outcome import outcome_of
from voting.services.record.sealing import seal_due
from voting.storage.database import Transaction
from voting.verifier.commands import run_command
from voting.verifier.witness_state import Memory

HOUSEHOLDS, LATE = 6, timedelta(minutes=40)
OPEN, CLOSED, DECIDED = "open", "closed", "decided"
HONEST = "honest"
SENT = {
    "kept-back": ("DH-005", YES, 1), "second": ("DH-005", NO, 2), "dropped": ("DH-004", NO, 1),
    "late": ("DH-006", NO, 1),
}  # fmt: skip
"""What the phones sent in the evening, by name; the first of these never had an answer."""


@dataclass
class Evening:
    """The village's database at three moments, only ever copied, and what people hold in their hands after it.

    `seen` are the folders of the board's memory by moment; `kept` is what somebody who follows the vote has kept.
    """

    folder: Path
    static: Path
    moments: dict[str, Village] = field(default_factory=dict)
    seen: dict[str, Path] = field(default_factory=dict)
    vote: str = ""
    sent: dict[str, bytes] = field(default_factory=dict)
    receipt: str = ""
    register: bytes = b""
    closes: datetime = datetime.max.replace(tzinfo=UTC)
    made: int = 0

    @property
    def kept(self) -> Path:
        return self.folder / "kept"

    def tracker(self, name: str) -> str:
        return parse_envelope(self.sent[name]).ballot.tracker

    def place(self) -> Path:
        self.made += 1
        made = self.folder / f"place-{self.made}"
        made.mkdir()
        return made

    def at(self, moment: str) -> Village:
        """A copy that goes on from there."""
        return self.moments[moment].copied(self.place())

    def laptop(self, moment: str) -> Laptop:
        """The board's, with what it had seen by then; "" with nothing."""
        board, folder = copy(self.board), self.place() / "state"
        if moment:
            copytree(self.seen[moment], folder)
        else:
            Memory(folder).begin(board.signer.vkey)
        board.folder = folder
        return board

    def keep(self, moment: str, village: Village) -> None:
        self.seen[moment] = Path(copytree(self.board.folder, self.folder / f"seen-{moment}"))
        village.services.close()
        self.moments[moment] = village

    def begin(self) -> "Evening":
        before = settled(self.place(), households=HOUSEHOLDS)
        self.board = Laptop(self.folder, 0)
        watch(before, self.board, "Ban giám sát thôn", 1)
        self.register = before.services.cards.register(before.actors["board"], VILLAGE).raw
        self.keep("before", before)
        self._open(self.at("before"))
        self._go_on(self.at("opened"))
        return self

    def _open(self, village: Village) -> None:
        self.vote = village.open_vote()
        village.cast_all(self.vote, (YES, YES, NO))
        self.closes = village.services.votes.get(self.vote).closes_at_utc
        election = village.services.publication.election(self.vote)
        for name, (household, choice, sequence) in SENT.items():
            self.sent[name] = village.phones[household].envelope(election, choice, sequence)
        with fronted(Front(village, self.static)):
            assert self.board.witness(village) == 0
        self.keep("opened", village)

    def _go_on(self, village: Village) -> None:
        village.clock.move(hours=2)
        self.receipt = village.services.casting.cast(self.vote, self.sent["dropped"]).receipt
        self.cast(village, "second")
        seal_due(village.desk)
        with fronted(Front(village, self.static)):
            assert self.board.witness(village) == 0
            assert follow(self.kept, village, self.vote, village.clock.now) == 0
        self.keep("voted", village)

    def cast(self, village: Village, name: str, vote: str = "") -> None:
        village.services.casting.cast(vote or self.vote, self.sent[name])

    def late(self, village: Village, *names: str) -> Village:
        """Shortly before the end the last household votes."""
        village.clock.now = self.closes - LATE
        for name in names or ("late",):
            self.cast(village, name)
        return village


@dataclass
class Play:
    """What is served: a village, to some a second one, answers and scripts that are not the village's own.

    `saw` is the moment up to which the board has seen the books, "" for a board that comes for the first time; or, like
    `kept`, a folder of their own, where board and follower have looked at something else.
    """

    village: Village
    vote: str
    other: Village | None = None
    for_other: Callable[[str], bool] = lambda _agent: False
    instead: Mapping[str, bytes] = field(default_factory=dict)
    script_for: str = ""
    saw: str | Path = "voted"
    kept: Path | None = None

    def until(self, stage: str) -> "Play":
        for village in filter(None, (self.village, self.other)):
            if stage != OPEN:
                village.close(self.vote)
            if stage == DECIDED:
                village.count(self.vote)
        return self


def honest(evening: Evening) -> Play:
    return Play(evening.late(evening.at("voted")), evening.vote)


def drops_a_ballot(evening: Evening) -> Play:
    """An older copy is put back, and every ballot but one comes into it again: a history as valid as the true one."""
    village = evening.at("opened")
    village.clock.move(hours=2)
    evening.cast(village, "second")
    seal_due(village.desk)
    return Play(evening.late(village), evening.vote)


def two_histories(evening: Evening) -> Play:
    """Phones see the true one; whoever comes with the verifier's name, boards too, one without that ballot."""
    other = drops_a_ballot(evening).village
    return Play(
        honest(evening).village, evening.vote, other, for_other=lambda agent: agent == "dinh-verifier", saw="opened"
    )


def replays_an_old_ballot(evening: Evening) -> Play:
    play = honest(evening)
    slip_in(play.village, play.vote, evening.sent["kept-back"])
    return play


def listing(change: Callable[[list[str]], list[str]], tx: Transaction, opened: VoteOpened) -> VoteOpened:
    """The opening with another credential list beside the book."""
    raw = _listed(change, tx.payloads.get(COMMUNE, bytes.fromhex(opened.credentials)))
    tx.payloads.put(COMMUNE, raw)
    return replace(opened, credentials=sha256(raw).hexdigest(), listed=len(json.loads(raw)))


def _listed(change: Callable[[list[str]], list[str]], raw: bytes) -> bytes:
    return strict_json.dump(sorted(change(json.loads(raw)), key=credential_order))


def adds_a_credential(evening: Evening) -> Play:
    """One more than there are households, for a card that the server made itself; it votes, and one household never."""
    stranger, village = Phone.with_new_card(), evening.at("before")

    def longer(tx: Transaction, opened: VoteOpened) -> VoteOpened:
        return listing(lambda listed: [*listed, stranger.credential(opened.vote)], tx, opened)

    lying(village, about(VoteOpened, longer)).phones["nobody"] = stranger
    return _voted_by(village, "nobody", saw="")


def adds_a_household(evening: Evening) -> Play:
    """A seventh on the list, with a card that the server made itself: roll, register and list all say seven."""
    village = evening.at("before")
    import_roll(village.services, village.actors["head"], roll_of(HOUSEHOLDS + 1))
    village.phones.update(give_cards(village.services, village.actors["cards"]))
    return _voted_by(village, "DH-007", saw="before")


def _voted_by(village: Village, stranger: str, saw: str) -> Play:
    """Five of the six households, and one more."""
    vote = village.open_vote()
    village.cast_all(vote, (YES, YES, NO, NO, NO))
    village.cast(vote, stranger, YES)
    return Play(village, vote, saw=saw)


def changes_the_list(evening: Evening) -> Play:
    """After the opening a household that has not voted makes place on the list for a card of the server's."""
    stranger, village = Phone.with_new_card(), evening.at("voted")
    household = village.phones["DH-006"].credential(evening.vote)

    def exchanged(listed: list[str]) -> list[str]:
        return [*(one for one in listed if one != household), stranger.credential(evening.vote)]

    with village.desk.database.reading() as tx:
        opened = next(one for one in village.entries() if isinstance(one, VoteOpened))
        raw = _listed(exchanged, tx.payloads.get(COMMUNE, bytes.fromhex(opened.credentials)))
    digest = sha256(raw).hexdigest()
    commune = rewritten(village.raws(), "vote-opened", lambda value: value.update(credentials=digest))
    retell(village, evening.vote, commune, {digest: raw})
    village.phones["nobody"], village.clock.now = stranger, evening.closes - LATE
    village.cast(evening.vote, "nobody", YES)
    return Play(village, evening.vote)


def opens_twice(evening: Evening) -> Play:
    """The same vote is opened once more, for two days longer."""
    play = honest(evening)
    opened = next(one for one in play.village.entries() if isinstance(one, VoteOpened))
    now, later = play.village.clock.now.replace(second=0, microsecond=0), evening.closes + timedelta(days=2)
    write_unjudged(play.village, replace(opened, at=now, opens_at=now, closes_at=later))
    return play


def another_tally(evening: Evening) -> Play:
    """Yes and no change places in the numbers, and in what follows from them."""
    play = honest(evening)

    def turned(tx: Transaction, told: ResultDeclared) -> ResultDeclared:
        [[yes, no, *rest]] = json.loads(told.result)["result"]
        setup = play.village.desk.books.setup(tx, COMMUNE, told.vote)
        result = strict_json.dump({"result": [[no, yes, *rest]]}).decode()
        return replace(told, result=result, outcome=outcome_of(setup, ((no, yes, *rest),)))

    lying(play.village, about(ResultDeclared, turned))
    return play


def backdates_the_closing(evening: Evening) -> Play:
    """The last ballot is too much: the vote is said to have closed before it came."""
    village = evening.at("voted")
    early = evening.closes - LATE - timedelta(minutes=5)
    return Play(lying(village, about(VoteClosed, lambda _, told: replace(told, at=early))), evening.vote)


def ballots_after_closing(evening: Evening) -> Play:
    """For an hour and a half nothing closes the vote; then a ballot comes in, dated before the hour.

    Board and follower have looked in between.
    """
    village, board, kept = evening.at("voted"), evening.laptop("voted"), evening.place()
    village.clock.now, between = evening.closes - timedelta(minutes=1), evening.closes + timedelta(minutes=90)
    taken = {f"/api/v1/communes/{COMMUNE}/log/cosignatures": b'{"new":true}'}  # by the true clock, not its own
    with fronted(Front(village, evening.static, instead=taken)):
        assert look(board, village, between) == 0
        assert follow(kept, village, evening.vote, between) == 0
    evening.cast(village, "late")
    village.clock.now = evening.closes + timedelta(minutes=95)
    return Play(village, evening.vote, saw=board.folder, kept=kept)


def look(board: Laptop, village: Village, now: datetime) -> int:
    """The board signs, or not, by its own clock."""
    log = f"{village.address}/api/v1/communes/{COMMUNE}/log"
    given = [log, "--state", str(board.folder), "--code", str(board.paper), "--processes", "1"]
    return run_command("witness", [*given, "--vkey", village.vkey], now)


def follow(kept: Path, village: Village, vote: str, now: datetime) -> int:
    """Somebody looks at the vote once, and keeps what is shown."""
    given = ["--keep", str(kept), "--vkey", village.vkey, "--rounds", "1", "--processes", "1"]
    return run_command("watch", [f"{village.address}/bieu-quyet/{vote}", *given], now)


def one_ballot_as_the_total(evening: Evening) -> Play:
    play = honest(evening)
    ballot = json.loads(evening.sent["dropped"])["ballot"]
    total = strict_json.dump([one["choices"] for one in ballot["answers"]])
    return replace(play, instead={f"/mo-phieu/{play.vote}/tong": total})


def a_second_book_to_count(evening: Evening) -> Play:
    """After the total of the true book a member is asked for that of one without a ballot, which is the difference."""
    return replace(honest(evening), other=drops_a_ballot(evening).village)


def another_script(evening: Evening) -> Play:
    return replace(honest(evening), script_for="Zalo")


CHEATS: dict[str, Callable[[Evening], Play]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        honest, drops_a_ballot, two_histories, replays_an_old_ballot, adds_a_credential, adds_a_household,
        changes_the_list, opens_twice, another_tally, backdates_the_closing, ballots_after_closing,
        one_ballot_as_the_total, a_second_book_to_count, another_script,
    )
}  # fmt: skip
