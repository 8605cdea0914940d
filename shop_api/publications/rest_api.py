"""REST addresses of publications."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
