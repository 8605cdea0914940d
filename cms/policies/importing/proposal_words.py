"""The words by which a text's promises are recognised: headings of the lists, and what stands in them.

Each pattern looks at lower-case text with plain letters. `\\b` in front keeps it from the middle of words; Kazakh and
Russian words are given by their stems.
"""

import re
from enum import StrEnum


class Topic(StrEnum):
    """What a section lists; the value is the kind of clause it proposes."""

    DATA = "data_categories"
    PURPOSES = "purposes"
    RECIPIENTS = "recipients"
    RIGHTS = "rights"


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{word})" for word in words))


#: Headings; the first that fits counts, so "your rights to your data" is about rights.
HEADINGS: dict[Topic, re.Pattern[str]] = {
    Topic.RIGHTS: _any(r"your rights", r"права", r"что вы можете попросить", r"құқықтар", r"rights of"),
    Topic.RECIPIENTS: _any(
        r"who receives", r"disclosure", r"recipients", r"third parties", r"our suppliers", r"(?:our )?providers",
        r"кто получает", r"передача (?:третьим|курьер)", r"третьим лицам", r"кому мы", r"получател",
        r"үшінші тұлға", r"деректерді ки?ім", r"кімге береміз", r"алушылар",
    ),
    Topic.PURPOSES: _any(
        r"why we", r"purposes?\b", r"how we use", r"what we use", r"цел[иь]", r"для чего", r"использование данных",
        r"мақсат", r"не үшін", r"не істейміз",
    ),
    Topic.DATA: _any(
        r"(?:personal )?data we (?:collect|process|use)", r"categories of data", r"what (?:you give us|data)",
        r"what your device", r"information for delivery", r"какие (?:сведения|данные)", r"состав персональных",
        r"сбор данных", r"данные родителей", r"что мы о вас", r"жинайтын дерек", r"қандай дерек", r"дерек\w*\s\w*тізім",
        r"өңделетін дерек", r"деректердің түр",
    ),
}  # fmt: skip
NEGATION = _any(
    r"do(?:es)? not\b", r"never\b", r"nobody else", r"(?:не|ничего|никому)\b", r"без вашего",
    r"\w+(?:май|мей|бай|бей|пай|пей)(?:міз|мыз|ды|ді)\b", r"ешкім",
)  # fmt: skip
#: Sentences that ask the reader to do something, or tell of a moment: they promise nothing about data.
ADVICE = _any(
    r"before\b", r"please", r"insert", r"прежде", r"перед\b", r"до публикации", r"пожалуйста", r"\w+\sбұрын\b"
)
#: A line that names what the list below it holds: "Technical data:".
CAPTION = re.compile(r"^\W*(?:[\w-]+\W+){0,3}(?:data|information|данные|сведения|деректер\w*):$")

CATEGORIES: dict[str, re.Pattern[str]] = {
    "account": _any(
        r"account", r"reader account", r"identification data", r"(?:first |last |your )?name", r"surname",
        r"preferred language", r"учётн", r"аккаунт", r"фамили", r"имя\b", r"аты-жөн", r"тіркелгі",
    ),
    "contact": _any(
        r"e-?mail", r"telephone", r"phone", r"contact data", r"телефон", r"почт(?!ов)", r"телефон", r"пошта(?!\w* инд)",
    ),
    "credential": _any(r"password", r"authentication identifiers", r"парол", r"құпиясөз"),
    "delivery": _any(
        r"delivery", r"recipient", r"(?<!e-mail )(?<!email )(?<!ip )(?<!network )address(?! of your device)",
        r"postal code", r"person who will receive", r"доставк", r"получател", r"(?<!сетевой )адрес(?!\w* электрон)",
        r"мекенжай", r"алушы", r"жеткізу",
    ),
    "order": _any(
        r"orders?\b", r"order(?:ed|s)? history", r"purchases", r"payment", r"books you ordered", r"items\b", r"заказ",
        r"покупк(?!и-продажи)", r"оплат", r"тапсырыс", r"төлем",
    ),
    "cart": _any(r"cart\b", r"basket", r"корзин", r"себет"),
    "review": _any(r"review", r"rating", r"отзыв", r"оценк", r"пікір"),
    "support_message": _any(r"messages? to", r"support messages", r"correspondence", r"переписк", r"хат алмас"),
    "technical": _any(
        r"technical", r"ip\b", r"browser", r"device", r"cookies", r"network address", r"server logs",
        r"use of the website", r"shop is used", r"техническ", r"браузер", r"устройств", r"сетевой адрес", r"техникалық",
        r"құрылғы",
    ),
    "security_event": _any(r"security events?", r"событи\w* безопасност", r"қауіпсіздік оқиға"),
}  # fmt: skip
PURPOSES: dict[str, re.Pattern[str]] = {
    "order_fulfilment": _any(
        r"deliver", r"fulfil", r"orders?\b", r"contract of sale", r"warranty", r"returns?\b", r"refund", r"заказ",
        r"договор", r"доставк", r"возврат", r"тапсырыс", r"жеткізу", r"кепілдік", r"қайтару",
    ),
    "account": _any(r"account(?!s that|ing)", r"аккаунт", r"учётн", r"тіркелгі"),
    "support": _any(r"questions?", r"support", r"answer", r"вопрос", r"поддержк", r"обращени", r"сұрақ", r"қолдау"),
    "review_publication": _any(r"reviews?\b", r"отзыв", r"пікір"),
    "marketing_email": _any(r"marketing", r"newsletter", r"news\b", r"рассылк", r"новост", r"реклам", r"жаңалық"),
    "storefront": _any(r"cart\b", r"improve the shop", r"keeping? the website", r"корзин", r"витрин", r"себет"),
}  # fmt: skip
#: By what they do; a provider is proposed without a name from the register unless the shop knows one of its kind.
RECIPIENTS: dict[str, re.Pattern[str]] = {
    "courier": _any(
        r"courier", r"carriers?\b", r"carry parcels", r"deliver parcels", r"курьер", r"служб\w+ доставки",
        r"перевозчик", r"жеткізу қызмет",
    ),
    "payment": _any(r"(?:card |take )payments?", r"banks?\b", r"платёжн", r"банк", r"төлем"),
    "hosting": _any(
        r"host (?:the|files)", r"store data", r"data cent", r"хостинг", r"хранени\w+ данных",
        r"деректерді қазақстанда сақтай",
    ),
    "mail": _any(r"mail (?:delivery )?(?:service|provider)", r"send letters", r"почтов\w+ служб", r"пошта қызмет"),
    "analytics": _any(r"analy[sz]e", r"analytics", r"аналитик", r"талдау"),
    "authentication": _any(r"authenticat", r"аутентификац"),
    "authority": _any(
        r"state bod", r"authorit", r"courts?\b", r"государственн\w+ орган", r"суд(?:у|ы|ам)?\b", r"сотқа",
    ),
}  # fmt: skip
ROLES = {"courier": "third_party", "payment": "third_party", "authority": "authority"}  # the others process for us
RIGHTS: dict[str, re.Pattern[str]] = {
    "information": _any(r"learn whether", r"be informed", r"узнать, какие", r"узнать, обрабатыва", r"өңделетінін"),
    "recipients": _any(r"(?:learn )?who has received", r"кто получил", r"кому переда", r"кім алған"),
    "access": _any(r"access", r"copy of", r"показать", r"доступ", r"көруге", r"көшірме"),
    "correction": _any(r"correct", r"исправ", r"түзет"),
    "withdrawal": _any(r"withdraw", r"отозвать", r"отзыв согласия", r"қайтарып ал"),
    "blocking": _any(r"block", r"блокир", r"бұғатта"),
    "deletion": _any(r"delete", r"eras", r"удал", r"жою"),
    "objection": _any(r"object to", r"возраз", r"қарсылық"),
}  # fmt: skip
PATTERNS = {
    Topic.DATA: CATEGORIES,
    Topic.PURPOSES: PURPOSES,
    Topic.RECIPIENTS: RECIPIENTS,
    Topic.RIGHTS: RIGHTS,
}
