"""The group: every foreign encoding is refused by name, the identity and the zero scalar are legal."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.crypto.errors import (
    BadScalar,
    CryptoDataError,
    MixedOrder,
    NotCanonical,
    NotInGroup,
    OffCurve,
    SmallOrder,
    UnexpectedIdentity,
)
from voting.crypto.group import IDENTITY, Element, G, product
from voting.crypto.scalars import Q, parse_scalar, random_scalar

P = 2**255 - 19
BASE_HEX = "6666666666666666666666666666666666666666666666666666666666666658"
MINUS_ONE = P - 1
ORDER_EIGHT_Y = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL_ORDER = [0, 2**255, MINUS_ONE, ORDER_EIGHT_Y, ORDER_EIGHT_Y + 2**255, P - ORDER_EIGHT_Y]

scalars = st.integers(min_value=0, max_value=Q - 1) | st.sampled_from([0, 1, 2, Q - 1])


def encoded(number: int) -> str:
    return f"{number:064x}"


def test_the_generator_is_the_base_point_of_rfc_8032() -> None:
    assert G.hex == BASE_HEX
    assert G.raw == bytes.fromhex(BASE_HEX)[::-1]
    G.require_in_group()


def test_the_order_of_the_generator_is_q() -> None:
    assert (G ** (Q - 1)) * G == IDENTITY
    assert G**Q == IDENTITY
    assert G ** (Q + 1) == G


@pytest.mark.parametrize("y", SMALL_ORDER)
def test_points_of_small_order_are_named_so(y: int) -> None:
    point = Element.from_hex(encoded(y))
    with pytest.raises(SmallOrder):
        point.require_in_group()
    for exponent in (0, 1, 8, Q - 1):
        with pytest.raises(SmallOrder):
            point**exponent


@pytest.mark.parametrize("y", SMALL_ORDER)
@settings(deadline=None)
@given(scalar=st.integers(min_value=1, max_value=Q - 1))
def test_a_member_times_a_point_of_small_order_is_of_mixed_order(y: int, scalar: int) -> None:
    # Order two is CVE-2025-69277: libsodium before 31 December 2025 let it pass.
    point = G**scalar * Element.from_hex(encoded(y))
    with pytest.raises(MixedOrder):
        point.require_in_group()
    for exponent in (0, 1, 2, Q - 1):
        with pytest.raises(MixedOrder):
            point**exponent


@pytest.mark.parametrize("y", [2, 7, P - 2])
def test_encodings_of_no_point_are_off_the_curve(y: int) -> None:
    point = Element.from_hex(encoded(y))
    with pytest.raises(OffCurve):
        point.require_in_group()
    with pytest.raises(OffCurve):
        point**5
    with pytest.raises(OffCurve):
        point * G
    with pytest.raises(OffCurve):
        G / point


@pytest.mark.parametrize("number", [P, P + 1, 2**255 - 1, 2**256 - 1, 2**255 + P])
def test_coordinates_that_are_not_reduced_are_not_canonical(number: int) -> None:
    with pytest.raises(NotCanonical):
        Element.from_hex(encoded(number))


def test_the_identity_with_a_sign_is_refused() -> None:
    with pytest.raises(NotInGroup):
        Element.checked(encoded(1 + 2**255))


@pytest.mark.parametrize(
    "text",
    ["", BASE_HEX[:-1], BASE_HEX + "0", BASE_HEX + "\n", " " + BASE_HEX[1:], "6" * 62 + "5A", "٦" * 64, "g" + "6" * 63],
)
def test_other_texts_are_not_canonical(text: str) -> None:
    with pytest.raises(NotCanonical):
        Element.from_hex(text)


def test_the_identity_is_a_member_but_no_key() -> None:
    assert Element.checked(encoded(1)) == IDENTITY
    assert IDENTITY.is_identity
    assert IDENTITY**5 == IDENTITY
    assert IDENTITY * G == G
    assert G / G == IDENTITY
    assert product([]) == IDENTITY
    with pytest.raises(UnexpectedIdentity):
        Element.key(encoded(1))


@settings(deadline=None)
@given(a=scalars, b=scalars)
def test_exponents_add_and_multiply(a: int, b: int) -> None:
    assert G**a * G**b == G ** (a + b)
    assert (G**a) ** b == G ** (a * b)
    assert G**a / G**b == G ** (a - b)
    assert product([G**a, G**b, G]) == G ** (a + b + 1)


@settings(deadline=None)
@given(a=scalars)
def test_every_power_reads_back_from_its_hex(a: int) -> None:
    element = G**a
    assert Element.checked(element.hex) == element
    assert hash(Element.from_hex(element.hex)) == hash(element)
    assert pickle.loads(pickle.dumps(element)) == element


@settings(deadline=None)
@given(raw=st.binary(min_size=32, max_size=32))
def test_any_32_bytes_are_a_member_or_a_named_crime(raw: bytes) -> None:
    try:
        element = Element.checked(raw.hex())
    except CryptoDataError:
        return
    assert element ** (Q - 1) * element == IDENTITY


def test_threads_do_not_share_a_buffer() -> None:
    secrets = [random_scalar() for _ in range(64)]
    expected = [(G**one) ** 7 for one in secrets]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda one: (G**one) ** 7, secrets)) == expected


@pytest.mark.parametrize(
    "text", ["", "01", "00", "-1", "+1", " 1", "1\n", "1e3", "0x1", "٣", str(Q), "9" * 77, "9" * 5000]
)
def test_other_scalars_are_refused(text: str) -> None:
    with pytest.raises(BadScalar):
        parse_scalar(text)


@settings(deadline=None)
@given(a=scalars)
def test_every_scalar_below_q_reads_back(a: int) -> None:
    assert parse_scalar(str(a)) == a


def test_random_scalars_are_in_range_and_differ() -> None:
    drawn = {random_scalar() for _ in range(100)}
    assert len(drawn) == 100
    assert all(0 < one < Q for one in drawn)
