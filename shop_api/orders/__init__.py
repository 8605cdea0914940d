"""Orders: carts, quotes, orders, their contacts and their states."""
