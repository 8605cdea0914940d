"""What consent refuses, with codes and texts. A `ConsentRefusal` leaves nothing behind but its audit row."""

from frontend_contracts.wire.problems import Kind
from shop_api.gate import errors


class FormInvalid(errors.ConsentRefusal):
    """The form's token was not made by us, was changed, is older than a day, or showed something else."""

    shown = ("form",)
    code = "consent.form_invalid"
    kind = Kind.RULE
    texts = {
        "en": "The consent form is not valid or is older than a day. Get a new one from {form} and show it again.",
        "ru": "Форма согласия недействительна или старше суток. Получите новую по адресу {form} и покажите её снова.",
        "kk": "Келісім нысаны жарамсыз немесе бір тәуліктен ескі. {form} мекенжайынан жаңасын алып, қайта көрсетіңіз.",
    }


class FlagNotOffered(errors.ConsentRefusal):
    """The block carries a flag that this write does not ask for."""

    shown = ("flag", "offered")
    code = "consent.flag_not_offered"
    kind = Kind.RULE
    texts = {
        "en": "This request does not ask for {flag}. Send only the flags that the form lists for it.",
        "ru": "Этот запрос не спрашивает {flag}. Отправьте только те флаги, которые форма перечисляет для него.",
        "kk": "Бұл сұрау {flag} жалаушасын сұрамайды. Нысанда оған көрсетілген жалаушаларды ғана жіберіңіз.",
    }


class ConsentOutdated(errors.ConsentRefusal):
    """The policy changed, in something people must agree to, since the form was shown."""

    shown = ("version", "difference", "form")
    code = "consent.outdated"
    kind = Kind.CONFLICT
    texts = {
        "en": "The policy has changed: version {version} is in force. Show the new form from {form} and answer it.",
        "ru": "Политика изменилась: действует версия {version}. Покажите новую форму {form} и ответьте на неё.",
        "kk": "Саясат өзгерді: {version}-нұсқа күшінде. {form} жаңа нысанын көрсетіп, жауабын жіберіңіз.",
    }


class PolicyNotInForce(errors.ConsentRefusal):
    """No version of the policy is in force, or the one in force does not word what is asked."""

    code = "policy.not_in_force"
    kind = Kind.UNAVAILABLE
    texts = {
        "en": "The shop cannot ask for this consent now, so it cannot go on. Nothing was stored. Try again later.",
        "ru": "Сейчас магазин не может спросить это согласие и остановился. Ничего не сохранено. Зайдите снова.",
        "kk": "Дүкен қазір бұл келісімді сұрай алмайды, сондықтан тоқтады. Ештеңе сақталмады. Кейінірек қайталаңыз.",
    }


class ObligationOpen(errors.ShopError):
    """A consent cannot be withdrawn while what it was given for is not fulfilled.

    `withdrawn` names what nothing held and was withdrawn at once; `kept` what is withdrawn by itself later.
    """

    keeps_writes = True
    shown = ("flag", "article", "withdrawn", "kept")
    code = "consent.obligation_open"
    kind = Kind.RULE
    texts = {
        "en": "{flag} cannot be withdrawn while an order is open ({article}). Wait until it is delivered or cancel it: "
        "a withdrawal asked for by itself is kept and carried out then.",
        "ru": "{flag} нельзя отозвать, пока заказ не исполнен ({article}). Дождитесь доставки или отмените заказ: "
        "отдельно поданный отзыв сохранён и будет исполнен тогда.",
        "kk": "Тапсырыс орындалмайынша {flag} қайтарып алынбайды ({article}). Жеткізілуін күтіңіз немесе бас "
        "тартыңыз: жеке берілген қайтарып алу сақталады және сонда орындалады.",
    }


class NotGiven(errors.ShopError):
    """There is nothing to withdraw: none of the flags named stands."""

    shown = ("flags",)
    code = "consent.not_given"
    kind = Kind.RULE
    texts = {
        "en": "None of these consents stands, so there is nothing to withdraw. Look at the list of your consents.",
        "ru": "Ни одно из этих согласий не действует, отзывать нечего. Посмотрите список своих согласий.",
        "kk": "Бұл келісімдердің ешқайсысы күшінде емес, қайтарып алатын ештеңе жоқ. Келісімдер тізімін қараңыз.",
    }


class NothingToRevoke(errors.ShopError):
    """The record is not what stands: its consent has ended, or another text stands now."""

    shown = ("flag",)
    code = "consent.nothing_to_revoke"
    kind = Kind.CONFLICT
    texts = {
        "en": "This record of {flag} is not what stands now. Open the person's consents again and see what stands.",
        "ru": "Эта запись о {flag} сейчас не действует. Откройте согласия человека снова и посмотрите, что действует.",
        "kk": "{flag} туралы бұл жазба қазір күшінде емес. Адамның келісімдерін қайта ашып, не күшінде екенін қараңыз.",
    }


class NobodyToRecord(errors.ShopError):
    """A stranger answers a form apart from any write: the shop has nobody to keep the answer for."""

    code = "consent.nobody"
    kind = Kind.RULE
    texts = {
        "en": "The shop does not know this device yet. Create a cart or sign in, then answer the form.",
        "ru": "Магазин ещё не знает это устройство. Создайте корзину или войдите, затем ответьте на форму.",
        "kk": "Дүкен бұл құрылғыны әлі танымайды. Себет ашыңыз немесе кіріңіз, содан кейін нысанға жауап беріңіз.",
    }


class LogDamaged(errors.ShopError):
    """A consent record is not as it was written: nothing is signed on top of it."""

    code = "consent.log_damaged"
    kind = Kind.UNAVAILABLE
    texts = {
        "en": "This record does not pass its own check, so no receipt is made. Write to support; we look into it.",
        "ru": "Эта запись не прошла собственную проверку, и квитанция не выдана. Напишите в поддержку: мы разберёмся.",
        "kk": "Бұл жазба өз тексеруінен өтпеді, сондықтан түбіртек берілмеді. Қолдау қызметіне жазыңыз: анықтаймыз.",
    }
