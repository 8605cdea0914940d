"""Every REST endpoint of the content service, under `/api/v1/`."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if find_spec("cms.policies.rest_api"):
    urlpatterns.append(path("", include("cms.policies.rest_api")))
