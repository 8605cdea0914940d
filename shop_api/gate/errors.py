"""Expected failures. Features subclass `ShopError` beside the function that raises them."""

from typing import ClassVar

from frontend_contracts.wire.problems import Kind, Problem


class ShopError(Problem):
    """An expected failure with a code, a kind and a text in kk, ru and en that says what to do next.

    `keeps_writes` is for refusals whose trace must outlive them, such as a counted wrong code: the work so far is
    committed with the refusal instead of being rolled back.
    """

    keeps_writes: ClassVar[bool] = False


#: A refusal of these kinds is an answer of the shop's rules: it is kept under the idempotency key and replayed.
RULE_KINDS = frozenset({Kind.RULE, Kind.CONFLICT})


class IdempotencyKeyMissing(ShopError):
    """This write needs an `Idempotency-Key`."""

    code = "idempotency.key_missing"
    kind = Kind.INVALID
    texts = {
        "en": "Send an Idempotency-Key header of 16 to 255 visible ASCII characters with this request.",
        "ru": "Отправьте с этим запросом заголовок Idempotency-Key длиной от 16 до 255 видимых символов ASCII.",
        "kk": "Осы сұраумен бірге 16–255 көрінетін ASCII таңбадан тұратын Idempotency-Key тақырыбын жіберіңіз.",
    }


class IdempotencyKeyInvalid(ShopError):
    """The `Idempotency-Key` has another form than agreed."""

    code = "idempotency.key_invalid"
    kind = Kind.INVALID
    texts = {
        "en": "The Idempotency-Key must hold 16 to 255 visible ASCII characters. Make a new one and send it again.",
        "ru": "Idempotency-Key должен содержать от 16 до 255 видимых символов ASCII. Создайте новый и повторите.",
        "kk": "Idempotency-Key 16–255 көрінетін ASCII таңбадан тұруы керек. Жаңасын жасап, қайта жіберіңіз.",
    }


class IdempotencyKeyReused(ShopError):
    """The key was used before with other input."""

    code = "idempotency.key_reused"
    kind = Kind.RULE
    texts = {
        "en": "This Idempotency-Key was already used with other data. Use a new key for a new request.",
        "ru": "Этот Idempotency-Key уже использован с другими данными. Для нового запроса возьмите новый ключ.",
        "kk": "Бұл Idempotency-Key басқа деректермен қолданылған. Жаңа сұрау үшін жаңа кілт алыңыз.",
    }


class IdempotencyInProgress(ShopError):
    """A request with this key is still running."""

    code = "idempotency.in_progress"
    kind = Kind.CONFLICT
    texts = {
        "en": "The same request is still being carried out. Ask again in a second with the same key.",
        "ru": "Такой же запрос ещё выполняется. Повторите через секунду с тем же ключом.",
        "kk": "Дәл осындай сұрау әлі орындалуда. Бір секундтан кейін сол кілтпен қайталаңыз.",
    }


class ConsentRefusal(ShopError):
    """The consent a write needs is not there: nothing of the request may be stored, not even its key."""
