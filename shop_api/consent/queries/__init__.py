"""What consent answers: forms, versions in force, a subject's own consents, receipts."""

from shop_api.consent.queries.form import consent_form
from shop_api.consent.queries.links import persons_behind
from shop_api.consent.queries.news import News, Told, announced, news_for, to_tell
from shop_api.consent.queries.own import consent_receipt, export_consents, own_consents
from shop_api.consent.queries.policies import PolicyInForce, version_in_force
from shop_api.consent.queries.subjects import Said, covers, records_of, said_by_many, subjects_behind

__all__ = [
    "News",
    "PolicyInForce",
    "Said",
    "Told",
    "announced",
    "consent_form",
    "consent_receipt",
    "covers",
    "export_consents",
    "news_for",
    "own_consents",
    "persons_behind",
    "records_of",
    "said_by_many",
    "subjects_behind",
    "to_tell",
    "version_in_force",
]
