"""One database, `content`, under two roles: the owner changes the schema, the application reads and writes rows."""

from frontend_contracts.wire import environment
from frontend_contracts.wire.database_urls import databases

CONTENT_DATABASE_URL = environment.text("CONTENT_DATABASE_URL")
CONTENT_OWNER_URL = environment.text("CONTENT_OWNER_URL")
DATABASE_ROLE = environment.text("INFINI_DATABASE_ROLE", "application")

# Without an address Django's dummy backend stands in: commands that touch no table (contracts, checks) still run.
DATABASES = (
    databases(
        application_url=CONTENT_DATABASE_URL, owner_url=CONTENT_OWNER_URL or None, as_owner=DATABASE_ROLE == "owner"
    )
    if CONTENT_DATABASE_URL
    else {}
)
if DATABASES:
    # How alike a mistyped or inflected word must be to count as found, 0 to 1; tried on Kazakh word forms.
    DATABASES["default"]["OPTIONS"]["options"] += " -c pg_trgm.word_similarity_threshold=0.4"
