"""The prime-order subgroup of edwards25519, written multiplicatively (PROTOCOL section 1, RFC 8032).

libsodium does the arithmetic. Its variable-base multiplication refuses encodings that are non-canonical, off the
curve, of small order or with a small-order component, and also the zero scalar and the identity; this module makes
the last two legal and the others named errors. So for every `Element` e and every integer x, `e ** x` returning at
all proves that e is in the group. `*` and `/` only need points on the curve and prove no membership.

The cffi functions are called directly: the argument checks of `nacl.bindings` cost 2 to 3 us a call, about 7 % of a
ballot's verification. Every length and type is fixed here. Each call has its own output buffer, because cffi
releases the interpreter lock and two threads must not share one.
"""

import re
from collections.abc import Iterable
from typing import Any, Final, Self

from nacl._sodium import ffi, lib

from voting.crypto.errors import MixedOrder, NotCanonical, NotInGroup, OffCurve, SmallOrder, UnexpectedIdentity
from voting.crypto.scalars import Q

_HEX = re.compile(r"[0-9a-f]{64}\Z")
_FIELD: Final = 2**255 - 19
_Y_MASK: Final = 2**255 - 1
_POINT: Any = ffi.typeof("unsigned char[32]")
_IDENTITY_BYTES: Final = b"\x01" + bytes(31)
_BASE_BYTES: Final = b"\x58" + b"\x66" * 31

_new = ffi.new
_read = ffi.buffer
_multiply_base = lib.crypto_scalarmult_ed25519_base_noclamp
_multiply_point = lib.crypto_scalarmult_ed25519_noclamp
_add = lib.crypto_core_ed25519_add
_subtract = lib.crypto_core_ed25519_sub


class Element:
    """A group element: the 32 bytes of RFC 8032. Immutable; equal bytes, equal element; picklable.

    Received elements are cheap to build and canonical in form; `require_in_group` or any power proves membership.
    """

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    @classmethod
    def from_hex(cls, text: str) -> Self:
        """Reads 64 lower-case hex digits (big-endian) of a reduced coordinate; raises `NotCanonical`. No curve work."""
        if not _HEX.match(text) or int(text, 16) & _Y_MASK >= _FIELD:
            raise NotCanonical("not 64 lower-case hex digits of a reduced coordinate")
        return cls(bytes.fromhex(text)[::-1])

    @classmethod
    def checked(cls, text: str) -> Self:
        """As `from_hex`, and proves membership; raises `NotCanonical` or a `NotInGroup`. Accepts the identity."""
        element = cls.from_hex(text)
        element.require_in_group()
        return element

    @classmethod
    def key(cls, text: str) -> Self:
        """As `checked`, and refuses the identity with `UnexpectedIdentity`: for public keys."""
        element = cls.checked(text)
        if element.is_identity:
            raise UnexpectedIdentity("the identity is no key")
        return element

    @property
    def raw(self) -> bytes:
        """The 32 bytes of RFC 8032 (little-endian)."""
        return self._raw

    @property
    def hex(self) -> str:
        """64 lower-case hex digits of the big-endian number: the standard bytes reversed."""
        return self._raw[::-1].hex()

    @property
    def is_identity(self) -> bool:
        """True for the neutral element."""
        return self._raw == _IDENTITY_BYTES

    def require_in_group(self) -> None:
        """Raises the `NotInGroup` that names the crime unless this is a member (the identity is one)."""
        if self._raw != _IDENTITY_BYTES and not lib.crypto_core_ed25519_is_valid_point(self._raw):
            raise self._crime()

    def _crime(self) -> NotInGroup | NotCanonical:
        if int.from_bytes(self._raw, "little") & _Y_MASK >= _FIELD:
            return NotCanonical("the coordinate is not reduced")
        if _add(_new(_POINT), self._raw, _IDENTITY_BYTES):
            return OffCurve("no point of the curve has this encoding")
        double = self * self
        four = double * double
        if (four * four).is_identity:
            return SmallOrder("the point has small order")
        return MixedOrder("the point is outside the prime-order subgroup")

    def __mul__(self, other: "Element") -> "Element":
        out = _new(_POINT)
        if _add(out, self._raw, other._raw):
            raise OffCurve("no point of the curve has this encoding")
        return Element(_read(out)[:])

    def __truediv__(self, other: "Element") -> "Element":
        out = _new(_POINT)
        if _subtract(out, self._raw, other._raw):
            raise OffCurve("no point of the curve has this encoding")
        return Element(_read(out)[:])

    def __pow__(self, exponent: int) -> "Element":
        scalar = exponent % Q
        raw = self._raw
        if not scalar or raw == _IDENTITY_BYTES:
            # libsodium is not called for these, so membership is checked here: no power without a subgroup check.
            self.require_in_group()
            return IDENTITY
        out = _new(_POINT)
        if raw == _BASE_BYTES:
            _multiply_base(out, scalar.to_bytes(32, "little"))
        elif _multiply_point(out, scalar.to_bytes(32, "little"), raw):
            # 0 < scalar < q, and no such power of a member is the identity: the point itself was refused.
            raise self._crime()
        return Element(_read(out)[:])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Element) and self._raw == other._raw

    def __hash__(self) -> int:
        return hash(self._raw)

    def __repr__(self) -> str:
        return f"Element({self.hex})"

    def __reduce__(self) -> tuple[type[Self], tuple[bytes]]:
        return type(self), (self._raw,)


G: Final = Element(_BASE_BYTES)
"""The generator: the base point of RFC 8032."""

IDENTITY: Final = Element(_IDENTITY_BYTES)
"""The neutral element, the empty product."""


def product(elements: Iterable[Element]) -> Element:
    """The product of the elements in order; `IDENTITY` when there are none."""
    total = None
    for element in elements:
        total = element if total is None else total * element
    return IDENTITY if total is None else total
