"""Support: staff, their desk, and what they may see of customers.

A *member of staff* has an account of their own and one role. The *desk* is a set of pages at `/support/`; it calls the
same use cases as the API. Contacts are *masked*; a *reveal* shows one in clear for a stated reason, is written down
before the value leaves, and has a daily budget. A *thread* is a conversation about one order, begun by its customer.
Support staff find, read, deliver and cancel orders, answer threads and open a person's consents; the *responsible
person* for personal data opens them too, and revokes what was not the person's to give; moderators and stock keepers
have pages here.
"""
