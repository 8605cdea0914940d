"""The desk's pages of privacy, mounted under /support/privacy."""

from django.urls import URLPattern, path

from shop_api.privacy.pages import requests

urlpatterns: list[URLPattern] = [
    path("", requests.queue),
    path("/<str:number>/answer", requests.answer),
]
