"""Audit: who published what, in a table that only grows. Wagtail's own log stays beside it, for editors to read."""
