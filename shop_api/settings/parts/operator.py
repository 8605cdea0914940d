"""The operator, as printed in consents, receipts and letters. The BIN's control digit is checked at start."""

from datetime import date

from frontend_contracts.wire.operator import checked_bin

OPERATOR = {
    "trading_name": "Infini",
    "legal_name": {
        "kk": "«Shahishifa KZ» ЖШС",
        "ru": "ТОО «Shahishifa KZ»",
        "en": 'LLP "Shahishifa KZ"',
    },
    "bin": checked_bin("180140023215"),
    "country": "KZ",
}

#: From which day the operator pays VAT or, under a simplified regime, does not; the last row begun holds.
VAT_PAYER = [(date(2018, 1, 29), True)]
