"""REST addresses of consent."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
