"""Merkle trees: the roots and paths of RFC 6962, against its own recursive definition."""

import hashlib

import pytest

from shop_api.consent import merkle

SIZES = range(1, 34)


def leaf(number: int) -> bytes:
    return hashlib.sha256(b"\x00" + number.to_bytes(4, "big")).digest()


def by_definition(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return merkle.node(by_definition(leaves[:split]), by_definition(leaves[split:]))


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_that_of_the_definition(size):
    leaves = [leaf(number) for number in range(size)]

    assert merkle.root(leaves) == by_definition(leaves)


@pytest.mark.parametrize("size", SIZES)
def test_a_path_leads_each_leaf_to_the_root_and_no_other_leaf_or_place(size):
    leaves = [leaf(number) for number in range(size)]
    root = merkle.root(leaves)

    for index in range(size):
        path = merkle.path(leaves, index)
        assert merkle.root_by_path(leaves[index], index, size, path) == root
        assert merkle.root_by_path(leaf(99), index, size, path) != root
        for other in range(-1, size + 2):
            if other != index:
                assert merkle.root_by_path(leaves[index], other, size, path) != root
        assert merkle.root_by_path(leaves[index], index, size, [*path, root]) is None
        if path:
            assert merkle.root_by_path(leaves[index], index, size, path[:-1]) != root


def test_the_empty_list_has_the_root_of_nothing():
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
