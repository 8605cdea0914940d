"""What the shop talks to: the cms for published bodies, mail for letters, WhatsApp for messages about orders."""

from frontend_contracts.wire import environment

CMS_URL = environment.text("CMS_URL", "http://127.0.0.1:8000")
SHOP_URL = environment.text("SHOP_URL", "http://127.0.0.1:8001")
#: Where the reference storefront stands: links in letters lead there.
STOREFRONT_URL = environment.text("STOREFRONT_URL", "http://127.0.0.1:8080")
EVENTS_SECRET = environment.text("EVENTS_SECRET", "")
PROCRASTINATE_ON_APP_READY = None
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = environment.text("SHOP_MAIL_DIR", "")
DEFAULT_FROM_EMAIL = environment.text("SHOP_MAIL_FROM", "Infini <shop@infini.kz>")
#: Who takes the letters, as the public inventory names it: the operator's own server unless said otherwise.
MAIL_RECIPIENT = {
    "host": environment.text("SHOP_EMAIL_HOST", "mail.infini.kz"),
    "country": environment.text("SHOP_EMAIL_COUNTRY", "KZ"),
}
#: Messages about orders: `cloud` by Meta's WhatsApp Business Cloud API, `outbox` into files one can look at.
#: Empty: none leave, the register of recipients has no WhatsApp, and checkout takes no WhatsApp contact.
WHATSAPP_SENDER = ""
WHATSAPP_OUTBOX = ""
WHATSAPP_URL = "https://graph.facebook.com/v23.0"
WHATSAPP_TOKEN = ""
WHATSAPP_PHONE_NUMBER_ID = ""
#: Tests stand in for Meta on this machine.
WHATSAPP_ALLOWS_LOOPBACK = False
#: Who takes the messages, as the public inventory names it: WhatsApp Ireland Ltd unless the contract is with another.
WHATSAPP_RECIPIENT = {
    "host": "graph.facebook.com",
    "country": environment.text("SHOP_WHATSAPP_COUNTRY", "IE"),
}
#: What runs, as the public inventory names it: a release, or the commit of an image.
BUILD = environment.text("INFINI_BUILD", "0.1.0")
#: A page that shows the local outbox; never in production, where letters leave.
SHOWS_MAIL_OUTBOX = False
