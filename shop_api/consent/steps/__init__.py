"""Writes of consent that other features' use cases may call inside their own transaction."""

from shop_api.consent.steps.subjects import link_subjects, new_subject
from shop_api.consent.steps.withdrawals import take_turns

__all__ = ["link_subjects", "new_subject", "take_turns"]
