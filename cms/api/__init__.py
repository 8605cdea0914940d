"""The public surface: every endpoint on one screen (`rest.py`), one GraphQL schema, the same queries below."""
