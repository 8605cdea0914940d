"""Letters: one file a kind, named as `gate.mail.post(kind, …)` names it, holding nothing but text.

    SUBJECT = {"kk": "…", "ru": "…", "en": "…"}     one line
    TEXT = {"kk": "…", "ru": "…", "en": "…"}        paragraphs parted by an empty line; no greeting, no signature

`{name}` is filled from the parameters of `post`; `{shop}` and `{storefront}` (its address) are always there. A
paragraph that is one placeholder alone, such as `{code}`, stands out in the HTML form. The mailer adds the signature
and makes the HTML; a test checks every file for the three languages, equal placeholders and a subject of one line.
"""
