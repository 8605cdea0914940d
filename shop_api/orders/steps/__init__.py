"""Writes of orders; what other features' use cases may call inside their transaction stands here by name."""

from shop_api.orders.steps.transitions import cancel, deliver

__all__ = ["cancel", "deliver"]
