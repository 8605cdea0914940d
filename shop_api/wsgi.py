"""The WSGI entry of the shop; the settings module comes from the environment."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"shop_api.settings.{os.environ.get('INFINI_ENVIRONMENT', 'dev')}")

application = get_wsgi_application()
