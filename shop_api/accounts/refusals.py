"""What accounts refuse, with codes and texts; and marks on input that only rules can judge."""

from collections.abc import Sequence

from frontend_contracts.wire.problems import FieldError, InputInvalid, Kind
from shop_api.gate import errors


class RepresentativeNeeded(errors.ShopError):
    """Somebody under 18 wants an account: a parent or representative has to agree, which is not possible yet."""

    code = "account.representative_needed"
    kind = Kind.RULE
    texts = {
        "en": "Accounts are for people of 18 and over. Ask a parent or another representative to order for you.",
        "ru": "Учётные записи — для тех, кому есть 18 лет. Попросите родителя или представителя сделать заказ за вас.",
        "kk": "Тіркелгі 18 жасқа толғандарға арналған. Ата-анаңыздан немесе өкіліңізден тапсырыс беруін сұраңыз.",
    }


class PasswordWeak(errors.ShopError):
    """A password that is too easy to guess; `reasons` says why, for machines."""

    shown = ("reasons",)
    code = "account.password_weak"
    kind = Kind.RULE
    texts = {
        "en": "Choose another password: at least 10 characters, not a common one, not like your name or e-mail.",
        "ru": "Выберите другой пароль: не короче 10 символов, не из распространённых, не похожий на имя или адрес.",
        "kk": "Басқа құпиясөз таңдаңыз: кемінде 10 таңба, жиі кездеспейтін, атыңызға не поштаңызға ұқсамайтын.",
    }


class CredentialsWrong(errors.ShopError):
    """No active account has this e-mail and this password; which of the two is wrong is not said."""

    keeps_writes = True  # the try is counted
    code = "account.credentials_wrong"
    kind = Kind.RULE
    texts = {
        "en": "The e-mail or the password is wrong. Check both, or reset the password.",
        "ru": "Неверный адрес почты или пароль. Проверьте их или сбросьте пароль.",
        "kk": "Пошта мекенжайы немесе құпиясөз қате. Екеуін тексеріңіз немесе құпиясөзді қалпына келтіріңіз.",
    }


class Unverified(errors.ShopError):
    """The right password of an account whose e-mail nobody confirmed; a new code is on its way for `sign_up_id`."""

    keeps_writes = True  # the new code
    shown = ("sign_up_id",)
    code = "account.unverified"
    kind = Kind.RULE
    texts = {
        "en": "Confirm your e-mail first: we sent you a new code.",
        "ru": "Сначала подтвердите почту: мы отправили вам новый код.",
        "kk": "Алдымен поштаңызды растаңыз: біз сізге жаңа код жібердік.",
    }


class CodeWrong(errors.ShopError):
    """Not the code of the letter."""

    keeps_writes = True  # the try is counted
    shown = ("tries_left",)
    code = "account.code_wrong"
    kind = Kind.RULE
    texts = {
        "en": "This is not the code. Check the letter; tries left: {tries_left}.",
        "ru": "Код неверен. Проверьте письмо; осталось попыток: {tries_left}.",
        "kk": "Код қате. Хатты тексеріңіз; қалған әрекет саны: {tries_left}.",
    }


class CodeExpired(errors.ShopError):
    """There is no such code any more: used, too old, tried too often, or never sent."""

    keeps_writes = True
    code = "account.code_expired"
    kind = Kind.RULE
    texts = {
        "en": "This code is no longer good. Start again to get a new one.",
        "ru": "Этот код больше не действует. Начните заново, чтобы получить новый.",
        "kk": "Бұл код енді жарамайды. Жаңасын алу үшін қайтадан бастаңыз.",
    }


class ResendLimit(errors.ShopError):
    """Enough letters for one sign-up."""

    code = "account.resend_limit"
    kind = Kind.RULE
    texts = {
        "en": "We sent the code several times already. Look among the unwanted letters, or sign up again later.",
        "ru": "Мы уже отправляли код несколько раз. Проверьте папку «Спам» или зарегистрируйтесь позже снова.",
        "kk": "Біз кодты бірнеше рет жібердік. «Спам» қалтасын қараңыз немесе кейінірек қайта тіркеліңіз.",
    }


class PasswordWrong(errors.ShopError):
    """The present password is not what was typed."""

    code = "account.password_wrong"
    kind = Kind.RULE
    texts = {
        "en": "Your present password is not right. Type it again, or reset it.",
        "ru": "Текущий пароль неверен. Введите его ещё раз или сбросьте.",
        "kk": "Қазіргі құпиясөз қате. Қайта енгізіңіз немесе қалпына келтіріңіз.",
    }


class TooManyAddresses(errors.ShopError):
    """An account keeps a limited number of addresses."""

    shown = ("limit",)
    code = "account.too_many_addresses"
    kind = Kind.RULE
    texts = {
        "en": "An account keeps at most {limit} addresses. Remove one first.",
        "ru": "В учётной записи может быть не больше {limit} адресов. Сначала удалите один.",
        "kk": "Тіркелгіде {limit} мекенжайдан аспайды. Алдымен біреуін жойыңыз.",
    }


_INPUT: dict[str, dict[str, str]] = {
    "email": {
        "en": "This is no e-mail address. Write it as name@example.kz.",
        "ru": "Это не адрес почты. Напишите его как name@example.kz.",
        "kk": "Бұл пошта мекенжайы емес. name@example.kz түрінде жазыңыз.",
    },
    "phone": {
        "en": "This is no phone number. Write it as +7 701 234 56 67.",
        "ru": "Это не номер телефона. Напишите его как +7 701 234 56 67.",
        "kk": "Бұл телефон нөмірі емес. +7 701 234 56 67 түрінде жазыңыз.",
    },
    "postal_code": {
        "en": "This is no postal code. Write six digits, or seven characters such as A01P3K4.",
        "ru": "Это не индекс. Напишите шесть цифр или семь знаков, например A01P3K4.",
        "kk": "Бұл индекс емес. Алты цифр немесе A01P3K4 сияқты жеті таңба жазыңыз.",
    },
}


def input_invalid(fields: Sequence[str], locale: str) -> InputInvalid:
    """The refusal of fields whose text a rule cannot read: `email`, `phone`, `postal_code`."""
    return InputInvalid(
        errors=[
            FieldError(f"/{name}", f"input.{name}", _INPUT[name].get(locale, _INPUT[name]["ru"])) for name in fields
        ]
    )
