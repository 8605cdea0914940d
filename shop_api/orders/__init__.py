"""Orders: carts, quotes, orders, their contacts and their states.

A *cart* holds lines and belongs to whoever holds its token, or to an account. A *quote* says what a cart costs now, for
fifteen minutes. *Placing* an order echoes a quote; the order then stands for ever, one for a cart. Its *money facts*
(order, lines, events) are kept as tax law asks; the *contact* (who bought) and the *recipient* (who receives) are rows
of their own that can be erased alone. A *guest* reads an order with a receipt link or after a *lookup* by code.
Customers, guests and staff may cancel before hand-over; staff deliver. `rules/states.py` is the table of states.
"""
