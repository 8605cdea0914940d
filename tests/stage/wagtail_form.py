"""An editor at Wagtail's pages, over HTTP: signs in, reads the edit form as a browser does, changes it, sends it."""

import html
import http.cookiejar
import json
import re
import secrets
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

SECONDS = 60


@dataclass
class Form:
    """A form of a page: plain fields by name, and StreamFields as lists of `{type, value, id}`."""

    address: str
    fields: dict[str, str] = field(default_factory=dict)
    streams: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def data(self, **more: str) -> list[tuple[str, str]]:
        """What a browser would send: the fields, the streams spelled out, and the button that was pressed."""
        pairs = list(self.fields.items())
        for name, blocks in self.streams.items():
            pairs += _stream(name, blocks)
        return pairs + list(more.items())


def _stream(name: str, blocks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    pairs = [(f"{name}-count", str(len(blocks)))]
    for place, block in enumerate(blocks):
        prefix = f"{name}-{place}"
        pairs += [(f"{prefix}-deleted", ""), (f"{prefix}-order", str(place))]
        pairs += [(f"{prefix}-type", block["type"]), (f"{prefix}-id", block.get("id") or "")]
        pairs += _value(f"{prefix}-value", block["value"])
    return pairs


def _value(name: str, value: Any) -> list[tuple[str, str]]:
    """One block's value as form fields: nested blocks by name, lists of choices repeated, ticks only when set."""
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in _value(f"{name}-{key}", inner)]
    if isinstance(value, list):
        if value and isinstance(value[0], dict) and "value" in value[0]:
            return _stream(name, value)
        return [(name, str(one)) for one in value]
    if isinstance(value, bool):
        return [(name, "on")] if value else []
    return [(name, "" if value is None else str(value))]


class _FormReader(HTMLParser):
    """Collects inputs, selects and text areas of the edit form, and the StreamFields that scripts would draw."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.streams: dict[str, list[dict[str, Any]]] = {}
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if "data-w-block-arguments-value" in given:
            self.streams[given["id"]] = json.loads(given["data-w-block-arguments-value"])[0]
        elif tag == "input" and name:
            if given.get("type") in {"checkbox", "radio"} and "checked" not in given:
                return
            if given.get("type") not in {"submit", "button", "file"}:
                self.fields[name] = given.get("value", "on" if given.get("type") == "checkbox" else "")
        elif tag == "textarea" and name:
            self._area = name
            self.fields[name] = ""
        elif tag == "select" and name:
            self._select = name
            self.fields.setdefault(name, "")
        elif tag == "option" and self._select and "selected" in given:
            self.fields[self._select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            # The first line break after the tag is the page's, not the text's.
            self.fields[self._area] += data if self.fields[self._area] else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None


class Editor:
    """A person at `/admin/`. Every answer that is no page of the admin raises, with what Wagtail said."""

    def __init__(self, base: str) -> None:
        self.base = base
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self._jar = jar

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the sign-in page."""
        page = self.get("/admin/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None, "the sign-in page has no form"
        answer = self.post(
            "/admin/login/", [("csrfmiddlewaretoken", token[1]), ("username", email), ("password", password)]
        )
        assert "csrfmiddlewaretoken" in answer or "/admin/" in answer

    def get(self, path: str) -> str:
        """The text of a page."""
        with self._opener.open(self.base + path, timeout=SECONDS) as response:
            return str(response.read().decode())

    def post(self, path: str, data: list[tuple[str, str]]) -> str:
        """Send a form; returns the text of the page it leads to."""
        body = urllib.parse.urlencode(data).encode()
        request = urllib.request.Request(self.base + path, data=body, headers={"Referer": self.base + path})
        with self._opener.open(request, timeout=SECONDS) as response:
            return str(response.read().decode())

    def json(self, path: str) -> Any:
        """An answer of the admin's own API."""
        return json.loads(self.get(path))

    def _token(self) -> str:
        return next(str(cookie.value) for cookie in self._jar if "csrf" in cookie.name)

    def upload(self, path: str, name: str, content: bytes, **fields: str) -> Any:
        """Send one PNG as a browser's file field does; returns the JSON it leads to."""
        boundary = "-" * 20 + secrets.token_hex(8)
        token = self._token()
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in {**fields, "csrfmiddlewaretoken": token}.items()
        ]
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="files[]"; filename="{name}"\r\n'
            "Content-Type: image/png\r\n\r\n".encode()
            + content
            + f"\r\n--{boundary}--\r\n".encode()
        )
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Referer": self.base + path,
            "X-Requested-With": "XMLHttpRequest",
        }
        request = urllib.request.Request(self.base + path, data=b"".join(parts), headers=headers)
        with self._opener.open(request, timeout=SECONDS) as response:
            return json.loads(response.read())

    def press(self, path: str, **fields: str) -> str:
        """Send a form of one button, such as an approval; returns what it leads to."""
        return self.post(path, [("csrfmiddlewaretoken", self._token()), *fields.items()])

    def form(self, path: str) -> Form:
        """The form of an edit page, as it stands."""
        reader = _FormReader()
        reader.feed(self.get(path))
        return Form(path, reader.fields, reader.streams)

    def send(self, form: Form, **buttons: str) -> list[str]:
        """Press a button (`action_publish="…"`); returns the refusals Wagtail shows, none when it went through."""
        page = self.post(form.address, form.data(**{name.replace("_", "-"): value for name, value in buttons.items()}))
        return refusals(page)


def refusals(page: str) -> list[str]:
    """What an edit page says is wrong: messages at fields and inside blocks."""
    found = re.findall(r'class="error-message"[^>]*>(.*?)</p>', page, re.DOTALL)
    for arguments in re.findall(r'data-w-block-arguments-value="([^"]+)"', page):
        found += _block_messages(json.loads(html.unescape(arguments))[1:])
    if not found and (notice := re.search(r"data-policy-notice.*?</section>", page, re.DOTALL)):
        found = re.findall(r"<li>\s*([^<]+)", notice[0])  # what belongs to no field stands above the form only
    cleaned = [re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", one))).strip() for one in found]
    return [one for one in dict.fromkeys(cleaned) if one]


def _block_messages(errors: Any) -> list[str]:
    if isinstance(errors, dict):
        own = [str(one) for one in errors.get("messages", [])] if isinstance(errors.get("messages"), list) else []
        return own + [one for key, inner in errors.items() if key != "messages" for one in _block_messages(inner)]
    if isinstance(errors, list):
        return [one for inner in errors for one in _block_messages(inner)]
    return []
