"""What holds in every environment. Secrets are read by `dev`, `test` and `production`, each in its own way."""

from shop_api.settings.parts.apps import *  # noqa: F403 - a part holds nothing but settings
from shop_api.settings.parts.database import *  # noqa: F403
from shop_api.settings.parts.http import *  # noqa: F403
from shop_api.settings.parts.languages import *  # noqa: F403
from shop_api.settings.parts.logs import *  # noqa: F403
from shop_api.settings.parts.operator import *  # noqa: F403
from shop_api.settings.parts.outside import *  # noqa: F403
from shop_api.settings.parts.people import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS: list[str] = []
