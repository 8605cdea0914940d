"""While an image is built: static files are collected as production names them; nothing is served, no secret near."""

from cms.settings.base import *  # noqa: F403  settings inherit by name
from cms.settings.parts import files

SECRET_KEY = "while an image is built"  # noqa: S105  signs nothing
STATIC_ROOT = files.COLLECTED_STATIC_ROOT
STORAGES = {**files.STORAGES, "staticfiles": files.COLLECTED_STATIC_STORAGE}
