"""Who bought and who receives: sealed cells, and what finds them. Each row goes without the order losing a number."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from frontend_contracts.wire.personal_data import ByRule, Erasure, not_personal, personal
from shop_api.gate.encryption import EncryptedTextField
from shop_api.orders.models.facts import Order
from shop_api.values.purposes import Purpose

BUYER_TERM = ByRule("order_contact_days")
RECIPIENT_TERM = ByRule("order_recipient_days")  # shorter: used for delivery only, erased first


def _buyer(field: Any, *also: Purpose) -> Any:
    return personal(
        field,
        category="order_contact",
        why=[Purpose.ORDER_FULFILMENT, *also],
        keep=BUYER_TERM,
        on_erasure=Erasure.DELETE,
    )


def _recipient(field: Any) -> Any:
    return personal(
        field,
        category="delivery",
        why=[Purpose.ORDER_FULFILMENT],
        keep=RECIPIENT_TERM,
        on_erasure=Erasure.DELETE,
    )


class OrderContact(models.Model):
    """Who bought. `id` is the order's; cells are sealed, the indexes find equal values only with the key."""

    id = not_personal(models.UUIDField(primary_key=True))  # the order's id, but no foreign key: either may go alone
    name = _buyer(EncryptedTextField())
    email = _buyer(EncryptedTextField(blank=True), Purpose.SUPPORT)  # a letter says that an answer waits
    email_index = _buyer(models.BinaryField(max_length=32, null=True, db_index=True))
    phone = _buyer(EncryptedTextField(blank=True))
    phone_index = _buyer(models.BinaryField(max_length=32, null=True, db_index=True))

    def __str__(self) -> str:
        return f"contact of {self.id}"


class OrderRecipient(models.Model):
    """Who receives, and where. May be another person than the buyer. `id` is the order's."""

    id = not_personal(models.UUIDField(primary_key=True))
    name = _recipient(EncryptedTextField())
    phone = _recipient(EncryptedTextField())
    phone_index = _recipient(models.BinaryField(max_length=32, db_index=True))
    city = _recipient(EncryptedTextField())
    street = _recipient(EncryptedTextField())
    postal_code = _recipient(EncryptedTextField())
    whatsapp = _recipient(EncryptedTextField(blank=True))

    def __str__(self) -> str:
        return f"recipient of {self.id}"


class NameToken(models.Model):
    """A folded part of a buyer's or recipient's name, by which staff find an order. Goes with the row it came from."""

    id = not_personal(models.BigAutoField(primary_key=True))
    order = not_personal(models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+"))
    whose = not_personal(models.CharField(max_length=9))  # buyer, recipient
    token = _buyer(models.CharField(max_length=60, db_collation="C"))  # sorted by bytes, so prefixes are ranges

    class Meta:
        indexes = [
            models.Index(fields=["token", "order"], name="name_tokens_by_prefix"),
            GinIndex(fields=["token"], name="name_tokens_by_part", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [models.UniqueConstraint(fields=["order", "whose", "token"], name="one_token_of_order")]

    def __str__(self) -> str:
        return f"{self.whose} token of {self.order_id}"
