"""Consent: what was shown, agreed, refused and withdrawn, provable to the exact text."""
