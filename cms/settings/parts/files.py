"""Files: uploaded images in a folder by default, static files served by whitenoise."""

from pathlib import Path

from frontend_contracts.wire import environment

BASE_DIR = Path(__file__).resolve().parents[3]
MEDIA_ROOT = environment.text("CMS_MEDIA_ROOT", str(BASE_DIR / "media"))
MEDIA_URL = "/media/"
STATIC_ROOT: str | None = None  # served from where the apps keep them; an image collects them, see below
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

# Where the build of an image collects static files, and how it names them; production serves what stands there.
COLLECTED_STATIC_ROOT = str(BASE_DIR / "static" / "cms")
COLLECTED_STATIC_STORAGE = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
