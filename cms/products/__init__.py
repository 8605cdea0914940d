"""Products: what the shop sells, its price and its texts.

A *product* is locale-free: slug, category, VAT class, images, variants. A *product page* describes it in one language.
A product is *public* while it is published and its Kazakh and Russian pages are live and open to everybody. Each change
of what is public freezes a *product version*: a numbered document with its hash, and an event to subscribers.
"""
