"""Products and their pages."""
