"""AES-256-GCM with the 32-byte IV of the Belenios trustees' messages (PROTOCOL section 5).

PyNaCl offers AES-GCM with 12-byte nonces only, so this one primitive comes from `cryptography`. Key and IV are used
once: both are hashes of fresh random group elements.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from voting.crypto.errors import CannotOpen


def seal_bytes(key: bytes, iv: bytes, plain: bytes) -> bytes:
    """Encrypts; returns ciphertext and 16-byte tag. Key and IV are 32 bytes each; no associated data."""
    return AESGCM(key).encrypt(iv, plain, None)


def open_bytes(key: bytes, iv: bytes, sealed: bytes) -> bytes:
    """Decrypts what `seal_bytes` made; raises `CannotOpen` when a bit was changed or the key is another."""
    try:
        return AESGCM(key).decrypt(iv, sealed, None)
    except InvalidTag:
        raise CannotOpen("the message does not open with this key") from None
