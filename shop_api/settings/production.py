"""Production: every secret from the environment, or from a file that `NAME_FILE` names; nothing has a default."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from shop_api.settings.base import *  # noqa: F403
from shop_api.settings.base import PERSONAL_DATABASE_COUNTRY
from shop_api.settings.parts import keys


def _secret(name: str) -> str:
    value = os.environ.get(name) or ""
    file = os.environ.get(f"{name}_FILE")
    if not value and file:
        value = Path(file).read_text().strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Give it, or {name}_FILE, in the environment.")
    return value


def _list(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


if PERSONAL_DATABASE_COUNTRY != "KZ":
    raise ImproperlyConfigured(
        "PERSONAL_DATABASE_COUNTRY must be KZ: personal data are kept in Kazakhstan (law 94-V Art. 12(2)). "
        f"It is {PERSONAL_DATABASE_COUNTRY or 'not set'}."
    )

SECRET_KEY = _secret("SHOP_SECRET_KEY")
try:
    SHOP_KEYS = keys.from_json(_secret("SHOP_KEYS"))
except ValueError as error:
    raise ImproperlyConfigured(str(error)) from error
RECEIPT_PRIVATE_KEY = _secret("SHOP_RECEIPT_PRIVATE_KEY")
EVENTS_SECRET = _secret("EVENTS_SECRET")

ALLOWED_HOSTS = _list("SHOP_HOSTS")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("SHOP_HOSTS is not set. List the host names of this service, with commas.")
CORS_ALLOWED_ORIGINS = _list("SHOP_FRONTEND_ORIGINS")
CSRF_TRUSTED_ORIGINS = CORS_ALLOWED_ORIGINS
TRUSTED_PROXY_COUNT = int(os.environ.get("SHOP_TRUSTED_PROXY_COUNT", "1"))
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
GRAPHQL_TRUSTED_ONLY = os.environ.get("SHOP_GRAPHQL_TRUSTED_ONLY", "") == "1"

REDIS_URL = os.environ.get("SHOP_REDIS_URL", "")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    RATE_LIMIT_CACHE = "default"

EMAIL_BACKEND = os.environ.get("SHOP_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("SHOP_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("SHOP_EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("SHOP_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SHOP_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = True
EMAIL_FILE_PATH = ""

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
