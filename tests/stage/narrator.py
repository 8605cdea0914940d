"""Tells a story on a terminal: what somebody wants, what they send, what comes back. Long answers are cut."""

import json
from collections.abc import Callable
from typing import Any

from tests.stage.frontend import Spoken

WIDTH = 118
LINES = 26
SECRETS = {"X-Session-Token", "X-Cart-Token", "X-Order-Token", "Authorization"}


class Narrator:
    """Prints chapters, remarks, requests and answers; counts what was shown to hold."""

    def __init__(self, say: Callable[[str], None], *, is_brief: bool = False) -> None:
        self._say = say
        self._is_brief = is_brief
        self.held = 0

    def chapter(self, title: str) -> None:
        """Begin a chapter."""
        self._say("")
        self._say(f"━━ {title} {'━' * max(WIDTH - len(title) - 4, 3)}")

    def remark(self, text: str) -> None:
        """Say what somebody does or why."""
        self._say(f"\n» {text}")

    def printed(self, text: str) -> None:
        """Show what a command printed."""
        if not self._is_brief:
            for line in text.strip().splitlines()[:60]:
                self._say(f"    {line[:WIDTH]}")

    def hear(self, spoken: Spoken) -> None:
        """Show one request with its answer."""
        if self._is_brief:
            return
        path = spoken.url.split("/", 3)[3]
        self._say(f"  → {spoken.method} /{path}")
        for name, value in spoken.headers.items():
            if name != "Content-Type":
                self._say(f"      {name}: {value[:6] + '…' if name in SECRETS else value}")
        if spoken.sent is not None:
            self._show(_as_sent(spoken.sent))
        replayed = "  (Idempotent-Replayed)" if spoken.answer_headers.get("idempotent-replayed") == "true" else ""
        self._say(f"  ← {spoken.status}{replayed}")
        if spoken.received is not None:
            self._show(json.dumps(spoken.received, ensure_ascii=False, indent=2))

    def holds(self, claim: str, fact: bool) -> None:
        """State what has just been shown; a claim that does not hold ends the story."""
        if not fact:
            raise AssertionError(f"the story fails: {claim}")
        self.held += 1
        self._say(f"  ✓ {claim}")

    def _show(self, text: str) -> None:
        lines = text.splitlines()
        for line in lines[:LINES]:
            self._say(f"      {line if len(line) <= WIDTH else line[:WIDTH] + '…'}")
        if len(lines) > LINES:
            self._say(f"      … {len(lines) - LINES} more lines")


def _as_sent(sent: Any) -> str:
    if isinstance(sent, dict) and set(sent) == {"query", "variables"}:
        query = sent["query"] if len(sent["query"]) <= 400 else sent["query"][:400] + " … }"
        return f"{query}\n{json.dumps(sent['variables'], ensure_ascii=False, indent=2)}"
    return json.dumps(sent, ensure_ascii=False, indent=2)
