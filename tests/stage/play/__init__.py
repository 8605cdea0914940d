"""The story, in scenes: what editors, customers, guests and staff do, over HTTP, against two running services."""
