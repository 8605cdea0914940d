"""Reviews: what buyers say in public about a product."""
