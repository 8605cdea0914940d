"""REST addresses of the catalogue."""

from django.urls import URLPattern

from shop_api.catalog import queries
from shop_api.catalog.use_cases import set_stock
from shop_api.doors import rest

_LIST = rest.Public(surrogate_keys=lambda criteria: ["catalog"])
_ONE = rest.Public(surrogate_keys=lambda criteria: ["catalog", f"product-{criteria.slug_or_sku}"])

urlpatterns: list[URLPattern] = [
    rest.route("catalog", get=rest.read(queries.catalog, public=_LIST)),
    rest.route("catalog/<str:slug_or_sku>", get=rest.read(queries.product, public=_ONE)),
    rest.route("staff/stock", get=rest.read(queries.stock_levels), post=rest.write(set_stock.set_stock)),
]
