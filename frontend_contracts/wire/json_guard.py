"""JSON bodies are looked at before anything parses them: size, depth, repeated keys, characters no database takes.

Parsers of frameworks answer 500 to JSON nested 100,000 deep, and silently take the last of two equal keys, which
lets a proxy and the application read two different requests.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any, NoReturn

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from frontend_contracts.wire import problems
from frontend_contracts.wire.errors_view import answer_problem, is_api_path

MAX_BYTES = 64 * 1024  # ten times the largest body of the contract
MAX_DEPTH = 32  # arrays and objects inside each other; the contract needs six
METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})

# Possessive, so that a body of nothing but quotes and backslashes costs one pass too.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
_SUSPECT_ESCAPE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")


class BodyTextInvalid(problems.Problem):
    """A text of the body holds a NUL or half a surrogate pair, which no database stores."""

    code = "body.text_invalid"
    kind = problems.Kind.INVALID
    texts = {
        "kk": "Мәтінде сақтауға келмейтін таңба бар (U+0000 немесе жұпсыз суррогат). Оны алып тастаңыз.",
        "ru": "В тексте есть символ, который нельзя сохранить (U+0000 или непарный суррогат). Уберите его.",
        "en": "A text holds a character that cannot be stored (U+0000 or a lone surrogate). Remove it.",
    }


def json_guard_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a bad JSON body on an API path with 400 or 413; an empty body and other media types pass untouched."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in METHODS and is_json(request) and is_api_path(request):
            try:
                read_json(body_of(request, max_bytes=MAX_BYTES), allow_empty=True)
            except problems.Problem as problem:
                return answer_problem(problem, request)
        return get_response(request)

    return middleware


def is_json(request: HttpRequest) -> bool:
    """Say whether the body claims to be JSON: `application/json`, or a type ending in `+json`."""
    media_type = (request.content_type or "").lower()
    return media_type == "application/json" or media_type.endswith("+json")


def body_of(request: HttpRequest, *, max_bytes: int) -> bytes:
    """Answer the body; a longer one is refused by its declared length, before it is read.

    :raises BodyTooLarge: longer than `max_bytes`
    :raises BodyMalformed: the client went away while sending
    """
    declared = request.META.get("CONTENT_LENGTH") or "0"
    if not declared.isdecimal():
        raise problems.BodyMalformed
    if int(declared[:20]) > max_bytes:
        raise problems.BodyTooLarge(limit_bytes=max_bytes)
    try:
        body = request.body
    except UnreadablePostError:
        raise problems.BodyMalformed from None
    if len(body) > max_bytes:
        raise problems.BodyTooLarge(limit_bytes=max_bytes)
    return body


def read_json(body: bytes, *, max_depth: int = MAX_DEPTH, allow_empty: bool = False) -> Any:
    """Parse a body strictly; an empty one is None where that is allowed.

    :raises BodyTooDeep: nested more than `max_depth`
    :raises BodyMalformed: not JSON, not UTF-8, a key twice in one object, NaN, or a number out of range
    :raises BodyTextInvalid: a text with NUL or a lone surrogate
    """
    if allow_empty and not body.strip():
        return None
    if nesting_depth(body, stop_at=max_depth) > max_depth:
        raise problems.BodyTooDeep(limit=max_depth)
    try:
        value = json.loads(
            body.decode(), object_pairs_hook=_unique, parse_constant=_refuse_constant, parse_float=_finite
        )
    except (ValueError, RecursionError):
        raise problems.BodyMalformed from None
    if _SUSPECT_ESCAPE.search(body):
        _check_texts(value)
    return value


def nesting_depth(body: bytes, *, stop_at: int) -> int:
    """Answer how deep brackets nest outside of strings, in one pass; counts no further than one past `stop_at`."""
    depth = deepest = 0
    for token in _TOKEN.finditer(body):
        first = token[0][:1]
        if first in (b"[", b"{"):
            depth += 1
            deepest = max(deepest, depth)
            if deepest > stop_at:
                break
        elif first in (b"]", b"}"):
            depth -= 1
    return deepest


def is_storable(text: str) -> bool:
    """Say whether a database can store the text: no NUL and no lone surrogate."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("A key stands twice.")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON.")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("The number is out of range.")
    return number


def _check_texts(value: Any) -> None:
    if isinstance(value, str) and not is_storable(value):
        raise BodyTextInvalid
    if isinstance(value, dict):
        for key, member in value.items():
            _check_texts(key)
            _check_texts(member)
    if isinstance(value, list):
        for member in value:
            _check_texts(member)
