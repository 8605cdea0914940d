"""Wagtail: what editors work with."""

from frontend_contracts.wire import environment

CMS_URL = environment.text("CMS_URL", "http://127.0.0.1:8000").rstrip("/")
WAGTAIL_SITE_NAME = "Infini"
WAGTAILADMIN_BASE_URL = CMS_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ru", "Русский"), ("en", "English")]
WAGTAILAPI_BASE_URL = CMS_URL
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_SEARCH_ENABLED = False  # the pages API reads page rows; search stands on published snapshots only
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "russian"}}
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True  # what was edited after an approval has to be approved again
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # this service sends no letters; the admin tells
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no call to the outside from the admin
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no editor's e-mail hash leaves for a third party
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
TAGGIT_CASE_INSENSITIVE = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
