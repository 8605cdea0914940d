"""Policies: the legal texts a person agrees to, as versions nobody can change.

An editor writes a *draft* of a `PolicyPage` or a `TermsPage`: one page holds kk, ru and en side by side. *Publishing*
passes the *gate*; what passes becomes a `PolicyVersion`, which is never changed, and one event for the shop. A version
is *scheduled* until its date comes (00:00 in Almaty), then *in force*, then *superseded*; a scheduled one may be
*withdrawn* before it takes effect. The public reads versions only, never pages.

A *publisher's note* is a sentence in an imported text that speaks to the publisher and not to the reader. It is never
public, and a draft with an unresolved note is refused.
"""
