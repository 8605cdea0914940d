"""What every scene has at hand: frontends for both services, the outbox of letters, the commands of each service."""

import re
import secrets
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.stage import services
from tests.stage.frontend import Answer, Frontend
from tests.stage.narrator import Narrator
from tests.stage.state import CHECKOUT

PATIENCE_SECONDS = 40
CODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")


@dataclass
class Scene:
    """One telling of the story: over `door`, against the services of `stage`. `run` makes names unique."""

    stage: services.Stage
    door: str
    narrator: Narrator
    run: str = field(default_factory=lambda: secrets.token_hex(3))

    def cms(self) -> Frontend:
        """A frontend at the cms."""
        return Frontend("cms", self.stage.place.url("cms"), self.door, {"Accept-Language": "en"}, self.narrator.hear)

    def shop(self, **headers: str) -> Frontend:
        """A frontend at the shop; headers by name, `session_token="…"` sends `X-Session-Token`."""
        base = self.stage.place.url("shop_api")
        return Frontend("shop_api", base, self.door, {"Accept-Language": "en"}, self.narrator.hear).having(**headers)

    def manage(self, service: str, *arguments: str) -> str:
        """Run `manage.py <service> …` as whoever operates it would; returns what it prints."""
        self.narrator.remark(f"$ manage.py {service} {' '.join(arguments)}")
        done = subprocess.run(
            self.stage.play.manage(service, *arguments),
            cwd=CHECKOUT,
            env=self.stage.environment(service),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        printed = done.stdout + done.stderr
        self.narrator.printed(printed)
        if done.returncode != 0:
            raise AssertionError(f"manage.py {service} {arguments[0]} failed: {printed[-2000:]}")
        return printed

    def product(self, sku: str, locale: str) -> Answer:
        """A product of the cms by SKU; GraphQL names the argument after what it is, an address has one place for it."""
        if self.door == "rest":
            return self.cms().call("product", key=sku, locale=locale)
        return self.cms().call("product", sku=sku, locale=locale)

    def consent(self, shop: Frontend, **flags: Any) -> dict[str, Any]:
        """Read the form as a frontend does, and answer it."""
        quiet = Frontend(shop.service, shop.base, shop.door, shop.headers)
        form = quiet.call("consent_form", locale="en")
        return {"form": form["token"], "flags": flags}

    def letter(self, to: str, *, about: str = "") -> str:
        """The text of the newest letter to somebody, once the worker has sent it; `about` narrows by subject."""

        def newest() -> str | None:
            page = services.get_json(f"{self.stage.place.url('shop_api')}/dev/outbox.json")
            letters = page["data"] if isinstance(page, dict) else []
            return next((one["text"] for one in letters if to in one["to"] and about in one["subject"]), None)

        return str(self.soon(newest, f"a letter to {to}"))

    def code(self, to: str, *, not_this: str = "") -> str:
        """The six digits in the newest letter to somebody; not the code that is known already."""

        def fresh() -> str | None:
            found = CODE.search(self.letter(to))
            return found[1] if found and found[1] != not_this else None

        return str(self.soon(fresh, f"a code for {to}"))

    def soon(self, look: Callable[[], Any], what: str) -> Any:
        """What `look` answers once it answers anything: workers need a moment."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < ends:
            found = look()
            if found:
                return found
            time.sleep(0.2)
        raise AssertionError(f"{what} did not come in {PATIENCE_SECONDS} s")

    def refused(self, answer: Answer, code: str, claim: str) -> None:
        """State that an answer was this refusal."""
        if answer.error != code:
            raise AssertionError(f"{claim}: expected {code}, got {answer.error}: {answer.raw}")
        self.narrator.holds(f"{claim} → {code}", True)
