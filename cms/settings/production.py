"""In production: every secret and address comes from the environment, and a missing one stops the start."""

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *  # noqa: F403  settings inherit by name
from cms.settings.parts import environment
from cms.settings.parts.files import BASE_DIR

SECRET_KEY = environment.required("CMS_SECRET_KEY", "it signs the sessions of editors")
EVENTS_SECRET = environment.required("EVENTS_SECRET", "it signs events to the shop (whsec_ and base64)")
CMS_URL = environment.required("CMS_URL", "the address under which frontends and the shop reach this service").rstrip(
    "/"
)
SHOP_URL = environment.required("SHOP_URL", "the address of the shop that receives events").rstrip("/")
MEDIA_ROOT = environment.required("CMS_MEDIA_ROOT", "the folder of uploaded images")
environment.required("CONTENT_DATABASE_URL", "the content database under the application's role")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("CMS_SECRET_KEY must have at least 50 characters.")

EVENTS_TARGET = SHOP_URL + "/api/v1/events/cms"
WAGTAILADMIN_BASE_URL = CMS_URL
WAGTAILAPI_BASE_URL = CMS_URL
ALLOWED_HOSTS = environment.words("CMS_ALLOWED_HOSTS") or [CMS_URL.split("//", 1)[-1].split("/")[0].split(":")[0]]
CSRF_TRUSTED_ORIGINS = environment.words("CMS_STAFF_ORIGINS") or [CMS_URL]
# The two services meet inside one deployment network unless this says otherwise.
EVENTS_ALLOW_PRIVATE_ADDRESSES = environment.text("EVENTS_ALLOW_PRIVATE_ADDRESSES") == "yes"

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
WHITENOISE_USE_FINDERS = False
STATIC_ROOT = environment.text("CMS_STATIC_ROOT", str(BASE_DIR / "static" / "cms"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
GRAPHQL_TRUSTED_ONLY = environment.text("CMS_GRAPHQL_TRUSTED_ONLY") == "yes"
