"""Writes of consent that other features' use cases may call inside their own transaction."""

from shop_api.consent.steps.subjects import link_subjects, new_subject

__all__ = ["link_subjects", "new_subject"]
