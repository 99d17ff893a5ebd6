"""Household cards, per-vote credentials and the published credential list (PROTOCOL section 2).

One printed card serves a household for years; no party keeps its secret, and outsiders cannot link two votes.
"""

import hashlib
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from voting.ballots import strict_json
from voting.ballots.election import BASE58
from voting.ballots.errors import BadCredentials, BallotUsageError
from voting.ballots.paper_code import LENGTH, format_paper_code, parse_paper_code, random_paper_code
from voting.crypto.errors import CryptoDataError
from voting.crypto.group import Element, G
from voting.crypto.hashes import sha256_hex
from voting.crypto.scalars import Q

SHORT_HEX: Final = 6
CREDENTIALS_MAX_BYTES: Final = 4 * 2**20
"""Largest credential list read: about 60,000 households."""

VOTE_KEY: Final = "dinh/vote-key"

# Cards of the form before the paper code: 22 Base58 characters in four groups, as belenios-tool's seeds too.
_CARD = re.compile(rf"[{BASE58}]{{22}}\Z")
_PRINTED = re.compile(rf"([{BASE58}]{{5}})-([{BASE58}]{{6}})-([{BASE58}]{{5}})-([{BASE58}]{{6}})\Z")


def random_card() -> str:
    """Draws a card secret `c`: a paper code."""
    return random_paper_code()


def format_card(card: str) -> str:
    """The printed form of a card secret: `XXXXX-C` five times; of an older one `XXXXX-XXXXXX-XXXXX-XXXXXX`."""
    card = parse_card(card)
    if len(card) == LENGTH:
        return format_paper_code(card)
    return f"{card[:5]}-{card[5:11]}-{card[11:16]}-{card[16:]}"


def parse_card(text: str) -> str:
    """The card secret, bare or printed, however typed; blanks around it are dropped. Raises `BadCard`."""
    text = text.strip()
    if _CARD.match(text):
        return text
    groups = _PRINTED.match(text)
    return "".join(groups.groups()) if groups else parse_paper_code(text)


def household_secret(card: str) -> int:
    """`k`: both hashes of the bare card secret, 512 bits, reduced mod q."""
    card = parse_card(card)
    return int(sha256_hex("dinh/card|0|" + card) + sha256_hex("dinh/card|1|" + card), 16) % Q


def household_key(card: str) -> Element:
    """`K = g^k`: what the server learns of a card."""
    return G ** household_secret(card)


def parse_household_key(text: str) -> Element:
    """Reads a household key `K` from its hex; raises a `Malformed`, or `BadCredentials` outside the group."""
    key = strict_json.element(text)
    _require_keys([key])
    return key


def vote_tweak(key: Element, uuid: str) -> int:
    """`t`: SHA-512 over uuid and K, big-endian, mod q; 0 is refused (it would give everyone's secret)."""
    return derived_tweak(VOTE_KEY, key, uuid)


def vote_credential(key: Element, uuid: str) -> Element:
    """`S = K^t`: the credential of a household in one vote. Raises `BadCredentials` for a key outside the group."""
    return derived_key(VOTE_KEY, key, uuid)


def vote_secret(secret: int, uuid: str) -> int:
    """`s = k*t mod q`: the household's signing secret in one vote, from its household secret `k`."""
    return derived_secret(VOTE_KEY, secret, uuid)


def derived_tweak(purpose: str, key: Element, name: str) -> int:
    """`t` of a card for one thing of this name: votes and statements differ in `purpose`, so no key serves both."""
    digest = hashlib.sha512(f"{purpose}|{name}|{key.hex}".encode()).digest()
    tweak = int.from_bytes(digest, "big") % Q
    if not tweak:
        raise BadCredentials("the tweak is zero")
    return tweak


def derived_key(purpose: str, key: Element, name: str) -> Element:
    """`K^t`. Raises `BadCredentials` for a key outside the group."""
    try:
        derived = key ** derived_tweak(purpose, key, name)
    except CryptoDataError as error:
        raise BadCredentials(f"household key: {error}") from None
    if derived.is_identity:
        raise BadCredentials("the identity is no household key")
    return derived


def derived_secret(purpose: str, secret: int, name: str) -> int:
    """`k*t mod q`, from the household secret `k`."""
    if not secret % Q:
        raise BallotUsageError("the household secret is zero")
    return secret * derived_tweak(purpose, G**secret, name) % Q


def credential_order(credential: str) -> bytes:
    """Sort key of the published list: the 32 bytes of RFC 8032, as belenios-tool sorts (not the order of the hex)."""
    return bytes.fromhex(credential)[::-1]


def short_list(credentials: Iterable[str]) -> bytes:
    """The first 3 bytes (6 hex digits) of each credential, in the order of the list: enough to look for one's own.

    A phone that looks for a credential that is not there is misled with probability N / 2^24: once in 30,000 for 500
    households, and then only told later, by the server. The full list is what counts; this one is 3 instead of 38
    gzipped bytes a household, for weak networks.
    """
    return b"".join(bytes.fromhex(one[:SHORT_HEX]) for one in credentials)


def parse_credentials(raw: bytes) -> tuple[str, ...]:
    """Reads the published list: hex strings, sorted by `credential_order`, distinct, in the group, none the identity.

    Raises `BadCredentials` or a `Malformed`. About 40 us an entry.
    """
    listed = strict_json.items(strict_json.load(raw, size_max_bytes=CREDENTIALS_MAX_BYTES))
    elements = [strict_json.element(value) for value in listed]
    if any(left.raw >= right.raw for left, right in pairwise(elements)):
        raise BadCredentials("the list is not sorted, or has a double")
    _require_keys(elements)
    return tuple(listed)


def serialize_credentials(credentials: Iterable[str | Element]) -> bytes:
    """The exact bytes of the list of these credentials, sorted; raises `BallotUsageError` for a double."""
    listed = [one.hex if isinstance(one, Element) else one for one in credentials]
    if len(set(listed)) != len(listed):
        raise BallotUsageError("a credential twice")
    return strict_json.dump(sorted(listed, key=credential_order))


def _require_keys(elements: Iterable[Element]) -> None:
    for element in elements:
        try:
            element.require_in_group()
        except CryptoDataError as error:
            raise BadCredentials(f"{element.hex}: {error}") from None
        if element.is_identity:
            raise BadCredentials("the identity is no credential")
