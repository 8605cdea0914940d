"""The one GraphQL address."""

from django.urls import path

from cms.api import graphql

urlpatterns = [path("", graphql.view, name="graphql")]
