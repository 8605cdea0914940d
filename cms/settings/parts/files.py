"""Files: uploaded images in a folder by default, static files served by whitenoise."""

from pathlib import Path

from cms.settings.parts import environment

BASE_DIR = Path(__file__).resolve().parents[3]
MEDIA_ROOT = environment.text("CMS_MEDIA_ROOT", str(BASE_DIR / "media"))
MEDIA_URL = "/media/"
STATIC_ROOT: str | None = None  # served from where the apps keep them; production collects them
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
