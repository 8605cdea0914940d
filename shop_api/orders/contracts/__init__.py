"""What crosses the doors of orders: one part of the feature a file."""
