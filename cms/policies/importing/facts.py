"""Operator, trading name, BIN and contact e-mails as a text states them."""

import re
from collections import Counter

from cms.policies.importing.model import Bin

_SPACES = r"[ \u00a0]"
_QUOTED = (
    r"(?:«[^«»\n]{1,60}(?:«[^«»\n]{1,40}»)?[^«»\n]{0,20}»{1,2}|“[^“”\n]{1,80}”|„[^„“”\n]{1,80}[“”]"
    r"|\"[^\"\n]{1,80}\"|''[^'\n]{1,80}''"
    r"|‘[^‘’\n]{1,80}’|'[^'\n]{1,80}'|‹[^‹›\n]{1,80}›|&quot;.{1,80}?&quot;)"
)
_PLAIN = r"[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w&.-]{0,40}(?:[ \u00a0](?:[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ&][\w&-]{0,40}|and|и)){0,4}"
_BEFORE = (
    r"(?:ТОО|ЖШС|АО|АҚ|[Аа]кционерн\w+ обществ\w+|[Аа]кционерлік қоғам\w*|[Ии]ндивидуальн\w+ "
    r"предпринимател\w+|LLP|L\.L\.P\.|TOO|ZhShS|LLC|JSC|ООО|ИП|ЖК|[Тт]овариществ[оаму]+ с ограниченной "
    r"ответственностью"
    r"|[Жж]ауапкершілігі шектеулі серіктестік|[Ll]imited [Ll]iability (?:[Pp]artnership|[Cc]ompany)|LIMITED "
    r"LIABILITY PARTNERSHIP)"
)
_AFTER = (
    r"(?:,?[ \u00a0](?:LLP|L\.L\.P\.|LLC|JSC|[Ll]imited [Ll]iability [Pp]artnership|ЖШС|АҚ|ЖК|ТОО"
    r"|[Жж]ауапкершілігі шектеулі серіктестігі|[Аа]кционерлік қоғамы|[Жж]еке кәсіпкер\w*))(?![\w«“\"])"
)
_NAME = re.compile(
    rf"(?<!\w)(?:{_BEFORE}{_SPACES}*{_QUOTED}|{_QUOTED}{_AFTER}|{_PLAIN}{_AFTER}|{_BEFORE}{_SPACES}{_PLAIN})"
)
_ROLE = re.compile(
    r"operator|controller|responsible|owner|оператор|владел|ответствен|продав|seller|жауапты|иесі|сатушы|меншік",
    re.IGNORECASE,
)
_BIN_LABEL = (
    r"(?:BIN|БИН|БСН|Business Identification Number|бизнес-идентификационн\w+ номер\w*|бизнес-сәйкестендіру нөмір\w*)"
)
_DIGITS = r"\d(?:[ \u00a0-]?\d){7,15}"
_BIN = re.compile(rf"(?<!\w){_BIN_LABEL}\b[^\d\n]{{0,40}}({_DIGITS})(?!\d)", re.IGNORECASE)
_BIN_BEHIND = re.compile(rf"(?<!\d)(\d{{12}})(?!\d)[^\w\n]{{0,4}}\(?{_BIN_LABEL}\b", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}")
_ARTICLE = (
    r"(?<!\w)(?!(?:The|This|Our|An?|In|Your|Наш\w*|Этот|Данный|Интернет\w*|Біздің|Осы|Бұл|"
    r"LLP|LLC|ТОО|ЖШС|БИН|БСН|BIN)\b)"
)
_WORD_NAME = (
    rf"(?:{_QUOTED}|{_ARTICLE}"
    + r"[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w&.-]{0,40}\w(?:[ \u00a0][A-Z0-9А-ЯЁӘІҢҒҮҰҚӨҺ][\w&-]{0,40}){0,2})"
)
_BRAND = "trading name|trade name|brand(?: name)?|trademark|trade mark|business name|commercial name"
_BRAND_RU = (
    r"(?:торгов|коммерческ|фирменн)\w+ (?:наименовани|названи|марк|знак|им)\w*|бренд\w*|товарн\w+ знак\w*"
    r"|вывеск\w+|торгов\w+ именем"
)
_BRAND_KK = r"сауда (?:атау|белгі|маркас|бренд|ат)\w*|бренд\w*|тауар белгі\w*|коммерциялық атау\w*"
_TRADING = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?i:{_BRAND})\)?(?: (?:is|of|the))?[\s:—–-]+(?:(?:is|the) )?({_WORD_NAME})",
        rf"(?i:trading as|doing business as|d/b/a|t/a|operating as|known as|under the (?:{_BRAND}|name)"
        rf"|brand) ({_WORD_NAME})",
        rf"(?i:{_BRAND_RU})\)?[\s:—–-]+({_WORD_NAME})",
        rf"(?i:{_BRAND_KK})\)?[\s:—–-]+({_WORD_NAME})",
        rf"({_WORD_NAME}) \([\"“«]\1[\"”»]",
        rf"({_WORD_NAME})[ \u00a0](?i:{_BRAND}|{_BRAND_KK})",
        rf"(?i:online (?:store|shop)|internet shop|web ?shop|store|shop|интернет-магазин\w*|магазин\w*"
        rf"|сайт\w*|маркетплейс\w*) ({_QUOTED})",
        rf"(?i:online (?:store|shop)|интернет-магазин\w*) ({_WORD_NAME})",
        rf"({_WORD_NAME})[ \u00a0](?i:интернет-дүкен|онлайн-дүкен|дүкен|online (?:store|shop)|web ?shop)\w*",
    )
)
_QUOTES = "«»“”„\"'‘’‹› \u00a0"


def bin_is_valid(digits: str) -> bool:
    """Return True if a BIN has 12 digits and the right control digit.

    Source: the control sum of Kazakhstan's identification numbers, Σ dᵢ·i mod 11; if 10, weights 3…11, 1, 2.
    """
    if len(digits) != 12 or not digits.isascii() or not digits.isdigit():
        return False
    numbers = [int(digit) for digit in digits]
    first = sum(number * weight for number, weight in zip(numbers, range(1, 12), strict=False)) % 11
    if first == 10:
        first = sum(number * weight for number, weight in zip(numbers, (*range(3, 12), 1, 2), strict=False)) % 11
    return first < 10 and first == numbers[11]


def find_bin(text: str) -> Bin | None:
    """Return the first valid BIN that is named as one, else the first invalid, else None."""
    marked = [found[1] for pattern in (_BIN, _BIN_BEHIND) for found in pattern.finditer(text)]
    found = [re.sub(r"\D", "", digits) for digits in marked]
    valid = next((digits for digits in found if bin_is_valid(digits)), None)
    if valid is not None:
        return Bin(valid, is_valid=True)
    return Bin(found[0], is_valid=False) if found else None


def find_operator(text: str) -> str | None:
    """Return the legal name most likely the operator's: near the BIN, near a word for operator, named often."""
    names = list(_NAME.finditer(text))
    bin_places = [found.start() for pattern in (_BIN, _BIN_BEHIND) for found in pattern.finditer(text)]
    counts = Counter(_bare(found.group()) for found in names)
    best, best_score = None, float("-inf")
    for order, found in enumerate(names):
        apart = min((_distance(found, place) for place in bin_places), default=150)
        around = text[max(0, found.start() - 80) : found.end() + 60]
        score = (
            4.0 * max(0.0, 1 - apart / 100)
            + 2.0 * bool(_ROLE.search(around))
            + min(counts[_bare(found.group())], 4)
            - 0.1 * order
        )
        if score > best_score:
            best, best_score = " ".join(found.group().split()), score
    return best


def find_trading_name(text: str, operator: str | None) -> str | None:
    """Return the name the shop goes by, without quotes, if the text states one other than the legal name."""
    legal = _bare(operator or "")
    for pattern in _TRADING:
        for found in pattern.finditer(text):
            name = found[1].strip(_QUOTES).strip()
            if name and _bare(name) != legal and not re.fullmatch(_BEFORE, name):
                return name
    return None


def find_emails(text: str) -> tuple[str, ...]:
    """Return the e-mail addresses in order, each once."""
    return tuple(dict.fromkeys(found.group().rstrip(".-") for found in _EMAIL.finditer(text)))


def language_of(text: str) -> str:
    """Return kk, ru or en, by letters."""
    letters = Counter(text.casefold())
    kazakh = sum(letters[sign] for sign in "әіңғүұқөһ")
    cyrillic = sum(count for sign, count in letters.items() if "а" <= sign <= "я") + kazakh
    latin = sum(count for sign, count in letters.items() if "a" <= sign <= "z")
    if latin > cyrillic:
        return "en"
    return "kk" if kazakh > 0.03 * cyrillic else "ru"


def _distance(name: re.Match[str], place: int) -> int:
    """Return the characters between a name and a BIN behind it; a BIN before the name counts double."""
    return place - name.end() if place >= name.end() else 2 * (name.start() - place)


def _bare(name: str) -> str:
    return re.sub(r"\W+", " ", re.sub(_BEFORE, " ", name)).strip().casefold()
