"""What the shop talks to: the cms for published bodies, mail for letters."""

import os

CMS_URL = os.environ.get("CMS_URL", "http://127.0.0.1:8000")
SHOP_URL = os.environ.get("SHOP_URL", "http://127.0.0.1:8001")
#: Where the reference storefront stands: links in letters lead there.
STOREFRONT_URL = os.environ.get("STOREFRONT_URL", "http://127.0.0.1:8080")
EVENTS_SECRET = os.environ.get("EVENTS_SECRET", "")
PROCRASTINATE_ON_APP_READY = None
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = os.environ.get("SHOP_MAIL_DIR", "")
DEFAULT_FROM_EMAIL = os.environ.get("SHOP_MAIL_FROM", "Infini <shop@infini.kz>")
#: A page that shows the local outbox; never in production, where letters leave.
SHOWS_MAIL_OUTBOX = False
