"""Wagtail's own pages API, for clients of its ecosystem."""

urlpatterns: list[object] = []
