"""What the models of this app announce, inside the transaction that writes them."""

from django.dispatch import Signal

product_written = Signal()  # product_ids: the products whose public state may have changed
