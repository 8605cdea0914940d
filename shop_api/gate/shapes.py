"""JSON forms of contracts, shared by the doors and by the idempotency fingerprint. One adapter for each type."""

from functools import lru_cache
from typing import Any

import rfc8785
from pydantic import TypeAdapter


@lru_cache(maxsize=1024)
def adapter(shape: Any) -> TypeAdapter[Any]:
    """The validator and serializer of a contract type."""
    return TypeAdapter(shape)


def plain(value: Any) -> Any:
    """A contract as plain JSON values."""
    shape: Any = type(value)
    return adapter(shape).dump_python(value, mode="json")


def canonical(value: Any) -> bytes:
    """A contract's canonical JSON (RFC 8785): equal commands give equal bytes."""
    return rfc8785.dumps(plain(value))
