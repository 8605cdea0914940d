"""HTTP: parsing, renderers, CORS, limits."""

from frontend_contracts.wire import trusted_documents

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "UNAUTHENTICATED_USER": None,
}
GRAPHENE = {"SCHEMA": "shop_api.schema.schema", "ATOMIC_MUTATIONS": False}

DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
CORS_ALLOWED_ORIGINS: list[str] = []
CORS_ALLOW_CREDENTIALS = True
CORS_URLS_REGEX = r"^/(api|graphql)/.*$"
CORS_EXPOSE_HEADERS = ["ETag", "Idempotent-Replayed", "Retry-After", "X-Request-Id"]
CORS_ALLOW_HEADERS = [
    "accept",
    "accept-language",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "sec-gpc",
    "x-cart-token",
    "x-csrftoken",
    "x-order-token",
    "x-session-token",
]
#: How many proxies of our own stand in front; the client's address is read that many places from the right.
TRUSTED_PROXY_COUNT = 0
GRAPHQL_INTROSPECTION = False
GRAPHQL_TRUSTED_ONLY = False
#: What clients may name by `documentId`: id → text, from the committed manifest.
GRAPHQL_DOCUMENTS = trusted_documents.load("shop_api")
#: Interactive documentation and the contract for everybody; else for signed-in staff only.
SHOWS_DOCS = False
#: A cache alias for rate counters, when a Redis is at hand; empty counts in PostgreSQL.
RATE_LIMIT_CACHE = ""
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"
