"""Signed events from the cms: received, fetched, checked, applied in order."""
