"""Doors: what both protocols share. A door translates and decides nothing.

`rest` and `graphql` derive their input checks, answers and contracts from the same use cases, queries and contracts.
"""
