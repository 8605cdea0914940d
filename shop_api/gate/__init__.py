"""The gate: what every use case and every query passes, whichever door it came through.

An *actor* is who asks and is always given. A *permission* is what a role may do. A use case runs in one transaction:
permission → rate limit → idempotency key → consent or ground → work → audit row. Nothing here knows HTTP or GraphQL.
"""
