"""The cms over HTTP: published bodies, and its own list of events. Called by the worker, never inside a write.

Only the address in the settings is asked; redirects are refused, answers are cut at a size, and proxies or passwords
of the environment are not used. What comes back is believed only after its hash was checked against a signed event.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson
import requests
from django.conf import settings

CONNECT_SECONDS = 3.05  # a little over the 3 s after which TCP sends a lost packet again
READ_SECONDS = 15
LARGEST_BODY = 4 * 1024 * 1024  # bytes; a policy in three languages has about 200 kB
PAGE = 100

_RESOURCES = {"policy": "policies", "terms": "policies", "product": "products"}


class CmsFailed(Exception):
    """The cms gave no usable answer; `reason` is a code such as `unreachable` or `status_404`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Body:
    """What was published: the document, and the hash the cms says it has."""

    document: dict[str, Any]
    sha256: str


def body_of(event_type: str, data: dict[str, Any]) -> Body:
    """Fetch the body an event announces.

    :raises CmsFailed: no answer, another status than 200, too large, or not of this form
    """
    family = event_type.partition(".")[0]
    name = quote(str(data.get("slug") or data.get("sku")), safe="")
    return _body(_get(f"/api/v1/{_RESOURCES[family]}/{name}", {"version": str(data["version"])}))


def policy_in_force(slug: str) -> Body:
    """Fetch the policy or offer that is in force at the cms now. Nothing signed it: for showing and checking only.

    :raises CmsFailed: as `body_of`
    """
    return _body(_get(f"/api/v1/policies/{quote(slug, safe='')}", {}))


def _body(answer: dict[str, Any]) -> Body:
    document, sha256 = answer.get("document"), answer.get("sha256")
    if not isinstance(document, dict) or not isinstance(sha256, str):
        raise CmsFailed("no_document")
    return Body(document, sha256)


def events_after(sequence: int) -> list[dict[str, Any]]:
    """The next events of the cms's own list, at most 100, as they stand there.

    :raises CmsFailed: as `body_of`
    """
    answer = _get(
        "/api/v1/events",
        {"after": str(sequence), "limit": str(PAGE)},
        {"Authorization": f"Bearer {settings.EVENTS_SECRET}"},
    )
    events = answer.get("data")
    if not isinstance(events, list):
        raise CmsFailed("no_list")
    return events


def _get(path: str, query: dict[str, str], headers: dict[str, str] | None = None) -> dict[str, Any]:
    with requests.Session() as session:
        session.trust_env = False  # no proxy, no .netrc: the address in the settings and nothing else
        try:
            with session.get(
                settings.CMS_URL.rstrip("/") + path,
                params=query,
                headers={"Accept": "application/json", **(headers or {})},
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code != requests.codes.ok:
                    raise CmsFailed(f"status_{response.status_code}")
                raw = _at_most(response, LARGEST_BODY)
        except requests.RequestException as error:
            raise CmsFailed("unreachable") from error
    try:
        answer = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise CmsFailed("not_json") from error
    if not isinstance(answer, dict):
        raise CmsFailed("not_json")
    return answer


def _at_most(response: requests.Response, limit: int) -> bytes:
    """The body, or a refusal once it grows past the limit; what is left is not read."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_content(64 * 1024):
        size += len(part)
        if size > limit:
            raise CmsFailed("too_large")
        parts.append(part)
    return b"".join(parts)
