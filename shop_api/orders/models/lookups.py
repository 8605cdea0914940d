"""A guest asks for an order by number and contact; a code goes to the contact on the order."""

from django.db import models

from frontend_contracts.wire.personal_data import ByRule, Erasure, not_personal, personal
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import Purpose


class Lookup(models.Model):
    """One asking. `order_id` is null when number and contact did not fit: such a row only takes the same time."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    order_id = personal(
        models.UUIDField(null=True),
        category="order",
        why=[Purpose.ORDER_FULFILMENT],
        keep=ByRule("lookup_days"),
        on_erasure=Erasure.DELETE,
    )
    code_hash = not_personal(models.BinaryField(max_length=32))  # keyed, with the id: useless without the key
    tries = not_personal(models.PositiveSmallIntegerField(default=0))
    created_at = not_personal(models.DateTimeField(db_index=True))
    confirmed_at = not_personal(models.DateTimeField(null=True))

    def __str__(self) -> str:
        return f"lookup {self.id}"
