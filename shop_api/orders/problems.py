"""What can go wrong with carts, quotes and orders. Raised by steps and use cases; texts say what to do next."""

from frontend_contracts.wire.problems import FieldError, InputInvalid, Kind
from shop_api.gate.errors import ShopError
from shop_api.orders.rules.contacts import Mistake


class CartClosed(ShopError):
    """An order was made of this cart already."""

    code = "cart.closed"
    kind = Kind.CONFLICT
    texts = {
        "en": "An order was already placed from this cart. Create a new cart to go on shopping.",
        "ru": "Из этой корзины уже оформлен заказ. Создайте новую корзину, чтобы продолжить покупки.",
        "kk": "Бұл себеттен тапсырыс рәсімделіп қойған. Жалғастыру үшін жаңа себет ашыңыз.",
    }


class CartEmpty(ShopError):
    """There is nothing in the cart."""

    code = "cart.empty"
    kind = Kind.RULE
    texts = {
        "en": "The cart is empty. Put something into it first.",
        "ru": "Корзина пуста. Сначала положите в неё товар.",
        "kk": "Себет бос. Алдымен оған тауар салыңыз.",
    }


class CartFull(ShopError):
    """More lines or pieces than a cart takes."""

    code = "cart.full"
    kind = Kind.RULE
    texts = {
        "en": "A cart takes at most {lines} different goods and {pieces} pieces of each. Take something out.",
        "ru": "В корзине помещается до {lines} разных товаров и до {pieces} штук каждого. Уберите что-нибудь.",
        "kk": "Себетке {lines} түрлі тауар және әрқайсысынан {pieces} данаға дейін сыяды. Бірдеңесін алып тастаңыз.",
    }
    shown = ("lines", "pieces")


class SkuGone(ShopError):
    """A SKU is not sold, or no longer."""

    code = "cart.sku_gone"
    kind = Kind.CONFLICT
    texts = {
        "en": "{sku} is no longer sold. Remove it from the cart and ask for a quote again.",
        "ru": "Товар {sku} больше не продаётся. Уберите его из корзины и запросите расчёт снова.",
        "kk": "{sku} тауары енді сатылмайды. Оны себеттен алып тастап, есепті қайта сұраңыз.",
    }
    shown = ("sku",)


class TotalsChanged(ShopError):
    """The echoed quote is no longer what the cart costs. A fresh quote is stored and comes with the refusal."""

    code = "checkout.totals_changed"
    kind = Kind.CONFLICT
    keeps_writes = True  # the fresh quote must be there to be echoed
    texts = {
        "en": "The price or the terms have changed. Show the fresh quote and send its quote_id and total.",
        "ru": "Цена или условия изменились. Покажите новый расчёт и отправьте его quote_id и сумму.",
        "kk": "Баға немесе шарттар өзгерді. Жаңа есепті көрсетіп, оның quote_id мен сомасын жіберіңіз.",
    }
    shown = ("quote", "changes")


class TermsNotAccepted(ShopError):
    """The version of the offer that was accepted is not the one in force."""

    code = "checkout.terms_changed"
    kind = Kind.CONFLICT
    texts = {
        "en": "The terms of sale now in force are version {terms_version}. Show them and accept that version.",
        "ru": "Сейчас действует версия {terms_version} условий продажи. Покажите их и примите эту версию.",
        "kk": "Қазір сату шарттарының {terms_version} нұсқасы қолданылады. Көрсетіп, осы нұсқаны қабылдаңыз.",
    }
    shown = ("terms_version",)


class TermsNotInForce(ShopError):
    """No public offer or policy is in force: nothing can be sold."""

    code = "checkout.terms_not_in_force"
    kind = Kind.UNAVAILABLE
    texts = {
        "en": "The shop has no terms of sale in force and cannot sell now. Try again later.",
        "ru": "Условия продажи сейчас не действуют, поэтому магазин не продаёт. Зайдите позже.",
        "kk": "Қазір сату шарттары күшінде емес, сондықтан дүкен сата алмайды. Кейінірек келіңіз.",
    }


class CityNotServed(ShopError):
    """Our courier does not go there."""

    code = "delivery.city_not_served"
    kind = Kind.RULE
    texts = {
        "en": "Our courier delivers in Almaty only. Give an address in Almaty.",
        "ru": "Наш курьер доставляет только по Алматы. Укажите адрес в Алматы.",
        "kk": "Курьеріміз тек Алматы ішінде жеткізеді. Алматыдағы мекенжайды көрсетіңіз.",
    }


class WhatsappOff(ShopError):
    """The shop sends no messages over WhatsApp: a number there would be collected for nothing (law 94-V art. 7(9))."""

    code = "orders.whatsapp_off"
    kind = Kind.RULE
    texts = {
        "en": "This shop sends no messages over WhatsApp. Order without a WhatsApp contact.",
        "ru": "Магазин не отправляет сообщений в WhatsApp. Оформите заказ без контакта WhatsApp.",
        "kk": "Дүкен WhatsApp арқылы хабарлама жібермейді. WhatsApp байланысынсыз тапсырыс беріңіз.",
    }


class TransitionRefused(ShopError):
    """The order's state does not allow this now."""

    code = "orders.not_possible_now"
    kind = Kind.CONFLICT
    texts = {
        "en": "This is not possible now ({reason}). Read the order again to see what can be done.",
        "ru": "Сейчас это невозможно ({reason}). Прочитайте заказ снова, чтобы увидеть, что можно сделать.",
        "kk": "Қазір бұл мүмкін емес ({reason}). Не істеуге болатынын көру үшін тапсырысты қайта оқыңыз.",
    }
    shown = ("reason", "action")


class LookupCodeWrong(ShopError):
    """Another code, too late, or tried too often: nobody learns which."""

    code = "orders.lookup_code_wrong"
    kind = Kind.RULE
    keeps_writes = True  # a wrong code must count
    texts = {
        "en": "This code is wrong or no longer holds. Check the letter, or ask for a new code.",
        "ru": "Код неверен или уже не действует. Проверьте письмо или запросите новый код.",
        "kk": "Код қате немесе енді жарамайды. Хатты тексеріңіз не жаңа код сұраңыз.",
    }


class ClaimNotProved(ShopError):
    """The account has not shown that the order is its own."""

    code = "orders.claim_not_proved"
    kind = Kind.RULE
    texts = {
        "en": "Look the order up with a code first, and send the token you get as X-Order-Token.",
        "ru": "Сначала найдите заказ по коду и отправьте полученный токен в заголовке X-Order-Token.",
        "kk": "Алдымен тапсырысты код арқылы тауып, алған токенді X-Order-Token тақырыбында жіберіңіз.",
    }


_TEXTS = {
    "input.contact_missing": {
        "en": "Give an e-mail address or a phone number.",
        "ru": "Укажите адрес почты или телефон.",
        "kk": "Пошта мекенжайын немесе телефонды көрсетіңіз.",
    },
    "input.email": {
        "en": "This is no e-mail address. Write it as name@example.kz.",
        "ru": "Это не адрес почты. Напишите его как name@example.kz.",
        "kk": "Бұл пошта мекенжайы емес. name@example.kz түрінде жазыңыз.",
    },
    "input.phone": {
        "en": "This is no phone number. Write it as +7 701 234 56 67.",
        "ru": "Это не номер телефона. Напишите его как +7 701 234 56 67.",
        "kk": "Бұл телефон нөмірі емес. +7 701 234 56 67 түрінде жазыңыз.",
    },
    "input.postal_code": {
        "en": "This is no postal code. Write six digits, or seven characters such as A01P3K4.",
        "ru": "Это не индекс. Напишите шесть цифр или семь знаков, например A01P3K4.",
        "kk": "Бұл индекс емес. Алты цифр немесе A01P3K4 сияқты жеті таңба жазыңыз.",
    },
    "input.characters": {
        "en": "Write this on one line.",
        "ru": "Напишите это одной строкой.",
        "kk": "Мұны бір жолға жазыңыз.",
    },
}


def input_invalid(mistakes: list[Mistake], locale: str) -> InputInvalid:
    """The refusal that names every mistake at its place, in the caller's language."""
    return InputInvalid(
        errors=[FieldError(pointer, code, _TEXTS[code].get(locale, _TEXTS[code]["ru"])) for pointer, code in mistakes]
    )
