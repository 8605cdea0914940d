"""The smallest Django that the wire package needs; nothing here talks to a database."""

import django
from django.conf import settings

if not settings.configured:
    settings.configure(
        SECRET_KEY="tests-only",
        ALLOWED_HOSTS=["testserver"],
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
        DATABASES={},
        DEFAULT_CHARSET="utf-8",
        USE_TZ=True,
    )
    django.setup()
