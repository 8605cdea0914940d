"""Under the tests: as in development, but deterministic and fast."""

from cms.settings.base import *  # noqa: F403  settings inherit by name
from cms.settings.parts.operator import DEMO_OPERATOR as OPERATOR  # noqa: F401  a setting
from frontend_contracts.wire import environment

DEBUG = False
SHOP_INVENTORY_FILE = environment.text("SHOP_INVENTORY_FILE", "frontend_contracts/privacy/data_inventory.json")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
SECRET_KEY = environment.text("CMS_SECRET_KEY", "test-only-key-of-the-content-service-000000000000000000")
EVENTS_SECRET = environment.text("EVENTS_SECRET", "whsec_dGVzdC1vbmx5LWV2ZW50cy1zZWNyZXQtMDAwMDAwMDAwMDA=")
EVENTS_ALLOW_PRIVATE_ADDRESSES = True
EVENTS_PAUSE_AFTER_FAILURES = 100_000  # the shop may be down for days while somebody works on it
EVENTS_FIRST_RETRY_SECONDS = 1
EVENTS_LONGEST_RETRY_SECONDS = 2
GRAPHQL_INTROSPECTION = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
