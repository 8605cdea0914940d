"""Messages over WhatsApp: one file a kind, named as `gate.mail.post(kind, …, channel=…)` names it.

    PURPOSE, TO, FIELDS                        as in `letters/`: what it is for, and every field it carries
    TEXT = {"kk": "…", "ru": "…", "en": "…"}   one paragraph that neither begins nor ends with a parameter

Whoever did not write first gets approved texts only: `manage.py shop_api whatsapp_templates` prints the files as the
templates to register with Meta, each under its file's name in the three languages. Parameters stand in the order of
`FIELDS`; `{shop}` is part of the text. A message says no more than that: names, goods and addresses stay here.
"""
