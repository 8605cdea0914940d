"""What a problem is. Imports no Django, so that pure rules may raise problems too.

A *problem* is a failure that the caller can understand and act on. Its `code` is part of the contract and never
changes or gets translated; its texts say in kk, ru and en what to do next, and hold no personal data.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

from frontend_contracts.wire.locales import DEFAULT_LOCALE, LOCALES

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


class Kind(Enum):
    """Which sort of failure it is; the value is its HTTP status."""

    INVALID = 400
    UNAUTHENTICATED = 401
    NOT_FOUND = 404
    METHOD_NOT_ALLOWED = 405
    CONFLICT = 409
    PRECONDITION_FAILED = 412
    TOO_LARGE = 413
    MEDIA_TYPE_UNSUPPORTED = 415
    RULE = 422
    PRECONDITION_REQUIRED = 428
    TOO_MANY = 429
    BUG = 500
    UNAVAILABLE = 503


@dataclass(frozen=True)
class FieldError:
    """One thing wrong in the input: `pointer` is an RFC 6901 path such as `/lines/0/sku`, `detail` says what to do."""

    pointer: str
    code: str
    detail: str


class Problem(Exception):
    """An expected failure. A subclass that names a `code` must name its `kind` and its three `texts` too.

    `texts` may hold `{name}` placeholders, the same in each language; they are filled from the keyword arguments.
    Parameters named in `shown` also appear as data (`params`) in the answer, for machines; they must be JSON-able.
    `registry()[code](**problem.params)` makes an equal problem again, which is how a kept refusal is replayed.
    """

    code: ClassVar[str]
    kind: ClassVar[Kind]
    texts: ClassVar[dict[str, str]]
    shown: ClassVar[tuple[str, ...]] = ()
    is_replay: bool = False  # answered from a kept refusal, not decided anew

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "code" in cls.__dict__:
            _check_definition(cls)

    def __init__(self, *, field: str | None = None, retry_after: int | None = None, **params: Any) -> None:
        """Make a problem about `field` (a name such as `stars`, or a pointer); `retry_after` is in seconds.

        :raises TypeError: the class has no code, or a parameter of its texts is missing
        """
        if not hasattr(type(self), "code"):
            raise TypeError(f"{type(self).__name__} names no code and cannot be raised.")
        missing = sorted((placeholders(self.texts[DEFAULT_LOCALE]) | set(self.shown)) - set(params))
        if missing:
            raise TypeError(f"{type(self).__name__} needs the parameters {', '.join(missing)}.")
        super().__init__(self.code)
        self.field = field
        self.retry_after = retry_after
        self.params = params

    def message(self, locale: str) -> str:
        """Answer the text in `locale`, in Russian when that is none of kk, ru, en."""
        text = self.texts.get(locale, self.texts[DEFAULT_LOCALE])
        return text.format(**{name: self.params[name] for name in placeholders(text)})

    def errors(self, locale: str) -> list[FieldError]:
        """Answer what is wrong field by field: nothing, or this problem itself where it names a field."""
        if self.field is None:
            return []
        # An empty pointer is RFC 6901 for the whole body.
        pointer = self.field if self.field.startswith("/") or not self.field else "/" + self.field.replace(".", "/")
        return [FieldError(pointer=pointer, code=self.code, detail=self.message(locale))]

    def shown_params(self) -> dict[str, Any]:
        """Answer the parameters that callers get as data."""
        return {name: self.params[name] for name in self.shown}

    def headers(self) -> dict[str, str]:
        """Answer the HTTP headers that belong to this problem."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


def placeholders(text: str) -> set[str]:
    """Answer the names in braces in `text`.

    :raises ValueError: a placeholder is not a plain name
    """
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    if not all(name.isidentifier() for name in names):
        raise ValueError(f"Placeholders are plain names: {text!r}")
    return names


def registry() -> dict[str, type[Problem]]:
    """Answer each problem class now imported by its code, sorted by code.

    :raises ValueError: two classes share a code
    """
    found: dict[str, type[Problem]] = {}
    for problem in _subclasses(Problem):
        if "code" not in problem.__dict__:
            continue
        twin = found.setdefault(problem.code, problem)
        if twin is not problem:
            raise ValueError(f"{_name(twin)} and {_name(problem)} share the code {problem.code!r}.")
    return dict(sorted(found.items()))


def _check_definition(cls: type[Problem]) -> None:
    if not _CODE.fullmatch(cls.code):
        raise TypeError(f"{_name(cls)}: {cls.code!r} is no code such as 'orders.stock_gone'.")
    if not isinstance(getattr(cls, "kind", None), Kind):
        raise TypeError(f"{_name(cls)} needs a kind.")
    texts = getattr(cls, "texts", {})
    if set(texts) != set(LOCALES) or not all(text.strip() for text in texts.values()):
        raise TypeError(f"{_name(cls)} needs a text in each of {', '.join(LOCALES)}.")
    if len({frozenset(placeholders(text)) for text in texts.values()}) != 1:
        raise TypeError(f"{_name(cls)}: the texts differ in their placeholders.")


def _subclasses(cls: type[Problem]) -> Iterator[type[Problem]]:
    for subclass in cls.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)


def _name(cls: type[Problem]) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"
