"""Publications: signed events from the cms, received, fetched, checked and applied in order.

An *event* is a hint: slug, version, SHA-256, sequence. It is *received* (signature and shape hold), its *body* is
fetched by the worker, and the worker *applies* it: checks the hash and calls the *applier* that a feature bound for its
type. It is *ignored* when a newer one was applied, and *failed* (kept, with the reason, tried again) when the body
cannot be had or is not the one announced. A *pull* reads the cms's own list and heals what never arrived.
"""
