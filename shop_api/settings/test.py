"""Tests: as production where it matters, quick where it does not."""

import os

from shop_api.settings.base import *  # noqa: F403
from shop_api.settings.parts import keys

ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
SECRET_KEY = "for tests only"
SHOP_KEYS = keys.from_seed("tests")
RECEIPT_PRIVATE_KEY = ""
CONSENT_LOG_PRIVATE_KEY = ""
EVENTS_SECRET = "whsec_dGVzdHMtZXZlbnRzLXNlY3JldC0zMi1ieXRlcy1sb25n"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested, and 0.2 s a sign-in
# A worker in a process of its own cannot show its memory to a test; it writes files.
EMAIL_BACKEND = os.environ.get("SHOP_TEST_EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
WHATSAPP_SENDER = "outbox"
WHATSAPP_OUTBOX = os.environ.get("SHOP_MAIL_DIR", ".stage/whatsapp")
CORS_ALLOWED_ORIGINS = ["http://127.0.0.1:8080"]
GRAPHQL_INTROSPECTION = True
