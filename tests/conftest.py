"""Fixtures for every test: a database for each test process (`tests.stage.pytest_plugin` says how)."""

from tests.stage.pytest_plugin import database_addresses, django_db_setup, owner_connection

__all__ = ["database_addresses", "django_db_setup", "owner_connection"]
