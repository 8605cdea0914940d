"""The shop: accounts, catalogue, carts, orders, reviews, support and consent. Owns people; knows no page."""
