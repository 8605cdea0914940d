"""Which apps and middleware run."""

INSTALLED_APPS = [
    "shop_api.gate",
    "shop_api.doors",
    "shop_api.adapters",
    "shop_api.publications",
    "shop_api.consent",
    "shop_api.accounts",
    "shop_api.catalog",
    "shop_api.orders",
    "shop_api.reviews",
    "shop_api.support",
    "shop_api.privacy",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.usersessions",
    "corsheaders",
    "rest_framework",
    "graphene_django",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "frontend_contracts.wire.request_id.request_id_middleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "frontend_contracts.wire.database_guard.DatabaseGuardMiddleware",
    "frontend_contracts.wire.json_guard.json_guard_middleware",
    "django.middleware.common.CommonMiddleware",
    "shop_api.doors.headers.SecurityHeadersMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "shop_api.urls"
WSGI_APPLICATION = "shop_api.wsgi.application"
AUTH_USER_MODEL = "accounts.Account"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
