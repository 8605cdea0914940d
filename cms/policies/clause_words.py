"""Names of what clauses choose from, in kk, ru and en: the annex prints them, the forms offer the English ones.

They are part of published texts. Changing one changes the next version and no earlier one, whose text is frozen.
"""

from collections.abc import Mapping

Names = dict[str, tuple[str, str, str]]

CATEGORIES: Names = {
    "account": ("Аккаунт деректері", "Данные аккаунта", "Account data"),
    "cart": ("Себет", "Корзина", "Cart"),
    "consent": ("Келісімдер туралы жазбалар", "Записи о согласиях", "Records of consents"),
    "consent_evidence": ("Келісімнің дәлелдемелері", "Подтверждения согласий", "Evidence of consents"),
    "contact": ("Байланыс деректері", "Контактные данные", "Contact data"),
    "credential": ("Кіру деректері", "Данные для входа", "Sign-in data"),
    "delivery": ("Алушы және жеткізу мекенжайы", "Получатель и адрес доставки", "Recipient and delivery address"),
    "delivery_address": ("Сақталған мекенжайлар", "Сохранённые адреса", "Saved addresses"),
    "disclosure": ("Деректерді беру тізілімі", "Реестр передач данных", "Register of transfers"),
    "order": ("Тапсырыстар", "Заказы", "Orders"),
    "order_contact": ("Сатып алушының байланысы", "Контакты покупателя", "Buyer's contacts"),
    "privacy_request": ("Деректер туралы өтініштер", "Обращения о данных", "Requests about data"),
    "review": ("Пікірлер", "Отзывы", "Reviews"),
    "security_event": ("Қауіпсіздік журналы", "Журнал безопасности", "Security log"),
    "session": ("Сеанстар", "Сеансы", "Sessions"),
    "staff": ("Қызметкерлер деректері", "Данные сотрудников", "Staff data"),
    "support_message": ("Қолдау қызметімен хат алмасу", "Переписка с поддержкой", "Messages to support"),
    "technical": ("Техникалық деректер", "Технические данные", "Technical data"),
}
PURPOSES: Names = {
    "storefront": ("дүкен витринасы мен себет", "работа витрины и корзины", "running the storefront and cart"),
    "account": ("аккаунтты жүргізу", "ведение аккаунта", "keeping the account"),
    "order_fulfilment": ("тапсырысты орындау", "исполнение заказа", "fulfilling orders"),
    "support": ("сұрақтарға жауап беру", "ответы на обращения", "answering questions"),
    "review_publication": ("пікірді жариялау", "публикация отзыва", "publishing reviews"),
    "marketing_email": ("жаңалықтар жіберу", "рассылка новостей", "sending news"),
    "publication": ("есімді жариялау", "публикация имени", "publishing the name"),
}
NECESSITY: Names = {
    "required": ("міндетті", "обязательны", "required"),
    "optional": ("қалауыңызша", "по желанию", "optional"),
}
ROLES: Names = {
    "processor": ("тапсырма бойынша өңдейді", "обрабатывает по поручению", "processes on our instructions"),
    "controller": ("дербес оператор", "самостоятельный оператор", "operator in its own right"),
    "third_party": ("үшінші тұлға", "третье лицо", "third party"),
    "authority": ("мемлекеттік орган", "государственный орган", "state authority"),
}
THEN: Names = {
    "delete": ("жойылады", "удаляются", "deleted"),
    "anonymise": ("иесіздендіріледі", "обезличиваются", "anonymised"),
    "restrict": ("қол жеткізу шектеледі", "доступ ограничивается", "access is restricted"),
}
EVENTS: Names = {
    "collected": ("алынған күннен бастап", "со дня получения", "from the day they were collected"),
    "last_used": ("соңғы пайдаланғаннан бастап", "со дня последнего использования", "from the last use"),
    "order_placed": ("тапсырыс берілген күннен бастап", "со дня заказа", "from the day of the order"),
    "order_delivered": ("тапсырыс тапсырылған күннен бастап", "со дня вручения заказа", "from delivery"),
    "order_closed": ("тапсырыс жабылған күннен бастап", "со дня завершения заказа", "from the close of the order"),
    "tax_period": (
        "келесі салық кезеңінен бастап",
        "со следующего налогового периода",
        "from the tax period that follows",
    ),
    "question_settled": ("мәселе шешілген күннен бастап", "со дня решения вопроса", "from when the matter is settled"),
    "consent_given": ("келісім берілген күннен бастап", "со дня согласия", "from the day of the consent"),
    "consent_ended": ("келісім аяқталған күннен бастап", "со дня прекращения согласия", "from the end of the consent"),
    "employment_ended": ("жұмыстан шыққан күннен бастап", "со дня увольнения", "from the end of employment"),
}
UNTIL: Names = {
    "withdrawn": ("келісім қайтарып алынғанша", "до отзыва согласия", "until the consent is withdrawn"),
    "erased": (
        "аккаунт жойылғанша немесе сіз жоюды талап еткенше",
        "до удаления аккаунта или вашего требования удалить",
        "until the account is deleted or you ask for deletion",
    ),
}
#: By unit: Kazakh and English for one and many, Russian for one, few and many.
UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    "working_days": {
        "kk": ("жұмыс күні",),
        "ru": ("рабочий день", "рабочих дня", "рабочих дней"),
        "en": ("working day", "working days"),
    },
    "days": {"kk": ("күн",), "ru": ("день", "дня", "дней"), "en": ("day", "days")},
    "months": {"kk": ("ай",), "ru": ("месяц", "месяца", "месяцев"), "en": ("month", "months")},
    "years": {"kk": ("жыл",), "ru": ("год", "года", "лет"), "en": ("year", "years")},
}
RIGHTS: Names = {
    "information": ("Ақпарат алу", "Получить информацию", "Information"),
    "access": ("Деректерге қол жеткізу", "Доступ к данным", "Access"),
    "correction": ("Түзету", "Исправление", "Correction"),
    "withdrawal": ("Келісімді қайтарып алу", "Отзыв согласия", "Withdrawal of consent"),
    "blocking": ("Бұғаттау", "Блокирование", "Blocking"),
    "deletion": ("Жою", "Удаление", "Deletion"),
    "objection": (
        "Автоматты шешімге қарсылық",
        "Возражение против автоматического решения",
        "Objection to an automatic decision",
    ),
    "recipients": ("Деректерді кім алғанын білу", "Узнать, кто получил данные", "Who received the data"),
}
CONSUMER_RIGHTS: Names = {
    "cancellation": ("Тапсырыстан бас тарту", "Отмена заказа", "Cancelling an order"),
    "complaint": ("Шағымға жауап", "Ответ на жалобу", "Answer to a complaint"),
    "defect_claim": ("Кемшілік бойынша талап", "Требование о недостатках", "Claim about a defect"),
    "return": ("Қайтару және айырбастау", "Возврат и обмен", "Return and exchange"),
    "review": ("Пікір жазу", "Отзыв о товаре", "Writing a review"),
}
#: What the clock of a buyer's right counts from: `frontend_contracts.wire.buyer_clocks.EVENTS`.
BUYER_EVENTS: Names = {
    "purchase": ("сатып алған күннен бастап", "со дня покупки", "from the day of the purchase"),
    "delivery": ("тауар тапсырылған күннен бастап", "со дня передачи товара", "from the day of the delivery"),
    "request": ("өтініш түскен күннен бастап", "со дня обращения", "from the day of the request"),
}
BUYER_HANDLERS: Names = {
    "automatic": ("өзіңіз, бірден", "самостоятельно, сразу", "by yourself, at once"),
    "manual_case": ("өтініш бойынша", "по обращению", "on request"),
}
HANDLERS: Names = {
    "automatic": ("аккаунтта бірден", "сразу в аккаунте", "at once, in the account"),
    "manual_case": ("өтініш бойынша", "по обращению", "on request"),
}
CONTACTS: Names = {
    "email": ("Электрондық пошта", "Электронная почта", "E-mail"),
    "phone": ("Телефон", "Телефон", "Phone"),
    "address": ("Мекенжай", "Адрес", "Address"),
    "authority": ("Уәкілетті орган", "Уполномоченный орган", "Authority"),
}
COUNTRIES: Names = {
    "KZ": ("Қазақстан", "Казахстан", "Kazakhstan"),
    "AE": ("БАӘ", "ОАЭ", "United Arab Emirates"),
    "AM": ("Армения", "Армения", "Armenia"),
    "AT": ("Аустрия", "Австрия", "Austria"),
    "AU": ("Аустралия", "Австралия", "Australia"),
    "AZ": ("Әзербайжан", "Азербайджан", "Azerbaijan"),
    "BE": ("Бельгия", "Бельгия", "Belgium"),
    "BY": ("Беларусь", "Беларусь", "Belarus"),
    "CA": ("Канада", "Канада", "Canada"),
    "CH": ("Швейцария", "Швейцария", "Switzerland"),
    "CN": ("Қытай", "Китай", "China"),
    "CZ": ("Чехия", "Чехия", "Czechia"),
    "DE": ("Германия", "Германия", "Germany"),
    "EE": ("Эстония", "Эстония", "Estonia"),
    "ES": ("Испания", "Испания", "Spain"),
    "FI": ("Финляндия", "Финляндия", "Finland"),
    "FR": ("Франция", "Франция", "France"),
    "GB": ("Ұлыбритания", "Великобритания", "United Kingdom"),
    "GE": ("Грузия", "Грузия", "Georgia"),
    "HK": ("Гонконг", "Гонконг", "Hong Kong"),
    "IE": ("Ирландия", "Ирландия", "Ireland"),
    "IL": ("Израиль", "Израиль", "Israel"),
    "IN": ("Үндістан", "Индия", "India"),
    "IT": ("Италия", "Италия", "Italy"),
    "JP": ("Жапония", "Япония", "Japan"),
    "KG": ("Қырғызстан", "Кыргызстан", "Kyrgyzstan"),
    "KR": ("Оңтүстік Корея", "Южная Корея", "South Korea"),
    "LT": ("Литва", "Литва", "Lithuania"),
    "LU": ("Люксембург", "Люксембург", "Luxembourg"),
    "LV": ("Латвия", "Латвия", "Latvia"),
    "NL": ("Нидерланд", "Нидерланды", "Netherlands"),
    "PL": ("Польша", "Польша", "Poland"),
    "RU": ("Ресей", "Россия", "Russia"),
    "SE": ("Швеция", "Швеция", "Sweden"),
    "SG": ("Сингапур", "Сингапур", "Singapore"),
    "TR": ("Түркия", "Турция", "Türkiye"),
    "UA": ("Украина", "Украина", "Ukraine"),
    "US": ("АҚШ", "США", "United States"),
    "UZ": ("Өзбекстан", "Узбекистан", "Uzbekistan"),
}
_LOCALES = ("kk", "ru", "en")


def name_of(names: Names, id_: str, locale: str) -> str:
    """Return what to call `id_` in a language; what has no name yet is shown by its id, in words."""
    found = names.get(id_)
    return found[_LOCALES.index(locale)] if found else id_.replace("_", " ")


def term_in_words(term: Mapping[str, int | str], locale: str) -> str:
    """Return a term as readers see it: `2 years`, or the event it ends with."""
    if not term:
        return ""
    unit, number = next(iter(term.items()))
    if unit == "until":
        return name_of(UNTIL, str(number), locale)
    return counted(int(number), UNITS[unit][locale], locale)


def counted(number: int, forms: tuple[str, ...], locale: str) -> str:
    """Return a number with its noun: `21 день`, `2 года`, `5 years`."""
    if locale == "ru":
        few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
        form = 0 if number % 10 == 1 and number % 100 != 11 else 1 if few else 2
    else:
        form = 0 if number == 1 else len(forms) - 1
    return f"{number} {forms[form]}"
