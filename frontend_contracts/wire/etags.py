"""Strong ETags: 304 for public reads, and versions of rows as preconditions of changes."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

from frontend_contracts.wire import problems

_VERSION = re.compile(r'"v([1-9][0-9]{0,17})"')


def strong_etag(body: bytes) -> str:
    """Answer the ETag of these bytes, with its quotes: 128 bits of their SHA-256."""
    return '"' + base64.urlsafe_b64encode(hashlib.sha256(body).digest()[:16]).decode().rstrip("=") + '"'


def matches(request: HttpRequest, etag: str) -> bool:
    """Say whether the client holds this version already (`If-None-Match`, compared weakly as RFC 9110 asks)."""
    header = request.headers.get("If-None-Match", "")
    if header.strip() == "*":
        return True
    # A proxy that compressed the answer may have made the tag weak; for reading that is the same version.
    return etag in [tag.strip().removeprefix("W/") for tag in header.split(",")]


def conditional(
    request: HttpRequest,
    body: bytes,
    *,
    cache_control: str,
    etag: str | None = None,
    content_type: str = "application/json",
    surrogate_keys: Iterable[str] = (),
) -> HttpResponse:
    """Answer public bytes with 200, or with 304 and no body when the client holds them.

    Public answers are the same for everybody, so they vary by nothing but the encoding and any origin may read them.
    `etag` saves hashing where it was stored with the bytes; `surrogate_keys` name what a purge at the proxy takes away.
    """
    tag = etag or strong_etag(body)
    response = HttpResponse(status=304) if matches(request, tag) else HttpResponse(body, content_type=content_type)
    if response.status_code == 304:
        del response["Content-Type"]
    response["ETag"] = tag
    response["Cache-Control"] = cache_control
    response["Vary"] = "Accept-Encoding"
    response["Access-Control-Allow-Origin"] = "*"
    keys = " ".join(surrogate_keys)
    if keys:
        response["Surrogate-Key"] = keys
    return response


def version_etag(version: int) -> str:
    """Answer the ETag of a row by its integer version: `"v3"`."""
    return f'"v{version}"'


def required_version(request: HttpRequest) -> int:
    """Answer the version that a change was made upon, from `If-Match`.

    :raises PreconditionRequired: no `If-Match`, or `*`, which would overwrite whatever is there
    :raises PreconditionFailed: not a tag of ours, so surely not the version now stored
    """
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        raise problems.PreconditionRequired
    found = _VERSION.fullmatch(header)
    if found is None:
        raise problems.PreconditionFailed
    return int(found[1])
