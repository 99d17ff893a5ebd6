"""The short credential list that phones fetch says the same as the full one."""

from voting.ballots import credentials

CARDS = ["".join("123456789ABCDEFGHJKLMN"[(at + turn) % 22] for at in range(22)) for turn in range(6)]
UUID = "F3kQmTz8Yb2WnP"


def test_the_short_list_holds_the_first_three_bytes_of_each_credential_in_order() -> None:
    listed = credentials.parse_credentials(
        credentials.serialize_credentials(
            credentials.vote_credential(credentials.household_key(card), UUID) for card in CARDS
        )
    )
    short = credentials.short_list(listed)
    assert len(short) == 3 * len(CARDS)
    assert [short[at : at + 3].hex() for at in range(0, len(short), 3)] == [one[:6] for one in listed]
