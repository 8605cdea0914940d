"""What consent answers: forms, versions in force, a subject's own consents, receipts."""

from shop_api.consent.queries.form import consent_form
from shop_api.consent.queries.own import asked_again_of, consent_receipt, export_consents, own_consents
from shop_api.consent.queries.policies import PolicyInForce, asks_anybody_again, version_in_force
from shop_api.consent.queries.subjects import covers, records_of, subjects_behind

__all__ = [
    "asked_again_of",
    "asks_anybody_again",
    "PolicyInForce",
    "consent_form",
    "consent_receipt",
    "covers",
    "export_consents",
    "own_consents",
    "records_of",
    "subjects_behind",
    "version_in_force",
]
