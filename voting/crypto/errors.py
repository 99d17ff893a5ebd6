"""What can go wrong in the group: data someone sent, apart from mistakes of the calling program."""


class CryptoError(Exception):
    """Root of everything `voting.crypto` raises."""


class CryptoUsageError(CryptoError):
    """The calling program asked for something meaningless; never caused by received data."""


class CryptoDataError(CryptoError):
    """Received data is not what it claims to be."""


class NotCanonical(CryptoDataError):
    """An element is not 64 lower-case hex digits of a reduced coordinate."""


class NotInGroup(CryptoDataError):
    """An encoding is canonical in form, but no member of the prime-order group."""


class OffCurve(NotInGroup):
    """No point of edwards25519 has this encoding."""


class SmallOrder(NotInGroup):
    """The point has order 2, 4 or 8."""


class MixedOrder(NotInGroup):
    """The point has a component of small order beside its prime-order one."""


class UnexpectedIdentity(NotInGroup):
    """The neutral element where a key or a ciphertext must be."""


class BadScalar(CryptoDataError):
    """A scalar is not a decimal `0 <= x < q` without sign or leading zero."""


class CannotOpen(CryptoDataError):
    """An authenticated ciphertext was changed or is for another key."""
