"""RFC 6962 section 2.1 written down word for word, recursive and slow: what the real code is compared with."""

import hashlib


def _sha(data):
    return hashlib.sha256(data).digest()


def split(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def mth(entries):
    """MTH(D[n]) of 2.1."""
    n = len(entries)
    if n == 0:
        return _sha(b"")
    if n == 1:
        return _sha(b"\x00" + entries[0])
    k = split(n)
    return _sha(b"\x01" + mth(entries[:k]) + mth(entries[k:]))


def path(m, entries):
    """PATH(m, D[n]) of 2.1.1."""
    n = len(entries)
    if n == 1:
        return []
    k = split(n)
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def proof(m, entries):
    """PROOF(m, D[n]) of 2.1.2."""
    return _subproof(m, entries, is_old_tree=True)


def _subproof(m, entries, *, is_old_tree):
    n = len(entries)
    if m == n:
        return [] if is_old_tree else [mth(entries)]
    k = split(n)
    if m <= k:
        return [*_subproof(m, entries[:k], is_old_tree=is_old_tree), mth(entries[k:])]
    return [*_subproof(m - k, entries[k:], is_old_tree=False), mth(entries[:k])]
