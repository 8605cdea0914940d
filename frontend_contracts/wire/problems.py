"""Problems that both services share, and how a problem is written over HTTP (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from frontend_contracts.wire.problem_base import FieldError, Kind, Problem, placeholders, registry

__all__ = [
    "TITLES",
    "AuthRequired",
    "BodyMalformed",
    "BodyTooDeep",
    "BodyTooLarge",
    "Bug",
    "FieldError",
    "InputInvalid",
    "Kind",
    "MediaTypeUnsupported",
    "MethodNotAllowed",
    "NotFound",
    "PreconditionFailed",
    "PreconditionRequired",
    "Problem",
    "ServiceUnavailable",
    "TooManyRequests",
    "placeholders",
    "problem_document",
    "problem_response",
    "registry",
]

CONTENT_TYPE = "application/problem+json"

# RFC 9457 asks for a title that stays the same for each problem of a type: here it follows the kind.
TITLES: dict[Kind, dict[str, str]] = {
    Kind.INVALID: {"kk": "Сұрау қате құрылған", "ru": "Запрос составлен неверно", "en": "The request is malformed"},
    Kind.UNAUTHENTICATED: {"kk": "Жүйеге кіру қажет", "ru": "Нужно войти", "en": "Sign-in is needed"},
    Kind.NOT_FOUND: {"kk": "Табылмады", "ru": "Не найдено", "en": "Not found"},
    Kind.METHOD_NOT_ALLOWED: {
        "kk": "Бұл әдіс қолданылмайды",
        "ru": "Метод не поддерживается",
        "en": "The method is not allowed",
    },
    Kind.CONFLICT: {"kk": "Деректер өзгеріп кетті", "ru": "Данные успели измениться", "en": "The state has changed"},
    Kind.PRECONDITION_FAILED: {
        "kk": "Нұсқа ескірген",
        "ru": "Версия устарела",
        "en": "The version is out of date",
    },
    Kind.TOO_LARGE: {"kk": "Сұрау тым үлкен", "ru": "Запрос слишком велик", "en": "The request is too large"},
    Kind.MEDIA_TYPE_UNSUPPORTED: {
        "kk": "Сұрау пішімі қолданылмайды",
        "ru": "Формат запроса не поддерживается",
        "en": "The media type is not supported",
    },
    Kind.RULE: {"kk": "Ереже рұқсат бермейді", "ru": "Правила этого не допускают", "en": "A rule says no"},
    Kind.PRECONDITION_REQUIRED: {
        "kk": "Нұсқаны көрсету керек",
        "ru": "Нужно указать версию",
        "en": "The version must be named",
    },
    Kind.TOO_MANY: {"kk": "Сұраулар тым көп", "ru": "Слишком много запросов", "en": "Too many requests"},
    Kind.BUG: {"kk": "Серверде қате болды", "ru": "Ошибка на сервере", "en": "The server failed"},
    Kind.UNAVAILABLE: {
        "kk": "Қызмет уақытша қолжетімсіз",
        "ru": "Сервис временно недоступен",
        "en": "The service is unavailable for now",
    },
}


class InputInvalid(Problem):
    """The input does not have the shape of the contract; `errors` says where, one entry for each place."""

    code = "input.invalid"
    kind = Kind.INVALID
    texts = {
        "kk": "Белгіленген өрістерді түзетіп, қайта жіберіңіз.",
        "ru": "Исправьте отмеченные поля и отправьте снова.",
        "en": "Correct the fields listed and send the request again.",
    }

    def __init__(self, *, errors: Sequence[FieldError] = (), field: str | None = None) -> None:
        super().__init__(field=field)
        self.field_errors = list(errors)

    def errors(self, locale: str) -> list[FieldError]:
        return self.field_errors or super().errors(locale)


class BodyMalformed(Problem):
    """The body is not JSON, names a key twice, or is not UTF-8."""

    code = "body.malformed"
    kind = Kind.INVALID
    texts = {
        "kk": "Сұраудың денесі дұрыс JSON емес. UTF-8 кодындағы, кілттері қайталанбайтын JSON жіберіңіз.",
        "ru": "Тело запроса — не JSON. Отправьте JSON в кодировке UTF-8 без повторяющихся ключей.",
        "en": "The body is not JSON. Send JSON in UTF-8 that names no key twice.",
    }


class BodyTooDeep(Problem):
    """Arrays and objects of the body are nested too deeply."""

    code = "body.too_deep"
    kind = Kind.INVALID
    texts = {
        "kk": "JSON тым терең салынған: {limit} деңгейден аспасын.",
        "ru": "JSON вложен слишком глубоко: не больше {limit} уровней.",
        "en": "The JSON is nested too deeply: send at most {limit} levels.",
    }


class BodyTooLarge(Problem):
    """The body is longer than this address takes."""

    code = "body.too_large"
    kind = Kind.TOO_LARGE
    texts = {
        "kk": "Сұраудың денесі тым үлкен: {limit_bytes} байттан аспасын.",
        "ru": "Тело запроса слишком велико: не больше {limit_bytes} байт.",
        "en": "The body is too large: send at most {limit_bytes} bytes.",
    }


class MediaTypeUnsupported(Problem):
    """The body is in another format than JSON."""

    code = "media_type.unsupported"
    kind = Kind.MEDIA_TYPE_UNSUPPORTED
    texts = {
        "kk": "Сұрауды application/json пішімінде жіберіңіз.",
        "ru": "Отправьте запрос в формате application/json.",
        "en": "Send the request as application/json.",
    }


class MethodNotAllowed(Problem):
    """The address exists and does not take this method; `allowed` lists those it takes, such as "GET, HEAD"."""

    code = "method.not_allowed"
    kind = Kind.METHOD_NOT_ALLOWED
    texts = {
        "kk": "Бұл мекенжай мына әдістерді қабылдайды: {allowed}.",
        "ru": "Этот адрес принимает методы: {allowed}.",
        "en": "This address takes the methods {allowed}.",
    }

    def headers(self) -> dict[str, str]:
        return {**super().headers(), "Allow": str(self.params["allowed"])}


class NotFound(Problem):
    """It does not exist, or the caller may not see it: nobody can tell which."""

    code = "not_found"
    kind = Kind.NOT_FOUND
    texts = {
        "kk": "Мұндай мекенжайда ештеңе табылмады. Нөмірді немесе сілтемені тексеріңіз.",
        "ru": "По этому адресу ничего не найдено. Проверьте номер или ссылку.",
        "en": "Nothing was found here. Check the number or the link.",
    }


class AuthRequired(Problem):
    """No credentials, or expired ones."""

    code = "auth.required"
    kind = Kind.UNAUTHENTICATED
    texts = {
        "kk": "Жүйеге кіріп, қайта көріңіз.",
        "ru": "Войдите и повторите запрос.",
        "en": "Sign in and try again.",
    }

    def headers(self) -> dict[str, str]:
        # RFC 9110 asks for a challenge with every 401; the scheme is ours, so browsers open no password box.
        return {**super().headers(), "WWW-Authenticate": 'Session realm="api"'}


class PreconditionRequired(Problem):
    """A change of a versioned thing came without `If-Match`."""

    code = "precondition.required"
    kind = Kind.PRECONDITION_REQUIRED
    texts = {
        "kk": "Алдымен деректерді оқып, ETag мәнін If-Match тақырыбында жіберіңіз.",
        "ru": "Сначала прочитайте данные и отправьте их ETag в заголовке If-Match.",
        "en": "Read the resource first and send its ETag in the If-Match header.",
    }


class PreconditionFailed(Problem):
    """Somebody changed it since the caller read it."""

    code = "precondition.failed"
    kind = Kind.PRECONDITION_FAILED
    texts = {
        "kk": "Деректер сіз оқығаннан кейін өзгерген. Қайта оқып, өзгерісті қайталаңыз.",
        "ru": "Данные изменились после того, как вы их прочитали. Прочитайте снова и повторите изменение.",
        "en": "The resource changed after you read it. Read it again and repeat your change.",
    }


class TooManyRequests(Problem):
    """A rate limit; `retry_after` says when to come back, in seconds."""

    code = "rate.limited"
    kind = Kind.TOO_MANY
    texts = {
        "kk": "Сұраулар тым жиі. Біраз күтіп, қайта көріңіз.",
        "ru": "Запросы идут слишком часто. Подождите немного и повторите.",
        "en": "Requests come too often. Wait a little and try again.",
    }


class ServiceUnavailable(Problem):
    """Something we stand on does not answer; nothing was half-written."""

    code = "service.unavailable"
    kind = Kind.UNAVAILABLE
    texts = {
        "kk": "Қызмет қазір жауап бере алмайды. Біраздан кейін қайталаңыз.",
        "ru": "Сервис сейчас не может ответить. Повторите запрос немного позже.",
        "en": "The service cannot answer now. Try again in a moment.",
    }


class Bug(Problem):
    """We made a mistake. The answer tells nothing but the request id, under which the log tells all."""

    code = "server.error"
    kind = Kind.BUG
    texts = {
        "kk": "Біздің тараптан қате болды. Қайталаңыз; көмектеспесе, қолдау қызметіне сұрау нөмірін айтыңыз.",
        "ru": "Произошла ошибка на нашей стороне. Повторите; если не поможет, назовите поддержке номер запроса.",
        "en": "We made a mistake. Try again; if it happens again, tell support the request id.",
    }


def problem_document(
    problem: Problem, *, request: HttpRequest | None, locale: str, request_id: str | None
) -> dict[str, Any]:
    """Answer the RFC 9457 document: type, title, status, detail, instance, code, request_id, errors, and `params`.

    `instance` is the path alone, never the query. `params` stands only where the problem shows data to machines.
    """
    document: dict[str, Any] = {
        "type": f"urn:infini:problem:{problem.code}",
        "title": TITLES[problem.kind].get(locale, TITLES[problem.kind]["ru"]),
        "status": problem.kind.value,
        "detail": problem.message(locale),
        "instance": None if request is None else request.path,
        "code": problem.code,
        "request_id": request_id,
        "errors": [
            {"pointer": error.pointer, "code": error.code, "detail": error.detail} for error in problem.errors(locale)
        ],
    }
    if problem.shown:
        document["params"] = problem.shown_params()
    return document


def problem_response(
    problem: Problem, *, request: HttpRequest | None, locale: str, request_id: str | None
) -> HttpResponse:
    """Answer the problem over HTTP: its status, its headers (`Retry-After`, `Allow`, …), and `no-store`."""
    document = problem_document(problem, request=request, locale=locale, request_id=request_id)
    response = HttpResponse(orjson.dumps(document, default=str), content_type=CONTENT_TYPE, status=problem.kind.value)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = locale
    for name, value in problem.headers().items():
        response[name] = value
    return response
