"""On a developer's machine: all but the database addresses has a working default; the defaults are no secrets."""

from cms.settings.base import *  # noqa: F403  settings inherit by name
from cms.settings.parts.operator import DEMO_OPERATOR as OPERATOR  # noqa: F401  a setting
from frontend_contracts.wire import environment

DEBUG = environment.text("CMS_DEBUG", "yes") != "no"  # error pages of Django; the bench measures without them
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
INTERNAL_IPS = ["127.0.0.1"]
SECRET_KEY = environment.text("CMS_SECRET_KEY", "development-only-key-of-the-content-service-0000000000")
EVENTS_SECRET = environment.text("EVENTS_SECRET", "whsec_ZGV2ZWxvcG1lbnQtb25seS1ldmVudHMtc2VjcmV0LTAwMDA=")
EVENTS_ALLOW_PRIVATE_ADDRESSES = True
EVENTS_PAUSE_AFTER_FAILURES = 100_000  # the shop may be down for days while somebody works on it
EVENTS_FIRST_RETRY_SECONDS = 1
EVENTS_LONGEST_RETRY_SECONDS = 5  # a developer who restarts the shop wants the events within seconds
GRAPHQL_INTROSPECTION = True
SHOWS_DOCS = True
