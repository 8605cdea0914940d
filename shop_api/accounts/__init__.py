"""Accounts: customers, their sign-up, sign-in and profile.

An account is *unverified* from sign-up until the code sent to its e-mail comes back, then *active*, at last *closed*.
A *sign-up* is pending until then, under an id of its own; a *reset* likewise. A *session* is opened by an opaque token
that the shop keeps only as a keyed hash; an app sends it in a header, a browser in a cookie. Anyone may sign up and
sign in; everything else is the account's own.
"""
