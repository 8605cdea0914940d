"""What is installed. Own user and image models stand in the first migration; they cannot be swapped later."""

INSTALLED_APPS = [
    "cms.staff",
    "cms.images",
    "cms.home",
    "cms.products",
    "cms.policies",
    "cms.events",
    "cms.audit",
    "cms.api",
    "cms",
    "procrastinate.contrib.django",
    "axes",
    "wagtail.contrib.redirects",
    "wagtail.api.v2",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",  # Wagtail's admin does not start without it; its files are not served and its menu is hidden
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "rest_framework",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]
AUTH_USER_MODEL = "staff.User"
WAGTAILIMAGES_IMAGE_MODEL = "images.CatalogImage"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
