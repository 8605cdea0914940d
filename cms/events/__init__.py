"""Events: what subscribers hear about publications.

The *outbox* holds thin events, written in the transaction that publishes. The worker *delivers* them in order, signed;
a subscriber may also *pull* them. A *replay* sends old events again. Nothing is ever deleted.
"""
