"""Files: uploaded images in a folder by default, static files served by whitenoise."""

from pathlib import Path

from cms.settings.parts import environment

BASE_DIR = Path(__file__).resolve().parents[3]
MEDIA_ROOT = environment.text("CMS_MEDIA_ROOT", str(BASE_DIR / "media"))
MEDIA_URL = "/media/"
STATIC_ROOT = environment.text("CMS_STATIC_ROOT", str(BASE_DIR / "static" / "cms"))
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
