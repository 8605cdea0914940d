"""The one GraphQL address."""

urlpatterns: list[object] = []
