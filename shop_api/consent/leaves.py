"""What the log of consents is hashed from: leaves of events, ids of records, hashes of facts, commitments to evidence.

Writing and verifying both ask here, so that what is recomputed is what was written.
"""

import hashlib
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from frontend_contracts.wire.webhooks import canonical_json, sha256_hex
from shop_api.consent import models


def leaf_of(event: models.ConsentEvent, facts_sha256: str, presentation: models.Presentation | None) -> bytes:
    """The hash of an event as a leaf of the log: SHA-256 over 0x00 and its canonical JSON (RFC 6962, RFC 8785)."""
    told = {
        "id": str(event.id),
        "record": str(event.record_id),
        "facts_sha256": facts_sha256,
        "seq": event.seq,
        "state": event.state,
        "event_time": _in_utc(event.event_time),
        "recorded_at": _in_utc(event.recorded_at),
        "valid_until": None if event.valid_until is None else _in_utc(event.valid_until),
        "indicated_by": event.indicated_by,
        "method": event.method,
        "presentation": None if presentation is None else sha256_hex(presentation.token.encode()),
        "write_ref": event.write_ref,
        "evidence": bytes(event.evidence_commitment).hex(),
    }
    return hashlib.sha256(b"\x00" + canonical_json(told)).digest()


def record_id(subject_ref: bytes, kind: str, flag: str, text: tuple[str, int, str]) -> UUID:
    """The id of the record of one subject, flag and text; a text is a policy's slug, version and language."""
    slug, version, locale = text
    spelled = [kind, flag, slug, str(version), locale]
    return _derived_id(b"record", subject_ref, *(one.encode() for one in spelled))


def receipt_id(record: UUID, event: UUID) -> UUID:
    """The id of the receipt of a record as the log stood after an event."""
    return _derived_id(b"receipt", record.bytes, event.bytes)


def presentation_id(nonce: str, subject_ref: bytes) -> UUID:
    """The id of a form as one subject answered it."""
    return _derived_id(b"presentation", nonce.encode(), subject_ref)


def facts_hash(facts: dict[str, Any]) -> str:
    """SHA-256, in hex, of the canonical JSON of frozen facts.

    :raises ValueError: they hold what canonical JSON cannot spell; so does TypeError
    """
    return _hash_of(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS))


def are_facts(facts: Any, facts_sha256: str) -> bool:
    """Whether stored facts are what their hash says."""
    try:
        return facts_hash(facts) == facts_sha256
    except (TypeError, ValueError):  # nothing we wrote
        return False


@lru_cache(maxsize=512)
def _hash_of(facts: bytes) -> str:
    # All people who answer one flag of one version in one language get the same facts; hashing them takes 0.4 ms.
    return sha256_hex(canonical_json(orjson.loads(facts)))


def commitment(salt: bytes, *, name: str, address: str, user_agent: str) -> bytes:
    """What an event keeps of its evidence: salted, so that nothing can be guessed from it once the evidence is gone."""
    told = {"name": name, "address": address, "user_agent": user_agent}
    return hashlib.sha256(salt + canonical_json(told)).digest()


def _derived_id(*parts: bytes) -> UUID:
    """A UUIDv8 made of what it names."""
    digest = bytearray(hashlib.sha256(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return UUID(bytes=bytes(digest))


def _in_utc(moment: datetime) -> str:
    """One spelling of a moment, whatever zone it is held in."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
