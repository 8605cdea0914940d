"""Requests: two surfaces, public (`/api/`, `/graphql/`, health) and staff (`/admin/`, sign-in).

The public surface has no session, locale or message middleware, so its answers vary by nothing but `Accept-Encoding`
and any cache may keep them. `cms.staff.middleware` holds the staff-only forms of these middlewares.
"""

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
PUBLIC_PREFIXES = ("/api/", "/graphql/", "/healthz", "/readyz", "/static/")
# The contract and its documentation are for signed-in editors, so these need their session.
STAFF_PATHS = ("/api/v1/openapi.json", "/graphql/schema")
APPEND_SLASH = False

MIDDLEWARE = [
    "frontend_contracts.wire.request_id.request_id_middleware",
    "cms.api.middleware.PublicSurfaceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "frontend_contracts.wire.database_guard.DatabaseGuardMiddleware",
    "frontend_contracts.wire.json_guard.json_guard_middleware",
    "cms.staff.middleware.SessionMiddleware",
    "cms.staff.middleware.LocaleMiddleware",
    "cms.staff.middleware.CommonMiddleware",
    "cms.staff.middleware.CsrfViewMiddleware",
    "cms.staff.middleware.AuthenticationMiddleware",
    "cms.staff.middleware.MessageMiddleware",
    "cms.policies.middleware.RefusedPublishingMiddleware",
    "axes.middleware.AxesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# security.W003 looks for the class by its name; ours is a subclass, and a test posts without the token.
# security.W019 asks for DENY, under which Wagtail's preview beside the form stays empty.
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W019"]
# Wagtail shows its own previews and choosers in frames of the same origin.
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],  # only Wagtail's public pages API uses DRF here
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNAUTHENTICATED_USER": None,
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a policy of 30 sections in three languages posts thousands of form fields
