"""What each service finds in its environment on the stage. Neither is told the secrets of the other."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shop_api.settings.parts import keys
from tests.stage import roles, secrets, servers

OWN_PREFIXES = {"cms": ("CONTENT_", "CMS_"), "shop_api": ("PERSONAL_", "SHOP_")}
DECIDED_HERE = ("DJANGO_SETTINGS_MODULE", "INFINI_DATABASE_ROLE", "INFINI_TEST_BASE", "EVENTS_SECRET")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the services of one stage live: their ports, and the folder of what they keep beside the databases."""

    folder: Path
    ports: Mapping[str, int]

    def url(self, service: str) -> str:
        """Return the base address of a service, without a slash at the end."""
        return f"http://127.0.0.1:{self.ports[service]}"

    @property
    def media(self) -> Path:
        """Where uploaded images are."""
        return self.folder / "media"

    @property
    def mail(self) -> Path:
        """Where letters are: one file each, instead of being sent."""
        return self.folder / "mail"


def environment_of(
    service: str, *, place: Place, addresses: roles.Addresses, vault: secrets.Vault, environment: str = "dev"
) -> dict[str, str]:
    """Return the whole environment of a process of this service.

    What the caller's environment holds passes through, but for the variables of the other service.
    """
    strangers = tuple(prefix for name, prefixes in OWN_PREFIXES.items() if name != service for prefix in prefixes)
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(strangers) and name not in DECIDED_HERE
    }
    shared = {
        "INFINI_ENVIRONMENT": environment,
        "CMS_URL": place.url("cms"),
        "SHOP_URL": place.url("shop_api"),
        "EVENTS_SECRET": vault.get("EVENTS_SECRET", secrets.events_secret),
    }
    own = _cms(place, vault) if service == "cms" else _shop_api(place, vault)
    return {**inherited, **shared, **own, **servers.environment_of(roles.SERVICES[service], addresses)}


def _cms(place: Place, vault: secrets.Vault) -> dict[str, str]:
    return {
        "CMS_SECRET_KEY": vault.get("CMS_SECRET_KEY", secrets.django_key),
        "CMS_MEDIA_ROOT": str(place.media),
    }


def _shop_api(place: Place, vault: secrets.Vault) -> dict[str, str]:
    named = {name: vault.get(f"SHOP_KEYS.{name}", secrets.key_bytes) for name in keys.NAMES}
    return {
        "SHOP_SECRET_KEY": vault.get("SHOP_SECRET_KEY", secrets.django_key),
        "SHOP_KEYS": json.dumps(named),
        "SHOP_RECEIPT_PRIVATE_KEY": vault.get("SHOP_RECEIPT_PRIVATE_KEY", secrets.ed25519_key),
        "SHOP_CONSENT_LOG_PRIVATE_KEY": vault.get("SHOP_CONSENT_LOG_PRIVATE_KEY", secrets.ed25519_key),
        "SHOP_MAIL_DIR": str(place.mail),
    }
