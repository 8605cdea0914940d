"""Pure rules of orders, one topic a file."""
