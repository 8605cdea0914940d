"""The content service: policies, products, prices. It knows no customer.

Words: a *page* is what an editor writes; a *version* is what was published, frozen, with its hash; an *event* tells
subscribers that a version appeared or went away. Public answers are read from versions, never from pages.
"""
