"""WSGI entry of the content service: `granian --interface wsgi cms.wsgi:application`."""

import os

os.environ.setdefault("INFINI_ENVIRONMENT", "dev")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"cms.settings.{os.environ['INFINI_ENVIRONMENT']}")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
