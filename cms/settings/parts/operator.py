"""Who is responsible: printed in every policy, checked at start (`cms.api.checks`).

Source: the operator's published policy, section 1; the contact is a placeholder until the operator confirms it.
"""

OPERATOR = {
    "legal_name": {
        "kk": "«Shahishifa KZ» ЖШС",
        "ru": "ТОО «Shahishifa KZ»",
        "en": "Shahishifa KZ LLP",
    },
    "trading_name": "Infini",
    "bin": "180140023215",
    "contact_email": "support@infini.com",
}
