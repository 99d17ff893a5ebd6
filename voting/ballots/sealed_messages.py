"""Private messages between counting members, carried by the server (PROTOCOL section 5).

Signed by the sender for one recipient, then encrypted to the recipient: ElGamal over a fresh random element, whose
hash is the AES-256-GCM key.
"""

from typing import Final

from voting.ballots import strict_json
from voting.ballots.errors import BadMessage, BallotDataError
from voting.ballots.signed_messages import check_signature, read_signed, sign_value
from voting.crypto.aead import open_bytes, seal_bytes
from voting.crypto.errors import CryptoDataError
from voting.crypto.group import Element, G
from voting.crypto.hashes import sha256_hex
from voting.crypto.proofs import Entropy
from voting.crypto.scalars import random_scalar

_FIELDS: Final = ("algorithm", "alpha", "beta", "data")
_CONTENT: Final = ("recipient", "message")
_ALGORITHM: Final = "AES-GCM"


def send(signing_secret: int, recipient: Element, message: str, *, entropy: Entropy = random_scalar) -> str:
    """Signs and encrypts a text; returns the sealed message's JSON text. Draws w, then `log K`, then r."""
    signed = sign_value(signing_secret, {"recipient": recipient.hex, "message": message}, entropy)
    shared = G ** entropy()
    randomness = entropy()
    alpha, beta = G**randomness, recipient**randomness * shared
    data = seal_bytes(*_key_and_iv(shared, alpha), strict_json.dump(signed.value()))
    value = {"algorithm": _ALGORITHM, "alpha": alpha.hex, "beta": beta.hex, "data": data.hex()}
    return strict_json.dump(value).decode()


def receive(decryption_secret: int, sender: Element, sealed: str) -> str:
    """Opens a sealed message and checks that `sender` (a verification key) signed it for this recipient.

    Raises a `Malformed`, `BadMessage` (does not open, or is for someone else) or `BadCertificate` (signature).
    """
    algorithm, alpha_text, beta_text, data = strict_json.fields(strict_json.load(sealed.encode()), _FIELDS)
    if algorithm != _ALGORITHM:
        raise BadMessage("unknown algorithm")
    alpha, beta = strict_json.element(alpha_text), strict_json.element(beta_text)
    try:
        beta.require_in_group()
        plain = open_bytes(*_key_and_iv(beta / alpha**decryption_secret, alpha), _hex(data))
    except CryptoDataError as error:
        raise BadMessage(str(error)) from None
    try:
        signed = read_signed(strict_json.load(plain))
        recipient, message = strict_json.fields(strict_json.load(signed.message.encode()), _CONTENT)
    except BallotDataError as error:
        raise BadMessage(f"the opened message: {error}") from None
    check_signature(sender, signed.message, signed.signature)
    if recipient != (G**decryption_secret).hex:
        raise BadMessage("the message is for someone else")
    return strict_json.text(message)


def _key_and_iv(shared: Element, alpha: Element) -> tuple[bytes, bytes]:
    return bytes.fromhex(sha256_hex(f"key|{shared.hex}")), bytes.fromhex(sha256_hex(f"iv|{alpha.hex}"))


def _hex(value: object) -> bytes:
    digits = strict_json.text(value)
    try:
        data = bytes.fromhex(digits)
    except ValueError:
        raise BadMessage("the data is not hexadecimal") from None
    if data.hex() != digits:
        raise BadMessage("the data is not lower-case hexadecimal")
    return data
