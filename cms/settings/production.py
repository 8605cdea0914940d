"""In production: every secret and address comes from the environment or a file, and a missing one stops the start.

Any variable can be given as a file instead: `NAME_FILE` holds its path.
"""

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *  # noqa: F403  settings inherit by name
from cms.settings.parts import files, object_store
from frontend_contracts.wire import environment, webhooks

# The two services meet inside one deployment network, without TLS, only where this says so.
EVENTS_ALLOW_PRIVATE_ADDRESSES = environment.flag("EVENTS_ALLOW_PRIVATE_ADDRESSES")

SECRET_KEY = environment.required("CMS_SECRET_KEY", "it signs the sessions of editors")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("CMS_SECRET_KEY must have at least 50 characters.")
try:
    EVENTS_SECRET = webhooks.checked_secret(environment.required("EVENTS_SECRET", "it signs events to the shop"))
except ValueError as error:
    raise ImproperlyConfigured(f"EVENTS_SECRET: {error}") from None
environment.required("CONTENT_DATABASE_URL", "the content database under the application's role")

CMS_URL = environment.address("CMS_URL", "under it frontends reach this service")
SHOP_URL = environment.address(
    "SHOP_URL", "under it this service reaches the shop", may_be_plain=EVENTS_ALLOW_PRIVATE_ADDRESSES
)
if environment.text("SHOP_INVENTORY_FILE"):
    raise ImproperlyConfigured("Unset SHOP_INVENTORY_FILE: in production the gate asks the running shop, not a file.")
EVENTS_TARGET = SHOP_URL + "/api/v1/events/cms"
WAGTAILADMIN_BASE_URL = CMS_URL
WAGTAILAPI_BASE_URL = CMS_URL
ALLOWED_HOSTS = [environment.host_of(CMS_URL), *environment.words("CMS_HOSTS")]
CSRF_TRUSTED_ORIGINS = environment.words("CMS_STAFF_ORIGINS") or [CMS_URL]
GRAPHQL_TRUSTED_ONLY = environment.flag("CMS_GRAPHQL_TRUSTED_ONLY")

# A proxy of our own ends TLS and sets this header on every request; nothing else may reach the port.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if EVENTS_ALLOW_PRIVATE_ADDRESSES:
    # What the shop's worker fetches: published bodies, and the list of events, which asks for its secret.
    SECURE_REDIRECT_EXEMPT += [r"^api/v1/(events|policies|products)(/|$)"]
SECURE_HSTS_SECONDS = 31_536_000  # a year, the least that browsers' preload lists take
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STATIC_ROOT = files.COLLECTED_STATIC_ROOT
WHITENOISE_USE_FINDERS = False
STORAGES = {**files.STORAGES, "staticfiles": files.COLLECTED_STATIC_STORAGE}
if bucket := environment.text("CMS_MEDIA_BUCKET"):
    STORAGES["default"] = object_store.storage(bucket, own_address=CMS_URL)
else:
    MEDIA_ROOT = environment.required("CMS_MEDIA_ROOT", "the folder of uploaded images, unless CMS_MEDIA_BUCKET is set")
