"""Consent: what was shown, agreed, refused and withdrawn, provable to the exact text.

A *subject* is a uuid that stands for a device, a guest's order or an account; *links* join them later. A *form*
shows the wording of *flags* (purposes and legal switches) from the policy in force; its signed *token* says what was
shown. An answer makes a *record* (what the flag meant in one text of one language, frozen) and an *event* (given,
refused, renewed, withdrawn), and moves the *current* state; the clock ends a consent as *expired*, the operator as
*revoked*. *Evidence* holds what can be erased and is committed to by hash. Anyone may read the form; a subject reads,
gives, refuses and withdraws their own; staff open a person's records at the desk of `support`.
"""
