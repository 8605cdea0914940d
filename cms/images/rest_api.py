"""Renditions over HTTP: files that exist, of images that everybody may see."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseBase

from cms.api import doors
from cms.images import renditions
from frontend_contracts.wire.etags import matches
from frontend_contracts.wire.problems import NotFound


@doors.read
def image(request: HttpRequest, image_id: int, file_hash: str, name: str) -> HttpResponseBase:
    """A named rendition. 404 until the worker has made it; the address never stands for another picture."""
    rendition = renditions.public_rendition(image_id=image_id, file_hash=file_hash, name=name)
    if rendition is None:
        raise NotFound
    etag = f'"{file_hash}-{name}"'
    if matches(request, etag):
        response: HttpResponseBase = doors.not_modified()
    else:
        response = FileResponse(rendition.file.open("rb"), content_type=renditions.CONTENT_TYPE)
    response["ETag"] = etag
    response["Cache-Control"] = doors.IMMUTABLE
    response["Vary"] = "Accept-Encoding"
    response["Surrogate-Key"] = f"image:{image_id}"
    return response
