"""Catalogue: published products with price and stock.

A *product* is what editors published in the cms; the shop keeps its own copy, made ready for each language when the
signed event arrives. A *variant* has a stock keeping unit (SKU) and a price; only variants are sold. *Stock* belongs to
the shop: what is *on hand*, what of it is *reserved* for orders, and what is *available*, the difference.
Everybody may read the catalogue. Stock keepers set stock (`catalog:stock:set`) and, with support, list it.
"""
