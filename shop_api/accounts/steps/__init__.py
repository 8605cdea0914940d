"""Writes that several use cases of accounts share, inside their transaction."""
