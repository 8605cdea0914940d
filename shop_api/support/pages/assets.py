"""The desk's style and icon, served from here in development and production alike: no CDN, no build step."""

import hashlib
from pathlib import Path

from django.http import HttpRequest, HttpResponse

_FOLDER = Path(__file__).parent.parent / "static" / "support"
_TYPES = {"desk.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
_BYTES = {name: (_FOLDER / name).read_bytes() for name in _TYPES}


def _address(name: str) -> str:
    # The version in the address changes with the bytes, so browsers may keep a version for ever.
    return f"/support/static/{hashlib.sha256(_BYTES[name]).hexdigest()[:12]}/{name}"


STYLE_ADDRESS = _address("desk.css")
ICON_ADDRESS = _address("icon.svg")


def asset(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """One file of the desk; 404 for any other name."""
    if name not in _TYPES:
        return HttpResponse(status=404)
    response = HttpResponse(_BYTES[name], content_type=_TYPES[name])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
