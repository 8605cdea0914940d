"""Production starts with every secret from the environment, and not without one."""

import os
import subprocess
import sys

import pytest

COMPLETE = {
    "INFINI_ENVIRONMENT": "production",
    "CMS_SECRET_KEY": "Vq3-" + "k7PzR9xW2m" * 6,
    "EVENTS_SECRET": "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=",
    "CMS_URL": "https://content.infini.example",
    "SHOP_URL": "https://shop.infini.example",
    "CMS_MEDIA_ROOT": "/var/lib/infini/media",
    "CONTENT_DATABASE_URL": "postgresql://content_app:secret@db.example/content",
}


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "cms", *arguments],
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_deployment_check_is_clean() -> None:
    done = run(COMPLETE, "check", "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize(
    "missing",
    ["CMS_SECRET_KEY", "EVENTS_SECRET", "CMS_URL", "SHOP_URL", "CMS_MEDIA_ROOT", "CONTENT_DATABASE_URL"],
)
def test_a_missing_setting_stops_the_start_and_is_named(missing: str) -> None:
    environment = {name: value for name, value in COMPLETE.items() if name != missing}

    done = run(environment, "check")

    assert done.returncode != 0
    assert f"Set {missing}" in done.stderr


def test_a_short_key_stops_the_start() -> None:
    done = run({**COMPLETE, "CMS_SECRET_KEY": "short"}, "check")

    assert done.returncode != 0
    assert "at least 50 characters" in done.stderr
    assert "short'" not in done.stderr
