"""Catalogue: published products with price and stock."""
