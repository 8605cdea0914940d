"""What Dockerfile, docker-compose.yml and .env.example say, read as their programs read them."""

import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

from tests.stage import state

COMPOSE: dict[str, Any] = yaml.safe_load((state.CHECKOUT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (state.CHECKOUT / "Dockerfile").read_text(encoding="utf-8")
OURS = {name: spec["command"][0] for name, spec in SERVICES.items() if "build" in spec}  # container → service

#: What the person who deploys fills in besides what `.env.example` says how to make.
DECIDED = {
    "PERSONAL_DATABASE_COUNTRY": "KZ",
    "CMS_URL": "https://content.infini.example",
    "SHOP_URL": "https://shop.infini.example",
    "STOREFRONT_URL": "https://infini.example",
    "SHOP_FRONTEND_ORIGINS": "https://infini.example",
    "SHOP_EMAIL_HOST": "mail.infini.example",
    "SHOP_EMAIL_COUNTRY": "KZ",
    "SHOP_EMAIL_USER": "shop",
    "SHOP_EMAIL_PASSWORD": "post-office",
    "SHOP_MAIL_FROM": "Infini <shop@infini.example>",
}
_VARIABLE = re.compile(r"\$\$|\$\{(?P<name>[A-Z_]+)(?P<rule>:[?-])?(?P<rest>[^}]*)\}")


def variables(node: Any = COMPOSE) -> dict[str, set[str]]:
    """The variables compose puts in, each with the rules it stands under: `:?` asks for it, `:-` has a default."""
    found: dict[str, set[str]] = {}
    for match in _VARIABLE.finditer(yaml.safe_dump(node, width=10_000)):
        if match["name"]:
            found.setdefault(match["name"], set()).add((match["rule"] or "") + match["rest"])
    return found


def filled(node: Any, values: Mapping[str, str]) -> Any:
    """A part of the compose file as compose hands it on: variables put in, `$$` become `$`.

    :raises KeyError: a variable that compose asks for is missing
    """
    if isinstance(node, dict):
        return {key: filled(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [filled(value, values) for value in node]
    if not isinstance(node, str):
        return node

    def value(match: re.Match[str]) -> str:
        if match[0] == "$$":
            return "$"
        return values.get(match["name"], "") if match["rule"] == ":-" else values[match["name"]]

    return _VARIABLE.sub(value, node)


def example() -> dict[str, str]:
    """The variables of .env.example, each with the command that makes it, or an empty text."""
    recipes: dict[str, str] = {}
    recipe = ""
    for line in (state.CHECKOUT / ".env.example").read_text(encoding="utf-8").splitlines():
        if not line:
            recipe = ""
        elif line.startswith("# $ "):
            recipe = line.removeprefix("# $ ")
        elif not line.startswith("#"):
            name, _, value = line.partition("=")
            assert value == "", f"{name} has a value: nobody may come to rely on one that everybody knows"
            recipes[name] = recipe
    return recipes


@lru_cache(maxsize=1)
def environment() -> dict[str, str]:
    """An .env file filled in as .env.example says, read as compose reads it. The same values on each call."""
    made = {name: _made(recipe) for name, recipe in example().items() if recipe}
    return {**made, **DECIDED}


def _made(recipe: str) -> str:
    program, *arguments = shlex.split(recipe)
    assert program == "python3"
    line = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True).stdout.strip()
    if line[0] == line[-1] == '"':
        return line[1:-1].replace("\\n", "\n")
    return line.strip("'")


def container_environment(container: str) -> dict[str, str]:
    """What the processes of a container find: what its image says, then what compose says."""
    given: dict[str, str] = filled(SERVICES[container]["environment"], environment())
    return {**image_environment(), **given}


def image_environment() -> dict[str, str]:
    """The ENV lines of the image that runs."""
    lines = [line.removeprefix("ENV ") for line in final_stage() if line.startswith("ENV ")]
    return dict(pair.split("=", 1) for line in lines for pair in line.split())


def final_stage() -> list[str]:
    """The Dockerfile's instructions from the last FROM on, continued lines joined."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return ["FROM" + part for part in joined.split("\nFROM")][-1].splitlines()


def copied() -> list[tuple[str, str]]:
    """(source in the checkout, target in the image) of each COPY of the last stage that comes from the checkout."""
    pairs = []
    for line in final_stage():
        if line.startswith("COPY ") and "--from=" not in line:
            *sources, target = line.split()[1:]
            pairs += [(source, target) for source in sources]
    return pairs
