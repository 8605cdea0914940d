"""What holds in every environment. Secrets are read by `dev`, `test` and `production`, each in its own way."""

from cms.settings.parts.apps import *  # noqa: F403  a part holds nothing but settings
from cms.settings.parts.authoring import *  # noqa: F403
from cms.settings.parts.database import *  # noqa: F403
from cms.settings.parts.events import *  # noqa: F403
from cms.settings.parts.files import *  # noqa: F403
from cms.settings.parts.http import *  # noqa: F403
from cms.settings.parts.languages import *  # noqa: F403
from cms.settings.parts.logs import *  # noqa: F403
from cms.settings.parts.operator import *  # noqa: F403
from cms.settings.parts.shop import *  # noqa: F403
from cms.settings.parts.staff import *  # noqa: F403
from frontend_contracts.wire import trusted_documents

DEBUG = False
ALLOWED_HOSTS: list[str] = []
GRAPHQL_INTROSPECTION = False
GRAPHQL_TRUSTED_ONLY = False
SHOWS_DOCS = False  # interactive documentation and the contract for everybody; else for signed-in editors only
GRAPHQL_DOCUMENTS = trusted_documents.load("cms")  # what clients may name by `documentId`: id → text
