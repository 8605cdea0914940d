"""Names as staff may type them: folded so that kk, ru and Latin spellings of a name meet."""

import re
import unicodedata

LONGEST_TOKEN = 60

# Kazakh and Russian letters by how people write them in Latin; what differs only between the two alphabets is one.
_LETTERS = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh",
        "з": "z", "и": "i", "й": "i", "і": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n",
        "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f",
        "х": "h", "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e",
        "ю": "yu", "я": "ya", "ı": "i", "q": "k", "w": "v",
    }
)  # fmt: skip
# Latin spellings of one sound, after the letters: kh is х, dzh and j are ж, and so on.
_SPELLINGS = (("kh", "h"), ("gh", "g"), ("dzh", "zh"), ("j", "zh"), ("ye", "e"), ("yo", "e"), ("iya", "ia"), ("y", "i"))


def folded(text: str) -> str:
    """`Әйгерім`, `Айгерим` and `Aigerim` all become `aigerim`."""
    latin = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = "".join(ch for ch in unicodedata.normalize("NFD", latin) if not unicodedata.combining(ch))
    for spelling, one in _SPELLINGS:
        plain = plain.replace(spelling, one)
    return re.sub(r"([a-z])\1+", r"\1", plain)  # Khassen is Хасен, Anna is Анна


def tokens(name: str) -> list[str]:
    """The folded words of a name, each once, in order."""
    words = re.findall(r"\w+", folded(name.replace("'", "").replace("’", "")))
    return list(dict.fromkeys(word[:LONGEST_TOKEN] for word in words))
