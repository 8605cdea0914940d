import pytest

from frontend_contracts.wire import database_urls

APPLICATION = "postgresql://app:p%40ss%2F1@db.example:5433/personal?sslmode=require"
OWNER = "postgresql://owner:secret@db.example/personal"


def test_address_is_read_part_by_part():
    entry = database_urls.parse_database_url(APPLICATION)

    assert entry == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "personal",
        "USER": "app",
        "PASSWORD": "p@ss/1",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_socket_folder_is_the_host():
    entry = database_urls.parse_database_url("postgresql://app@/content?host=/var/run/pg&port=5499")

    assert (entry["HOST"], entry["PORT"], entry["OPTIONS"]) == ("/var/run/pg", "5499", {})


@pytest.mark.parametrize(
    "url", ["", "sqlite:///x", "postgresql://host/name", "postgresql://app@host", "postgresql://app:pw@host:x/name"]
)
def test_unusable_address_is_refused_without_its_password(url):
    with pytest.raises(database_urls.DatabaseAddressInvalid) as refusal:
        database_urls.parse_database_url(url)

    assert "pw" not in str(refusal.value)


def test_application_keeps_connections_and_prepares_statements():
    entry = database_urls.databases(application_url=APPLICATION, owner_url=OWNER, as_owner=False)["default"]

    assert (entry["USER"], entry["APPLICATION_ROLE"]) == ("app", "app")
    assert (entry["CONN_MAX_AGE"], entry["ATOMIC_REQUESTS"]) == (None, False)
    assert entry["OPTIONS"] == {
        "server_side_binding": True,
        "prepare_threshold": 2,
        "connect_timeout": 5,
        "sslmode": "require",
        "options": "-c lock_timeout=4000 -c statement_timeout=15000 -c idle_in_transaction_session_timeout=60000",
    }


def test_owner_migrates_and_knows_whom_to_grant_to():
    entry = database_urls.databases(application_url=APPLICATION, owner_url=OWNER, as_owner=True)["default"]

    assert (entry["USER"], entry["APPLICATION_ROLE"]) == ("owner", "app")
    assert "statement_timeout=0" in entry["OPTIONS"]["options"]


def test_settings_in_the_address_come_last_and_win():
    url = "postgresql://app@h/n?options=-c%20lock_timeout%3D9"
    entry = database_urls.databases(application_url=url, owner_url=None, as_owner=False)["default"]

    assert entry["OPTIONS"]["options"].endswith(" -c lock_timeout=9")


def test_owner_without_an_address_is_refused():
    with pytest.raises(database_urls.DatabaseAddressInvalid, match="owner"):
        database_urls.databases(application_url=APPLICATION, owner_url=None, as_owner=True)
