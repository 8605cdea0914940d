"""Encrypted text fields: AES-256-GCM, bound to their row, readable only with the key; and blind indexes beside them.

The stored value is `key id . base64(nonce + ciphertext)`. The additional data is `app.Model.field:primary key`, so a
cell copied into another row or column fails to open. A failure raises; it never reads as empty.
"""

import base64
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from shop_api.gate import keys

_KEY_ID = "1"
_NONCE_BYTES = 12


class CannotOpen(Exception):
    """A stored cell does not open: another key, another row, or changed bytes."""


def seal(text: str, place: str) -> str:
    """Encrypt a text for its place (`app.Model.field:pk`)."""
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(keys.key("field")).encrypt(nonce, text.encode(), place.encode())
    return f"{_KEY_ID}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(stored: str, place: str) -> str:
    """Decrypt a cell.

    :raises CannotOpen: it was sealed for another place or key, or was changed
    """
    key_id, _, encoded = stored.partition(".")
    if key_id != _KEY_ID:
        raise CannotOpen(f"unknown key id in {place.partition(':')[0]}")
    try:
        raw = base64.urlsafe_b64decode(encoded)
        return AESGCM(keys.key("field")).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place.encode()).decode()
    except Exception as error:
        raise CannotOpen(f"a cell of {place.partition(':')[0]} does not open") from error


class _Sealed(str):
    """A stored cell that nobody has read yet."""

    __slots__ = ()


class _Opening:
    """Decrypts on first access, when the row's primary key is known."""

    def __init__(self, field: "EncryptedTextField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, _Sealed):
            value = unseal(value, self.field.place(instance))
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """Text that is ciphertext in the database and plain text on the model. Its row's key must be set before saving."""

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opening(self))

    def place(self, instance: models.Model) -> str:
        """What a cell is bound to."""
        return f"{instance._meta.label}.{self.attname}:{instance.pk}"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return value if not value else _Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if not value:
            return value  # an empty cell tells nothing; it stays empty, so erasure can be seen
        if model_instance.pk is None:
            raise TypeError("an encrypted cell is bound to its row: set the primary key before saving")
        return seal(value, self.place(model_instance))

    def to_python(self, value: Any) -> Any:
        return value


def blind_index(kind: str, value: str) -> bytes:
    """A keyed hash for exact look-up of an encrypted value: equal values of one kind give equal 32 bytes."""
    return keys.keyed_hash("blind_index", kind, value)
