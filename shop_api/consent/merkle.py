"""Merkle trees as RFC 6962 builds them: a leaf's hash begins with 0x00, a node's with 0x01, and a list is split at the
largest power of two below its length. So no node can pass for a leaf, and no list for a shorter one.
"""

import hashlib
from collections.abc import Sequence

_NODE = b"\x01"


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(_NODE + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root of a list of leaf hashes, 32 bytes each; of none it is the hash of nothing.

    Hashing pairs level by level and carrying an odd last node up gives the same tree as splitting does.
    """
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from one leaf to the root, nearest first (an inclusion proof)."""
    found: list[bytes] = []
    level = list(leaves)
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            found.append(level[beside])
        level, index = _above(level), index // 2
    return found


def root_by_path(leaf: bytes, index: int, count: int, hashes: Sequence[bytes]) -> bytes | None:
    """The root that a path leads to; None when it is no path of this leaf among `count` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < count:
        return None
    at, last, found = index, count - 1, leaf
    for beside in hashes:
        if last == 0:
            return None
        if at & 1 or at == last:
            found = node(beside, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, beside)
        at, last = at >> 1, last >> 1
    return found if last == 0 else None


def _above(level: Sequence[bytes]) -> list[bytes]:
    above = [node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return above + [level[-1]] if len(level) % 2 else above
