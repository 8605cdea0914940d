"""REST addresses of consent."""

from shop_api.consent import queries
from shop_api.doors import rest

urlpatterns = [
    rest.route("consent/form", get=rest.read(queries.consent_form)),
]
