"""ASGI entry of the content service; sync WSGI workers cost a third of its CPU on small requests."""

import os

os.environ.setdefault("INFINI_ENVIRONMENT", "dev")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"cms.settings.{os.environ['INFINI_ENVIRONMENT']}")

from django.core.asgi import get_asgi_application

application = get_asgi_application()
