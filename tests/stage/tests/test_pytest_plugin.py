"""A whole run of pytest over a small service named `cms`: its database, its roles, and what it leaves behind."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.stage import pytest_plugin, state

FILES = {
    "cms/__init__.py": "",
    "cms/settings/__init__.py": "",
    "cms/settings/test.py": """
        import os
        from frontend_contracts.wire.database_urls import databases
        SECRET_KEY = "tests-only"
        INSTALLED_APPS = ["django.contrib.contenttypes", "cms.notes"]
        DATABASES = databases(
            application_url=os.environ["CONTENT_DATABASE_URL"],
            owner_url=os.environ["CONTENT_OWNER_URL"],
            as_owner=False,
        )
        DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
    """,
    "cms/notes/__init__.py": "",
    "cms/notes/models.py": """
        from django.db import models
        class Note(models.Model):
            text = models.TextField()
    """,
    "cms/notes/migrations/__init__.py": "",
    "cms/notes/migrations/0001_initial.py": """
        from django.db import migrations, models
        from frontend_contracts.wire.append_only import AppendOnly
        class Migration(migrations.Migration):
            operations = [
                migrations.CreateModel(
                    name="Note", fields=[("id", models.BigAutoField(primary_key=True)), ("text", models.TextField())]
                ),
                AppendOnly("notes_note"),
                migrations.RunPython(lambda apps, editor: apps.get_model("notes", "Note").objects.create(text="first")),
            ]
    """,
    "conftest.py": "from tests.conftest import *",
    "test_it.py": """
        import threading
        import pytest
        from django.db import IntegrityError, connection
        from cms.notes.models import Note

        def texts():
            return sorted(Note.objects.values_list("text", flat=True))

        @pytest.mark.django_db
        @pytest.mark.parametrize("number", range(3))
        def test_rolled_back(number):
            assert texts() == ["first"]
            Note.objects.create(text="rolled back")

        @pytest.mark.django_db(transaction=True)
        @pytest.mark.parametrize("number", range(3))
        def test_committed(number, owner_connection):
            assert texts() == ["first"]
            thread = threading.Thread(target=lambda: (Note.objects.create(text="thread"), connection.close()))
            thread.start()
            thread.join()
            owner_connection.execute("INSERT INTO notes_note (text) VALUES ('owner')")
            assert texts() == ["first", "owner", "thread"]

        @pytest.mark.django_db
        def test_role():
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_user, current_database()")
                role, database = cursor.fetchone()
            assert role == "content_app"
            assert "_run_" in database

        @pytest.mark.django_db
        def test_frozen():
            with pytest.raises(IntegrityError, match="append-only"):
                Note.objects.update(text="changed")
    """,
}


@pytest.fixture
def small_service(own_stage: Path, tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "INFINI_TEST_"))
    }
    environment |= {"PYTHONPATH": f"{folder}:{state.CHECKOUT}", "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.stage.pytest_plugin", "-W", "error", *arguments]
    return subprocess.run(
        [*command, "--rootdir", str(folder), "-c", os.devnull, str(folder)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("workers", ["0", "2"])
def test_tests_of_a_service_run_on_a_clone_as_the_application(small_service, test_server, workers):
    done = run(small_service, "-n", workers)

    assert "8 passed" in done.stdout, done.stdout + done.stderr
    with test_server.connect() as connection:
        names = [name for (name,) in connection.execute("SELECT datname FROM pg_database")]
    assert [name for name in names if name.startswith("content_run_")] == []


def test_no_server_keeps_running_after_the_tests(small_service, monkeypatch, tmp_path):
    from tests.stage import postgres

    monkeypatch.setenv(state.NAME_VARIABLE, str(tmp_path))
    try:
        assert "8 passed" in run(small_service, "-n", "0").stdout
        assert postgres.EmbeddedServer("test").process() is None
    finally:
        postgres.clean()


def test_a_server_that_is_named_and_away_is_an_error_of_usage(small_service, monkeypatch):
    monkeypatch.setenv("CONTENT_DATABASE_URL", "postgresql://a:secret@127.0.0.1:1/content")
    monkeypatch.setenv("CONTENT_OWNER_URL", "postgresql://o:secret@127.0.0.1:1/content")

    done = run(small_service, "-n", "0")

    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "CONTENT_OWNER_URL does not connect" in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "folder", "service"),
    [
        (["tests/cms"], "", "cms"),
        (["tests/shop_api/orders/test_x.py::test_y", "tests/shop_api"], "", "shop_api"),
        (["tests/invariants/shop_api"], "", "shop_api"),
        (["policies/test_x.py"], "tests/cms", "cms"),
        ([], "tests/shop_api/consent", "shop_api"),
        (["tests/stage"], "", None),
        ([], "", None),
        (["/elsewhere/cms"], "", None),
    ],
)
def test_paths_name_the_service(monkeypatch, arguments, folder, service):
    monkeypatch.delenv(pytest_plugin.SETTINGS, raising=False)

    assert pytest_plugin.service_of(arguments, state.CHECKOUT / folder) == service


def test_both_services_in_one_run_are_refused(monkeypatch):
    monkeypatch.delenv(pytest_plugin.SETTINGS, raising=False)

    with pytest.raises(pytest.UsageError, match="need a run of their own: cms, shop_api"):
        pytest_plugin.service_of(["tests/cms", "tests/shop_api"], state.CHECKOUT)


def test_the_settings_module_wins_over_the_paths(monkeypatch):
    monkeypatch.setenv(pytest_plugin.SETTINGS, "shop_api.settings.test")

    assert pytest_plugin.service_of(["tests/stage"], state.CHECKOUT) == "shop_api"
