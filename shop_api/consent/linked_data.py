"""Receipts of consent as linked data: ISO/IEC TS 27560 in the words of W3C DPV, signed over RFC 8785 bytes.

The same facts as the JWS, so that either can be made from the other. The proof is a W3C Data Integrity proof of the
suite `eddsa-jcs-2022`: Ed25519 over the hashes of the canonical proof options and of the canonical document. The text
is itself canonical: one spelling, so that any changed bit shows.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from frontend_contracts.wire.webhooks import canonical_json
from shop_api.consent import receipts

DPV_RECORD = "https://w3id.org/dpv/schema/dpv-27560#record"
DPV_RECEIPT = "https://w3id.org/dpv/schema/dpv-27560#receipt-record"
CONTEXT: list[Any] = [
    "https://w3id.org/security/data-integrity/v2",
    {
        "dct": "http://purl.org/dc/terms/",
        "dpv": "https://w3id.org/dpv#",
        "infini": "urn:infini:consent-receipt:1#",
        "loc": "https://w3id.org/dpv/loc#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    },
]
#: DPV 2.3 has a word for each state of a consent.
STATES = {
    "given": "dpv:ConsentGiven",
    "refused": "dpv:ConsentRefused",
    "renewed": "dpv:RenewedConsentGiven",
    "withdrawn": "dpv:ConsentWithdrawn",
    "expired": "dpv:ConsentExpired",
    "revoked": "dpv:ConsentRevoked",
}
_TRANSFERS = {
    "third_party_transfer": "infini:thirdPartyTransfer",
    "cross_border_transfer": "infini:crossBorderTransfer",
    "publication": "infini:publication",
}
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_SIGNATURE_BYTES = 64
_LONGEST = 64_000  # characters; ours are under 10,000


def signed(told: dict[str, Any]) -> str:
    """Write what a receipt says (the payload of the JWS) as linked data with a proof; the same facts, the same text."""
    document = linked(told)
    options = _options(told, receipts.thumbprint(receipts.public_key()))
    signature = receipts.signature(_to_sign(canonical_json(document), options))
    return canonical_json({**document, "proof": {**options, "proofValue": f"z{_base58(signature)}"}}).decode()


def verified(text: str, key: dict[str, Any]) -> dict[str, Any]:
    """What a receipt says, as in the payload of the JWS, if the key's owner signed exactly this text.

    :raises ReceiptRefused: any bit is other than it was signed, or the text is spelled in another way
    """
    refusal = receipts.ReceiptRefused("The proof does not fit: the text was changed, or signed by another key.")
    try:
        document = orjson.loads(text) if len(text) <= _LONGEST else {}
        proof = document.pop("proof")
        told = told_of(document)
        options = _options(told, receipts.thumbprint(key))
        signature = _from_base58(proof["proofValue"])
        # The text before the proof is what was signed, if it is all of the document: seen below, once it is worth
        # the time.
        content = text.rpartition(',"proof":')[0].encode() + b"}"
        public = Ed25519PublicKey.from_public_bytes(receipts.raw_public_key(key))
        public.verify(signature, _to_sign(content, options))
        is_ours = linked(told) == document and proof == {**options, "proofValue": proof["proofValue"]}
        is_whole = canonical_json(document) == content
        if not is_ours or not is_whole or canonical_json({**document, "proof": proof}) != text.encode():
            raise refusal
    except (InvalidSignature, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise refusal from error
    return told


def linked(told: dict[str, Any]) -> dict[str, Any]:
    """What a receipt says, as linked data without a proof."""
    return {
        "@context": CONTEXT,
        "@id": f"urn:uuid:{told['jti']}",
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": {"@id": DPV_RECEIPT},
        "dct:created": _moment(_written(told["iat"])),
        "dct:identifier": told["jti"],
        "dct:publisher": {"@id": told["iss"]},
        "dpv:hasRecordOfActivity": _record(told),
    }


def told_of(document: dict[str, Any]) -> dict[str, Any]:
    """What a receipt says, read from linked data; the reverse of `linked`.

    :raises LookupError, TypeError, ValueError, AttributeError: it is not of this shape
    """
    record = document["dpv:hasRecordOfActivity"]
    process, notice, subject = record["dpv:hasProcess"], record["dpv:hasNotice"], record["dpv:hasDataSubject"]
    facts = record["infini:facts"]["@value"]
    controller, purpose = record["dpv:hasDataController"], process["dpv:hasPurpose"]
    operator = {
        "legal_name": {name["@language"]: name["@value"] for name in controller["dpv:hasName"]},
        "bin": controller["dct:identifier"],
    }
    events = [_event_of(one) for one in record["dpv:hasConsentStatus"]]
    created = datetime.fromisoformat(document["dct:created"]["@value"])
    return {
        "iss": document["dct:publisher"]["@id"],
        "iat": int(created.timestamp()),
        "jti": document["dct:identifier"],
        "operator": operator,
        "record": {
            "id": record["dct:identifier"],
            "flag": purpose["dct:identifier"],
            "kind": purpose["infini:kind"],
            "state": events[-1]["state"],
            "since": events[-1]["at"],
            "jurisdiction": record["dpv:hasJurisdiction"]["@id"].removeprefix("loc:"),
            "facts_sha256": record["infini:factsSha256"],
        },
        "policy": {
            "slug": notice["dct:identifier"],
            "version": notice["dct:hasVersion"],
            "sha256": notice["infini:documentSha256"],
            "text_sha256": notice["infini:textSha256"],
            "locale": notice["dct:language"],
        },
        "events": events,
        "elements": {
            "operator": operator,
            "term": {name: process["dpv:hasDuration"][f"infini:{name}"] for name in ("from", "until")},
            "data": {one["dct:identifier"]: one["infini:fields"] for one in process["dpv:hasPersonalData"]},
            "other": {**facts["other"], "wording": purpose["dct:description"]["@value"]},
            "subject": {"reference": subject["dct:identifier"], "name": subject.get("dpv:hasName")},
            **{name: process[term] for name, term in _TRANSFERS.items()},
        },
        "facts": facts,
    }


def _record(told: dict[str, Any]) -> dict[str, Any]:
    record, elements, subject = told["record"], told["elements"], told["elements"]["subject"]
    name = {} if subject["name"] is None else {"dpv:hasName": subject["name"]}
    return {
        "@id": f"urn:uuid:{record['id']}",
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": {"@id": DPV_RECORD},
        "dct:identifier": record["id"],
        "dpv:hasApplicableLaw": elements["other"]["law"],
        "dpv:hasConsentStatus": [_event(one) for one in told["events"]],
        "dpv:hasDataController": {
            "@type": "dpv:DataController",
            "dct:identifier": told["operator"]["bin"],
            "dpv:hasName": [
                {"@language": locale, "@value": text} for locale, text in sorted(told["operator"]["legal_name"].items())
            ],
        },
        "dpv:hasDataSubject": {"@type": "dpv:DataSubject", "dct:identifier": subject["reference"], **name},
        "dpv:hasJurisdiction": {"@id": f"loc:{record['jurisdiction']}"},
        "dpv:hasNotice": _notice(told["policy"]),
        "dpv:hasProcess": _process(told),
        "infini:facts": {"@type": "@json", "@value": told["facts"]},
        "infini:factsSha256": record["facts_sha256"],
    }


def _notice(policy: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "dpv:ConsentNotice",
        "dct:hasVersion": policy["version"],
        "dct:identifier": policy["slug"],
        "dct:language": policy["locale"],
        "infini:documentSha256": policy["sha256"],
        "infini:textSha256": policy["text_sha256"],
    }


def _process(told: dict[str, Any]) -> dict[str, Any]:
    """What is done with the data: purpose, list of data, term, and the three transfers."""
    record, elements = told["record"], told["elements"]
    return {
        "@type": "dpv:Process",
        "dpv:hasDuration": {
            "@type": "dpv:UntilEventDuration",
            **{f"infini:{name}": text for name, text in elements["term"].items()},
        },
        "dpv:hasPersonalData": [
            {"@type": "dpv:PersonalData", "dct:identifier": category, "infini:fields": fields}
            for category, fields in sorted(elements["data"].items())
        ],
        "dpv:hasPurpose": {
            "@type": "dpv:Purpose",
            "dct:description": {"@language": told["policy"]["locale"], "@value": elements["other"]["wording"]},
            "dct:identifier": record["flag"],
            "infini:kind": record["kind"],
        },
        **{term: elements[name] for name, term in _TRANSFERS.items()},
    }


def _event(event: dict[str, Any]) -> dict[str, Any]:
    until = {"infini:validUntil": _moment(event["valid_until"])} if "valid_until" in event else {}
    return {
        "@type": STATES[event["state"]],
        "dct:date": _moment(event["at"]),
        "infini:leaf": event["leaf"],
        "infini:sequence": event["seq"],
        **until,
        **({"infini:under": _under(event["under"])} if "under" in event else {}),
    }


def _under(text: dict[str, Any]) -> dict[str, Any]:
    """The text an event was about and, where it was another subject's word, that subject's reference."""
    whose = {"dct:identifier": text["reference"]} if "reference" in text else {}
    return {"dct:hasVersion": text["version"], "dct:language": text["locale"], **whose}


def _under_of(text: dict[str, Any]) -> dict[str, Any]:
    whose = {"reference": text["dct:identifier"]} if "dct:identifier" in text else {}
    return {"version": text["dct:hasVersion"], "locale": text["dct:language"], **whose}


def _event_of(status: dict[str, Any]) -> dict[str, Any]:
    states = {term: state for state, term in STATES.items()}
    until = {"valid_until": status["infini:validUntil"]["@value"]} if "infini:validUntil" in status else {}
    under = {"under": _under_of(status["infini:under"])} if "infini:under" in status else {}
    return {
        "seq": status["infini:sequence"],
        "state": states[status["@type"]],
        "at": status["dct:date"]["@value"],
        "leaf": status["infini:leaf"],
        **until,
        **under,
    }


def _options(told: dict[str, Any], key_id: str) -> dict[str, Any]:
    """The proof without its value: all of it follows from the receipt and the key."""
    return {
        "@context": CONTEXT,
        "created": _written(told["iat"]),
        "cryptosuite": "eddsa-jcs-2022",
        "proofPurpose": "assertionMethod",
        "type": "DataIntegrityProof",
        "verificationMethod": f"{told['iss']}{receipts.KEY_ADDRESS}#{key_id}",
    }


def _to_sign(document: bytes, options: dict[str, Any]) -> bytes:
    """The hashes of the canonical options and of the canonical document, as `eddsa-jcs-2022` has it."""
    return b"".join(hashlib.sha256(one).digest() for one in (canonical_json(options), document))


def _written(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def _moment(text: str) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": text}


def _base58(raw: bytes) -> str:
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = _BASE58[digit] + text
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


def _from_base58(value: str) -> bytes:
    """A signature from its multibase spelling; of several spellings of the same bytes only ours is read.

    :raises ValueError: another spelling, or another length
    """
    number = 0
    for character in value[1:]:
        number = number * 58 + _BASE58.index(character)
    raw = number.to_bytes(_SIGNATURE_BYTES, "big") if number.bit_length() <= _SIGNATURE_BYTES * 8 else b""
    if f"z{_base58(raw)}" != value:
        raise ValueError("not the spelling of a signature")
    return raw
