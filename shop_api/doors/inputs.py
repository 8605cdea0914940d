"""From JSON values to contracts: one strict check for both doors, with every mistake named by its place."""

from typing import Any
from uuid import UUID

import orjson
from pydantic import ValidationError
from pydantic.alias_generators import to_camel

from frontend_contracts.wire.problems import FieldError, InputInvalid
from shop_api.gate import shapes
from shop_api.values.text import is_blank, is_orderly

_TEXTS: dict[str, dict[str, str]] = {
    "missing": {"en": "This is required.", "ru": "Это поле обязательно.", "kk": "Бұл өріс міндетті."},
    "extra_forbidden": {
        "en": "There is no such field; remove it.",
        "ru": "Такого поля нет, уберите его.",
        "kk": "Мұндай өріс жоқ, алып тастаңыз.",
    },
    "bool_type": {
        "en": "This must be true or false.",
        "ru": "Здесь нужно true или false.",
        "kk": "Мұнда true немесе false керек.",
    },
    "string_type": {"en": "This must be text.", "ru": "Здесь нужна строка.", "kk": "Мұнда мәтін керек."},
    "int_type": {
        "en": "This must be a whole number.",
        "ru": "Здесь нужно целое число.",
        "kk": "Мұнда бүтін сан керек.",
    },
    "string_too_short": {"en": "This is too short.", "ru": "Слишком коротко.", "kk": "Тым қысқа."},
    "string_too_long": {"en": "This is too long.", "ru": "Слишком длинно.", "kk": "Тым ұзын."},
    "enum": {
        "en": "This value is not one of the list in the contract.",
        "ru": "Такого значения нет в списке контракта.",
        "kk": "Мұндай мән келісімшарт тізімінде жоқ.",
    },
    "characters": {
        "en": "This text holds characters that cannot be stored or shown.",
        "ru": "В тексте есть символы, которые нельзя сохранить или показать.",
        "kk": "Мәтінде сақтауға не көрсетуге болмайтын таңбалар бар.",
    },
    "other": {
        "en": "This value does not fit the contract.",
        "ru": "Значение не соответствует контракту.",
        "kk": "Мән келісімшартқа сәйкес келмейді.",
    },
}


def parsed(shape: type, values: dict[str, Any], locale: str) -> Any:
    """Make a contract of JSON values (strings, numbers, lists, objects; UUIDs and dates as strings).

    :raises InputInvalid: with one entry for each mistake, its JSON pointer, and a text in `locale`
    """
    _refuse_unstorable(values, locale)
    try:
        return shapes.adapter(shape).validate_json(orjson.dumps(values))
    except (ValidationError, TypeError) as error:
        raise InputInvalid(errors=_mistakes(error, locale)) from None


def parsed_strings(shape: type, values: dict[str, str], locale: str) -> Any:
    """Make a contract of an address's parameters, which are all text: `20` is a number where one is asked.

    :raises InputInvalid: as `parsed`
    """
    _refuse_unstorable(values, locale)
    try:
        return shapes.adapter(shape).validate_strings(values)
    except ValidationError as error:
        raise InputInvalid(errors=_mistakes(error, locale)) from None


def _refuse_unstorable(values: dict[str, Any], locale: str) -> None:
    bad = list(_unstorable(values, ""))
    if bad:
        text = _text("characters", locale)
        raise InputInvalid(errors=[FieldError(pointer, "input.characters", text) for pointer in bad])


def _mistakes(error: ValidationError | TypeError, locale: str) -> list[FieldError]:
    if isinstance(error, TypeError):
        return [FieldError("", "input.other", _text("other", locale))]
    return [
        FieldError(
            "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in one["loc"]),
            f"input.{_kind(one['type'])}",
            _text(_kind(one["type"]), locale),
        )
        for one in error.errors(include_url=False, include_context=False, include_input=False)[:50]
    ]


def _kind(pydantic_type: str) -> str:
    names = {
        "unexpected_keyword_argument": "extra_forbidden",
        "missing_argument": "missing",
        "missing_keyword_only_argument": "missing",
    }
    name = names.get(pydantic_type, pydantic_type)
    return name if name in _TEXTS else "other"


def _text(kind: str, locale: str) -> str:
    texts = _TEXTS[kind]
    return texts.get(locale, texts["ru"])


def _unstorable(value: Any, pointer: str) -> Any:
    """Places of strings that cannot be kept or shown.

    PostgreSQL and UTF-8 have no room for NUL and half a surrogate pair, pages and letters none for controls that turn
    the rest of a line around, people no use for a text of which nothing can be seen.
    """
    if isinstance(value, str):
        if not _encodes(value) or not is_orderly(value) or is_blank(value):
            yield pointer
    elif isinstance(value, dict):
        for name, inner in value.items():
            if not _encodes(str(name)) or "\x00" in str(name):
                yield pointer
            else:
                yield from _unstorable(inner, f"{pointer}/{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unstorable(inner, f"{pointer}/{index}")


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def camel_path(pointer: str) -> str:
    """`/consent/flags/order_fulfilment` → `consent.flags.order_fulfilment`; contract fields in GraphQL's spelling."""
    parts = [part for part in pointer.split("/") if part]
    return ".".join(part if index and parts[index - 1] == "flags" else _camel(part) for index, part in enumerate(parts))


def _camel(name: str) -> str:
    return name if name.isdigit() else to_camel(name)


def is_uuid(text: str) -> bool:
    """Whether a text is a UUID; addresses with another text there lead nowhere."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
