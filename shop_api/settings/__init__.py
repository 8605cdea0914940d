"""Settings of the shop: `dev`, `test`, `production`, each over `base`; `parts/` holds one topic a file."""
