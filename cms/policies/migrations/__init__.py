"""Migrations of the policies."""
