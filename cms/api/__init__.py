"""The public surface: every endpoint on one screen (`rest.py`), one GraphQL schema (`graphql.py`), the same queries below."""
