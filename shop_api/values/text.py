"""Characters: which ones a text may hold, and how many of it can be seen."""

import re
import unicodedata

#: Control characters but tab and line ends, and those that turn the direction of everything after them: in a name they
#: rearrange the page or the letter around it. Joiners and direction marks, which scripts and emoji need, may stay.
_DISORDERLY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
#: Letters and signs by their category, empty to the eye.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
#: Categories of what leaves no trace: separators, controls, formats.
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def is_orderly(text: str) -> bool:
    """Whether a text holds no character that breaks what stands around it."""
    return _DISORDERLY.search(text) is None


def seen(text: str) -> int:
    """How many characters of a text can be seen: `"a\u200b b"` → 2."""
    return sum(1 for ch in text if ch not in _BLANK and unicodedata.category(ch) not in _UNSEEN)


def is_blank(text: str) -> bool:
    """Whether a text holds something and shows nothing; spaces alone are trimmed elsewhere and count as nothing."""
    return bool(text.strip()) and not text.isascii() and seen(text) == 0
