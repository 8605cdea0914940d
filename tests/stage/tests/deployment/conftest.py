"""The whole deployment, once for all tests of this folder."""

import uuid
from collections.abc import Iterator

import pytest

from tests.stage import processes, state
from tests.stage.tests.deployment import store
from tests.stage.tests.deployment.playing import Deployment, bare_cluster, built_image


@pytest.fixture(scope="session")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Databases made by compose's script, the store, and all containers' commands in the image's files."""
    reason = store.why_not()
    if reason:
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("deployment")
    with (
        pytest.MonkeyPatch.context() as patch,
        bare_cluster(f"deployment-{uuid.uuid4()}", patch) as cluster,
        store.running(state.make_folder(folder / "store", mode=state.PRIVATE_FOLDER)) as files,
        processes.Company(folder / "logs", say=lambda line: None) as company,
    ):
        played = Deployment(image=built_image(folder), cluster=cluster, store=files, company=company)
        played.start()
        yield played
