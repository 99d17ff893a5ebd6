"""Makes tests/vectors/ballots/*.json, which the Python and the JavaScript ballots must both reproduce.

Deterministic: every scalar is `Hq("dinh/vectors|<case>|<n>")`. Run `python -m tests.vectors.make_ballots` in the
repository to write the files; a test asserts that they are what this program makes.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from voting.ballots import acceptance, credentials, single, strict_json, tally
from voting.ballots.ballot import seal
from voting.ballots.certificates import MemberSecrets, make_certificate
from voting.ballots.election import Election, Question, max_ballot_bytes, parse_election
from voting.ballots.envelope import make_envelope, parse_envelope
from voting.ballots.errors import BallotDataError
from voting.ballots.opening import check_opening, entropy_from_seed, parse_opening, seal_openable
from voting.ballots.pedersen import make_polynomial, make_verification_key, open_decryption_key, verification_input
from voting.ballots.trustees import PedersenKey, parse_trustees, serialize_trustees
from voting.crypto.group import G
from voting.crypto.hashes import hash_to_scalar

from . import crimes

FOLDER = Path(__file__).resolve().parent / "ballots"
CARDS = ("1111111111111111111111", "zzzzzzzzzzzzzzzzzzzzzz", "7Yt3kQ9LmN2pR5sVwXyZaB")
SEEDS = ("CjeAZmPUYRzXQtjk2TLE6Q", "bdCtMANiGt9KxfeRcViFjT", "E5DfcBrLXohtt5ozi1j4t9")
UUIDS = ("LQPJ8JgSd243rN", "11111111111111")
SERVER_SECRET = hash_to_scalar("dinh/vectors|server")

USUAL = Question("Thôn có làm đường hoa không?", ("Tán thành", "Không tán thành", "Ý kiến khác"))
WITH_BLANK = Question("Giờ thu gom rác", ("6 giờ", "18 giờ"), 1, 1, blank=True)
UP_TO_TWO = Question('Chọn tối đa hai loại hoa "đẹp"', ("Hoa giấy", "Mười giờ", "Cúc", "Dừa cạn"), 0, 2)
BLANK_UP_TO_TWO = Question("Việc \\ khác", ("Đèn", "Cống", "Sân"), 0, 2, blank=True)


class Draws:
    """A source of scalars that remembers what it gave."""

    def __init__(self, case: str) -> None:
        self.case = case
        self.given: list[int] = []

    def __call__(self) -> int:
        self.given.append(hash_to_scalar(f"dinh/vectors|{self.case}|{len(self.given)}"))
        return self.given[-1]

    @property
    def texts(self) -> list[str]:
        return [str(one) for one in self.given]


def elections() -> dict[str, Election]:
    """The elections the ballots are for, by name."""
    key = G**SERVER_SECRET
    made = {
        "usual": ("Họp thôn tháng 11", [USUAL]),
        "blank": ("Giờ rác", [WITH_BLANK]),
        "several": ("Họp thôn, nhiều việc", [USUAL, WITH_BLANK, UP_TO_TWO, BLANK_UP_TO_TWO]),
    }
    return {
        name: Election.build(title, questions, key, uuid=f"VectorE1ect{index}rN".replace("0", "z"), description="thử")
        for index, (name, (title, questions)) in enumerate(made.items(), start=1)
    }


def cards_file() -> dict[str, Any]:
    return {"cards": [_card(card) for card in CARDS]}


def _card(card: str) -> dict[str, Any]:
    secret, key = credentials.household_secret(card), credentials.household_key(card)
    votes = [
        {
            "uuid": uuid,
            "t": str(credentials.vote_tweak(key, uuid)),
            "s": str(credentials.vote_secret(secret, uuid)),
            "S": credentials.vote_credential(key, uuid).hex,
        }
        for uuid in UUIDS
    ]
    return {"card": card, "printed": credentials.format_card(card), "k": str(secret), "K": key.hex, "votes": votes}


def elections_file() -> dict[str, Any]:
    rows = [
        {
            "name": name,
            "raw": one.raw.decode(),
            "uuid": one.uuid,
            "fingerprint": one.fingerprint,
            "max_ballot_bytes": max_ballot_bytes(one),
        }
        for name, one in elections().items()
    ]
    keys = [credentials.household_key(card) for card in CARDS]
    listed = credentials.serialize_credentials(credentials.vote_credential(key, UUIDS[0]) for key in keys)
    return {"elections": rows, "credentials": {"uuid": UUIDS[0], "raw": listed.decode()}}


CHOICES: dict[str, list[list[list[int]]]] = {
    "usual": [[[1, 0, 0]], [[0, 1, 0]], [[0, 0, 1]]],
    "blank": [[[1, 0, 0]], [[0, 1, 0]], [[0, 0, 1]]],
    "several": [
        [[0, 1, 0], [1, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]],
        [[1, 0, 0], [0, 0, 1], [1, 0, 1, 0], [0, 0, 0, 0]],
        [[1, 0, 0], [0, 1, 0], [0, 0, 1, 0], [0, 1, 1, 0]],
    ],
}


def ballots_file() -> dict[str, Any]:
    return {"ballots": [row for name, election in elections().items() for row in _ballots(name, election)]}


def _ballots(name: str, election: Election) -> list[dict[str, Any]]:
    rows = []
    for index, choices in enumerate(CHOICES[name]):
        card = CARDS[index % len(CARDS)]
        secret = credentials.vote_secret(credentials.household_secret(card), election.uuid)
        draws, sealing = Draws(f"{name}|{index}"), Draws(f"{name}|{index}|seal")
        ballot = seal(election, secret, choices, entropy=draws)
        envelope = make_envelope(ballot, secret, index + 1, entropy=sealing)
        acceptance.check_proofs(parse_envelope(envelope.raw), election)
        rows.append({
            "election": name, "card": card, "s": str(secret), "choices": choices, "draws": draws.texts,
            "raw": ballot.raw.decode(), "tracker": ballot.tracker, "credential": ballot.credential,
            "ciphertexts": list(ballot.ciphertexts), "sequence": index + 1, "seal_draws": sealing.texts,
            "envelope": envelope.raw.decode(),
        })  # fmt: skip
    return rows


def trustees_file() -> dict[str, Any]:
    """Single keys from fixed secrets, and one whole key generation of 2 of 3."""
    singles = []
    for seed in (None, *SEEDS):
        secret = SERVER_SECRET if seed is None else single.member_secret(seed)
        draws = Draws(f"single|{seed}")
        made = single.make_single(secret, entropy=draws)
        raw = strict_json.dump(made.value()).decode()
        singles.append({"seed": seed, "secret": str(secret), "draws": draws.texts, "raw": raw})
    return {"singles": singles, "pedersen": _pedersen()}


def _pedersen() -> dict[str, Any]:
    members = [MemberSecrets.from_seed(seed) for seed in SEEDS]
    step = {name: [Draws(f"pedersen|{name}|{seed}") for seed in SEEDS] for name in ("cert", "polynomial", "key")}
    certs = [
        make_certificate(member, size=3, threshold=2, index=index, entropy=draws)
        for index, (member, draws) in enumerate(zip(members, step["cert"], strict=True), start=1)
    ]
    handed_in = [
        make_polynomial(one, certs, entropy=draws) for one, draws in zip(members, step["polynomial"], strict=True)
    ]
    given = [verification_input(handed_in, index) for index in range(1, 4)]
    keys = [
        make_verification_key(one, certs, for_one, entropy=draws)
        for one, for_one, draws in zip(members, given, step["key"], strict=True)
    ]
    public = PedersenKey(
        2, tuple(certs), tuple(one.coefexps for one in handed_in), tuple(one.signature for one in handed_in),
        tuple(one.public_key for one in keys),
    )  # fmt: skip
    server = single.make_single(SERVER_SECRET, entropy=Draws("pedersen|server"))
    raw = serialize_trustees([server, public])
    return {
        "threshold": 2,
        "members": [
            {
                "seed": seed,
                "signing_secret": str(members[i].signing),
                "decryption_secret": str(members[i].decryption),
                "cert": _made(certs[i].value(), step["cert"][i]),
                "polynomial": _made(handed_in[i].value(), step["polynomial"][i]),
                "input": strict_json.dump(given[i].value()).decode(),
                "output": _made(keys[i].value(), step["key"][i]),
                "decryption_key": str(open_decryption_key(members[i], keys[i].private_key)),
            }
            for i, seed in enumerate(SEEDS)
        ],
        "trustees": raw.decode(),
        "public_key": parse_trustees(raw).public_key.hex,
    }


def _made(value: object, draws: Draws) -> dict[str, Any]:
    return {"draws": draws.texts, "raw": strict_json.dump(value).decode()}


def tally_file() -> dict[str, Any]:
    """A count over the vectors' ballots of each election, opened by the server alone."""
    rows = []
    trustees = parse_trustees(serialize_trustees([single.make_single(SERVER_SECRET, entropy=Draws("single|None"))]))
    for name, election in elections().items():
        envelopes = [parse_envelope(row["envelope"].encode()) for row in _ballots(name, election)]
        counted = tally.encrypted_tally(election, [one.ballot for one in envelopes])
        draws = Draws(f"tally|{name}")
        partial = tally.partial_decryption(election, counted, SERVER_SECRET, entropy=draws)
        tally.check_partial(election, counted, election.public_key, partial)
        result = tally.combine(election, counted, trustees, {1: partial})
        rows.append({
            "election": name, "encrypted_tally": counted.raw.decode(), "sized": counted.sized_raw.decode(),
            "secret": str(SERVER_SECRET), "draws": draws.texts, "partial": partial.raw.decode(),
            "owned": partial.owned(1).decode(), "result": result.raw.decode(),
        })  # fmt: skip
    return {"tallies": rows}


def refused_file() -> dict[str, Any]:
    """Broken envelopes and elections with the name and code of the error."""
    made = elections()
    rows = []
    for election, position in (("usual", 0), ("blank", 1)):
        row = _ballots(election, made[election])[position]
        for crime, raw in crimes.envelopes(json.loads(row["envelope"]), int(row["s"]), election).items():
            refusal = _refusal(raw, made[election])
            rows.append({"crime": crime, "election": election, "envelope": raw, **refusal})
    return {"envelopes": rows, "elections": _refused_elections(made["blank"])}


def _refusal(raw: str, election: Election) -> dict[str, str]:
    try:
        acceptance.check_proofs(parse_envelope(raw.encode()), election)
    except BallotDataError as error:
        return {"name": error.name, "code": error.code}
    raise AssertionError("accepted: " + raw[:80])


def _refused_elections(election: Election) -> list[dict[str, str]]:
    rows = []
    for crime, raw in crimes.elections(json.loads(election.raw)).items():
        try:
            parse_election(raw.encode())
        except BallotDataError as error:
            rows.append({"crime": crime, "raw": raw, "name": error.name, "code": error.code})
        else:
            raise AssertionError("accepted: " + crime)
    return rows


def openings_file() -> dict[str, Any]:
    """Ballots sealed from a seed, opened; and openings that are refused, by name."""
    made = elections()
    rows = [_opened(name, made[name], index) for name in made for index in range(len(CHOICES[name]))]
    refused = crimes.openings(rows[0]["text"], rows[1]["text"], _opened("blank", made["blank"], 0)["text"])
    return {
        "openings": rows,
        "refused": [_refused_opening(crime, text, made["usual"]) for crime, text in refused.items()],
    }


def _opened(name: str, election: Election, index: int) -> dict[str, Any]:
    secret = credentials.vote_secret(credentials.household_secret(CARDS[index]), election.uuid)
    seed = hashlib.sha256(f"dinh/vectors|opening|{name}|{index}".encode()).digest()
    signing, draw = Draws(f"opening|{name}|{index}"), entropy_from_seed(seed)
    ballot, opening = seal_openable(election, secret, CHOICES[name][index], seed, signing=signing)
    return {
        "election": name, "s": str(secret), "choices": CHOICES[name][index], "seed": seed.hex(),
        "draws": [str(draw()) for _ in range(3)], "signing_draws": signing.texts, "raw": ballot.raw.decode(),
        "tracker": ballot.tracker, "text": opening.text,
    }  # fmt: skip


def _refused_opening(crime: str, text: str, election: Election) -> dict[str, str]:
    try:
        check_opening(election, parse_opening(text))
    except BallotDataError as error:
        return {"crime": crime, "election": "usual", "text": text, "name": error.name}
    raise AssertionError("accepted: " + crime)


def files() -> dict[str, str]:
    """File name to exact content."""
    made = {
        "cards.json": cards_file(),
        "elections.json": elections_file(),
        "ballots.json": ballots_file(),
        "trustees.json": trustees_file(),
        "tally.json": tally_file(),
        "refused.json": refused_file(),
        "openings.json": openings_file(),
    }
    return {name: json.dumps(value, ensure_ascii=False, indent=1) + "\n" for name, value in made.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in files().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
