"""Development and the demo: interactive documentation, a mail outbox one can read, keys for work."""

from frontend_contracts.wire import environment
from shop_api.settings.base import *  # noqa: F403
from shop_api.settings.parts import keys

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
SECRET_KEY = environment.text("SHOP_SECRET_KEY", "for development only")
SHOP_KEYS = keys.from_json(given) if (given := environment.text("SHOP_KEYS")) else keys.from_seed("development")
#: Ed25519 private key (PEM) that signs consent receipts. Empty: a key from a fixed seed, for development only.
RECEIPT_PRIVATE_KEY = environment.text("SHOP_RECEIPT_PRIVATE_KEY", "")
#: Ed25519 private key (PEM) that signs the log of consents. Empty: as above, from another seed.
CONSENT_LOG_PRIVATE_KEY = environment.text("SHOP_CONSENT_LOG_PRIVATE_KEY", "")
EVENTS_SECRET = environment.text("EVENTS_SECRET", "whsec_ZGV2ZWxvcG1lbnQtZXZlbnRzLXNlY3JldC0zMmJ5dGU=")
EMAIL_FILE_PATH = environment.text("SHOP_MAIL_DIR", ".stage/mail")
WHATSAPP_SENDER = "outbox"
WHATSAPP_OUTBOX = EMAIL_FILE_PATH
SHOWS_MAIL_OUTBOX = True
GRAPHQL_INTROSPECTION = True
SHOWS_DOCS = True
CORS_ALLOWED_ORIGINS = [
    "http://127.0.0.1:8080",
    "http://localhost:8080",
    "http://localhost:3000",
    "http://localhost:5173",
]
CSRF_TRUSTED_ORIGINS = CORS_ALLOWED_ORIGINS
