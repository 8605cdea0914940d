"""Letters: one file a kind, named as `gate.mail.post(kind, …)` names it, holding nothing but text and declarations.

    PURPOSE = Purpose.…                             what the letter is for
    TO = "orders.OrderContact.email"                the field its address is read from, by its name in the inventory
    FIELDS = {"number": ("orders.Order.number",)}   each parameter with the fields it tells; () for a code or a link
    SUBJECT = {"kk": "…", "ru": "…", "en": "…"}     one line
    TEXT = {"kk": "…", "ru": "…", "en": "…"}        paragraphs parted by an empty line; no greeting, no signature

`{name}` is filled from the parameters of `post` that `FIELDS` declares, and from no others; `{shop}` and `{storefront}`
(its address) are always there. A paragraph that is one placeholder alone, such as `{code}`, stands out in the HTML
form. The mailer adds the signature and makes the HTML; a test checks every file for the three languages, equal
placeholders, a subject of one line, and fields that the register of recipients knows.
"""
