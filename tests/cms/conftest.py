"""Fixtures for all tests of the content service."""

from pathlib import Path
from typing import Any

import pytest

from tests.cms import doors


def pytest_configure(config: pytest.Config) -> None:
    """Exempt one warning: Wagtail leaves the temporary file of a rendition to the garbage collector."""
    config.addinivalue_line("filterwarnings", "ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning")
    config.addinivalue_line(
        "filterwarnings",
        "ignore:Exception ignored in. <function SpooledTemporaryFile.__del__:pytest.PytestUnraisableExceptionWarning",
    )


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: Any) -> Path:
    """Uploaded files of a test go with it."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


@pytest.fixture(params=["rest", "graphql"])
def door(request: pytest.FixtureRequest) -> Any:
    """Runs a test once through each door."""
    return doors.Rest() if request.param == "rest" else doors.Graphql()
