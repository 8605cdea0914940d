"""While an image is built: static files are collected as production names them; nothing is served, no secret near."""

from cms.settings.base import *  # noqa: F403  settings inherit by name

SECRET_KEY = "while an image is built"  # noqa: S105  signs nothing
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
