"""Uploaded files, for editors only: the public gets named renditions of published images, and nothing else.

An original may lie in a private collection, belong to a draft, or hold metadata of a camera.
"""

from __future__ import annotations

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from wagtail.admin.auth import require_admin_access


@require_admin_access
def original(request: HttpRequest, name: str) -> FileResponse:
    """An uploaded file or one of Wagtail's previews, for a signed-in editor."""
    try:
        response = FileResponse(default_storage.open(name, "rb"))
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation):
        raise Http404 from None
    response["Cache-Control"] = "private, max-age=300"
    return response
