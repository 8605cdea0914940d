"""Checking a receipt offline: which forms a file holds, whether it agrees with itself and with the public archive."""

from dataclasses import dataclass
from typing import Any

import orjson

from frontend_contracts.wire.webhooks import canonical_json, sha256_hex
from shop_api.consent import linked_data, receipts

_REFUSAL = receipts.ReceiptRefused
#: Forms of a receipt, and the members of an answer that hold them: over REST and over GraphQL.
_MEMBERS = (("receipt", "receipt"), ("json_ld", "json_ld"), ("json_ld", "jsonLd"))
_FROZEN = ("operator", "term", "data", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """The text a person saw, as the archive keeps it: the very bytes that were hashed, and its title."""

    title: str
    html: bytes


def checked(content: bytes, key: dict[str, Any]) -> dict[str, Any]:
    """What the receipts in a file say: a JWS, linked data, or the answer of a door with one or both.

    :raises ReceiptRefused: there is none, one is not as it was signed, or they do not say the same
    """
    told = [
        linked_data.verified(text, key) if form == "json_ld" else receipts.verified(text, key)
        for form, text in _receipts_in(content)
    ]
    if not told:
        raise _REFUSAL("There is no receipt in this file.")
    if any(one != told[0] for one in told):
        raise _REFUSAL("The two receipts in this file do not say the same.")
    if not agrees_with_itself(told[0]):
        raise _REFUSAL("The signature fits, but the receipt does not agree with itself.")
    return told[0]


def agrees_with_itself(told: dict[str, Any]) -> bool:
    """Whether the frozen facts have the hash the record names, and the eight elements say what the facts say."""
    try:
        facts, record, elements, policy = told["facts"], told["record"], told["elements"], told["policy"]
        about = facts["other"]
        pairs = [
            (sha256_hex(canonical_json(facts)), record["facts_sha256"]),
            *((elements[name], facts[name]) for name in _FROZEN),
            (told["operator"], facts["operator"]),
            (policy, {**about["policy"], "locale": about["locale"]}),
            ([record["flag"], record["kind"]], [about["flag"], about["kind"]]),
            ([record["state"], record["since"]], [told["events"][-1]["state"], told["events"][-1]["at"]]),
        ]
    except (LookupError, TypeError, ValueError):
        return False
    return all(one == other for one, other in pairs)


def archived(content: bytes, told: dict[str, Any]) -> Archived:
    """The text the person saw, in their language, from the archive's canonical document of that version.

    `content` is what `GET {CMS_URL}/api/v1/policies/{slug}?version=N` answers, or its member `document`.

    :raises ReceiptRefused: it is another document, another version, or another text
    """
    policy, about = told["policy"], told["elements"]["other"]
    try:
        answer = orjson.loads(content)
        document = answer.get("document", answer)
        text = document["texts"][policy["locale"]]
        html = text["html"].encode()
        title, worded = text["title"], _wording(document, about, policy["locale"])
        named = (document["slug"], document["version"])
        is_same = sha256_hex(canonical_json(document)) == policy["sha256"]
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _REFUSAL("The archive's file holds no document of a policy.") from error
    if not is_same or named != (policy["slug"], policy["version"]):
        raise _REFUSAL("The archive's document is not the one the receipt names.")
    if sha256_hex(html) != policy["text_sha256"]:
        raise _REFUSAL("The archive's text is not the one the person saw.")
    if worded != about["wording"]:
        raise _REFUSAL("The archive words the flag in another way than the receipt.")
    return Archived(title=title, html=html)


def _wording(document: dict[str, Any], about: dict[str, Any], locale: str) -> str | None:
    rows = document["switches" if about["kind"] == "switch" else "purposes"]
    return next((row["wording"][locale] for row in rows if row["id"] == about["flag"]), None)


def _receipts_in(content: bytes) -> list[tuple[str, str]]:
    """The receipts of a file with their forms; one newline may end the file."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise _REFUSAL("This is not a receipt: it is not UTF-8.") from error
    text = text.removesuffix("\n")
    if text.startswith('{"@context":'):
        return [("json_ld", text)]
    if not text.startswith("{"):
        return [("receipt", text)]
    answer = _answer(text)
    return [(form, answer[name]) for form, name in _MEMBERS if isinstance(answer.get(name), str)]


def _answer(text: str) -> dict[str, Any]:
    try:
        answer = orjson.loads(text)
    except ValueError as error:
        raise _REFUSAL("This is not a receipt: it is not JSON.") from error
    data = answer.get("data")
    if isinstance(data, dict):
        answer = data.get("consentReceipt") or data
    return answer if isinstance(answer, dict) else {}
