"""Production: every secret and address comes from the environment or a file, and a missing one stops the start.

Any variable can be given as a file instead: `NAME_FILE` holds its path.
"""

import json

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.core.exceptions import ImproperlyConfigured

from frontend_contracts.wire import environment, webhooks
from shop_api.settings.base import *  # noqa: F403
from shop_api.settings.base import PERSONAL_DATABASE_COUNTRY
from shop_api.settings.parts import keys

if PERSONAL_DATABASE_COUNTRY != "KZ":
    raise ImproperlyConfigured(
        "PERSONAL_DATABASE_COUNTRY must be KZ: personal data are kept in Kazakhstan (law 94-V Art. 12(2)). "
        f"It is {PERSONAL_DATABASE_COUNTRY or 'not set'}."
    )

# The two services meet inside one deployment network, without TLS, only where this says so.
EVENTS_ALLOW_PRIVATE_ADDRESSES = environment.flag("EVENTS_ALLOW_PRIVATE_ADDRESSES")

SECRET_KEY = environment.required("SHOP_SECRET_KEY", "it signs what Django signs by itself")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SHOP_SECRET_KEY must have at least 50 characters.")
try:
    SHOP_KEYS = keys.from_json(environment.required("SHOP_KEYS", "the named keys, as JSON"))
except (ValueError, TypeError) as error:
    raise ImproperlyConfigured(f"SHOP_KEYS is not the JSON object of named keys: {error}") from None
if len(set(SHOP_KEYS.values())) < len(SHOP_KEYS):
    raise ImproperlyConfigured("SHOP_KEYS holds one key under two names: a leak of one must open nothing else.")
RECEIPT_PRIVATE_KEY = environment.required("SHOP_RECEIPT_PRIVATE_KEY", "it signs receipts of consent")
CONSENT_LOG_PRIVATE_KEY = environment.required("SHOP_CONSENT_LOG_PRIVATE_KEY", "it signs the log of consents")
for name, pem in (
    ("SHOP_RECEIPT_PRIVATE_KEY", RECEIPT_PRIVATE_KEY),
    ("SHOP_CONSENT_LOG_PRIVATE_KEY", CONSENT_LOG_PRIVATE_KEY),
):
    try:
        is_ed25519 = isinstance(load_pem_private_key(pem.encode(), password=None), Ed25519PrivateKey)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        is_ed25519 = False
    if not is_ed25519:  # found now, not when the first customer asks for a receipt
        raise ImproperlyConfigured(f"{name} must be an Ed25519 private key in PEM, without a password.")
if RECEIPT_PRIVATE_KEY == CONSENT_LOG_PRIVATE_KEY:
    raise ImproperlyConfigured("SHOP_CONSENT_LOG_PRIVATE_KEY must be a key of its own.")
try:
    EVENTS_SECRET = webhooks.checked_secret(environment.required("EVENTS_SECRET", "it signs events of the cms"))
except ValueError as error:
    raise ImproperlyConfigured(f"EVENTS_SECRET: {error}") from None

SHOP_URL = environment.address("SHOP_URL", "under it frontends reach this service")
STOREFRONT_URL = environment.address("STOREFRONT_URL", "links in letters lead there")
CMS_URL = environment.address(
    "CMS_URL", "under it this service reaches the cms", may_be_plain=EVENTS_ALLOW_PRIVATE_ADDRESSES
)
ALLOWED_HOSTS = [environment.host_of(SHOP_URL), *environment.words("SHOP_HOSTS")]
CORS_ALLOWED_ORIGINS = environment.words("SHOP_FRONTEND_ORIGINS")
CSRF_TRUSTED_ORIGINS = CORS_ALLOWED_ORIGINS
TRUSTED_PROXY_COUNT = environment.number("SHOP_TRUSTED_PROXY_COUNT", 1)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
GRAPHQL_TRUSTED_ONLY = environment.flag("SHOP_GRAPHQL_TRUSTED_ONLY")

if redis_url := environment.text("SHOP_REDIS_URL"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}}
    RATE_LIMIT_CACHE = "default"

EMAIL_FILE_PATH = ""
EMAIL_TIMEOUT = 20  # seconds; a server that hangs must not hold the worker
DEFAULT_FROM_EMAIL = environment.required("SHOP_MAIL_FROM", "the sender of letters")
EMAIL_BACKEND = environment.text("SHOP_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
if EMAIL_BACKEND.startswith("anymail."):
    ANYMAIL = json.loads(environment.required("SHOP_ANYMAIL", "the settings of this mail provider, as JSON"))
elif EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_HOST = environment.required("SHOP_EMAIL_HOST", "the server that takes letters")
    EMAIL_PORT = environment.number("SHOP_EMAIL_PORT", 587)
    EMAIL_HOST_USER = environment.required("SHOP_EMAIL_USER", "the sign-in at SHOP_EMAIL_HOST")
    EMAIL_HOST_PASSWORD = environment.required("SHOP_EMAIL_PASSWORD", "the sign-in at SHOP_EMAIL_HOST")
    EMAIL_USE_TLS = True
else:
    raise ImproperlyConfigured("SHOP_EMAIL_BACKEND must be SMTP's or one of anymail's: others send no letters.")

MAIL_RECIPIENT = {
    "host": environment.text("SHOP_EMAIL_HOST", EMAIL_BACKEND.partition(".backends")[0]),
    "country": environment.country("SHOP_EMAIL_COUNTRY", "where the server that takes letters stands"),
}
WHATSAPP_TOKEN = environment.text("SHOP_WHATSAPP_TOKEN")
WHATSAPP_PHONE_NUMBER_ID = environment.text("SHOP_WHATSAPP_PHONE_NUMBER_ID")
if bool(WHATSAPP_TOKEN) != bool(WHATSAPP_PHONE_NUMBER_ID):
    raise ImproperlyConfigured("Set SHOP_WHATSAPP_TOKEN and SHOP_WHATSAPP_PHONE_NUMBER_ID, or neither.")
if WHATSAPP_PHONE_NUMBER_ID and not WHATSAPP_PHONE_NUMBER_ID.isdecimal():
    raise ImproperlyConfigured("SHOP_WHATSAPP_PHONE_NUMBER_ID is the number Meta gives the shop's phone: digits only.")
WHATSAPP_SENDER = "cloud" if WHATSAPP_TOKEN else ""

# A proxy of our own ends TLS and sets this header on every request; nothing else may reach the port.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if EVENTS_ALLOW_PRIVATE_ADDRESSES:
    # What the cms sends and asks on the inner network: signed, and without personal data.
    SECURE_REDIRECT_EXEMPT += [r"^(api/v1/events/cms|\.well-known/(data-inventory|consent-receipt-key)\.json)$"]
SECURE_HSTS_SECONDS = 31_536_000  # a year, the least that browsers' preload lists take
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Both look for a middleware by its name. security.W002: `doors.headers` sends X-Frame-Options with every answer.
# security.W003: `doors.caller` asks for the CSRF token wherever a cookie identifies the caller, over REST, GraphQL and
# pages alike; other credentials stand in headers, which no foreign page can send.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W003"]
