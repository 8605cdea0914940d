"""The one database: people. `PERSONAL_DATABASE_URL` is the application's role, `PERSONAL_OWNER_URL` migrates."""

from django.core.exceptions import ImproperlyConfigured

from frontend_contracts.wire import environment
from frontend_contracts.wire.database_urls import databases

if not environment.text("PERSONAL_DATABASE_URL"):
    raise ImproperlyConfigured(
        "PERSONAL_DATABASE_URL is not set. `make demo` starts a database and sets it; elsewhere give the address of a "
        "PostgreSQL database as postgresql://user:password@host:port/personal, and PERSONAL_OWNER_URL for migrations."
    )

DATABASES = databases(
    application_url=environment.text("PERSONAL_DATABASE_URL"),
    owner_url=environment.text("PERSONAL_OWNER_URL") or None,
    as_owner=environment.text("INFINI_DATABASE_ROLE") == "owner",
)

# How alike a mistyped or inflected word must be to count as found, 0 to 1; the same as in the cms.
DATABASES["default"]["OPTIONS"]["options"] += " -c pg_trgm.word_similarity_threshold=0.4"

#: ISO 3166 code of the country where this database stands; production starts only with KZ (law 94-V Art. 12(2)).
PERSONAL_DATABASE_COUNTRY = environment.text("PERSONAL_DATABASE_COUNTRY")
